import { eq, getTableColumns, type Placeholder, sql } from 'drizzle-orm'
import type { JWK } from 'jose'
import type { Database } from './database.ts'
import type { ApplicationKeyId, ClientId } from './ids.ts'
import { applicationKeys, applications, identities, revokedTokens } from './schema.ts'
import { firstUse, type Spent, spending } from './spent-tokens.ts'

/** A public key of an application's, as it is kept. */
export type CredentialKey = { id: ApplicationKeyId; kid: string; jwk: JWK }

/**
 * What an exchange, or a call with a token of ours, needs to know: the application, its secret and keys, its owner,
 * and whether the token that was asked about is revoked.
 */
export type Credential = typeof applications.$inferSelect & {
  keys: CredentialKey[]
  revoked: boolean
  owner: { active: boolean; roles: string[]; scopes: string[] }
}

/** What of a token of ours the database knows. */
export type TokenMark = { clientId: ClientId; jti: string }

const KEYS =
  sql`(select json_group_array(json_object('id', ${applicationKeys.id}, 'kid', ${applicationKeys.kid},
  'jwk', json(${applicationKeys.jwk}))) from ${applicationKeys} where ${applicationKeys.applicationId} = ${applications.id})`
    .mapWith((text: string): CredentialKey[] => JSON.parse(text))
    .as('keys')

/** Named apart from the application's own: a batch tells columns by their names. */
const OWNER = {
  active: sql`${identities.active}`.mapWith(identities.active).as('owner_active'),
  roles: sql`${identities.roles}`.mapWith(identities.roles).as('owner_roles'),
  scopes: sql`${identities.scopes}`.mapWith(identities.scopes).as('owner_scopes'),
}

/** Finds the credential that a token of ours was made for, and spends in the same round trip what may be used once. */
export async function findTokenCredential(
  db: Database,
  { clientId, jti }: TokenMark,
  now: number,
  ...spent: Spent[]
): Promise<{ credential: Credential | undefined; first: boolean }> {
  if (spent.length === 0) return { credential: (await find(db, clientId, clientId, jti)).at(0), first: true }
  const [found, ...results] = await db.batch([
    select(db, clientId, clientId, jti),
    ...spending(db, spent, now),
  ])
  return { credential: found.at(0), first: firstUse(results, spent) }
}

/** Finds a client, and what a token stands on that it asks about: one round trip for both. */
export async function findClientAndToken(
  db: Database,
  clientId: ClientId,
  token: TokenMark | undefined,
): Promise<{ client: Credential | undefined; asked: Credential | undefined }> {
  const found = await find(db, clientId, token?.clientId ?? clientId, token?.jti ?? '')
  const of = (id: ClientId | undefined) => found.find((credential) => credential.clientId === id)
  return { client: of(clientId), asked: of(token?.clientId) }
}

/** Prepared once for each database: building a query costs more than the database takes to answer it. */
const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()

function find(db: Database, clientId: ClientId, other: ClientId, jti: string): Promise<Credential[]> {
  const query = prepared.get(db) ?? prepare(db)
  prepared.set(db, query)
  return query.all({ clientId, other, jti })
}

function prepare(db: Database) {
  return select(db, ...(['clientId', 'other', 'jti'] as const).map((name) => sql.placeholder(name))).prepare()
}

/** Finds one or two credentials, and whether a token is revoked. */
function select(db: Database, ...[clientId, other, jti]: (string | Placeholder)[]) {
  const revoked = sql`exists (select 1 from ${revokedTokens} where ${revokedTokens.jti} = ${jti})`
  return db
    .select({
      ...getTableColumns(applications),
      keys: KEYS,
      revoked: revoked.mapWith(Boolean).as('revoked'),
      owner: OWNER,
    })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(sql`${applications.clientId} in (${clientId}, ${other})`)
}
