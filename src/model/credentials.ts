import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { JWK } from 'jose'
import type { Database } from './database.ts'
import type { ApplicationKeyId, ClientId } from './ids.ts'
import type { OwnerRights } from './owner-rights.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { isFirstUse, markUsedStatements, type SingleUseToken } from './replay.ts'
import { applicationKeys, applications, identities, revokedTokens } from './schema.ts'

/** A public key that an application can authenticate with. */
export type CredentialKey = { id: ApplicationKeyId; kid: string; jwk: JWK }

/**
 * All data that a token exchange or a call with one of our own tokens needs: the application, its secret and
 * keys, its owner, and whether the token in question is revoked.
 */
export type Credential = typeof applications.$inferSelect & {
  keys: CredentialKey[]
  revoked: boolean
  owner: OwnerRights & { active: boolean }
}

/** The claims of one of our own tokens that the database can be searched by. */
export type TokenReference = { clientId: ClientId; jti: string }

const KEYS =
  sql`(select json_group_array(json_object('id', ${applicationKeys.id}, 'kid', ${applicationKeys.kid},
  'jwk', json(${applicationKeys.jwk}))) from ${applicationKeys} where ${applicationKeys.applicationId} = ${applications.id})`
    .mapWith((text: string): CredentialKey[] => JSON.parse(text))
    .as('keys')

/**
 * The owner's columns. Aliases keep them apart from the application's: a batch identifies columns by name.
 */
const OWNER = {
  active: sql`${identities.active}`.mapWith(identities.active).as('owner_active'),
  roles: sql`${identities.roles}`.mapWith(identities.roles).as('owner_roles'),
  scopes: sql`${identities.scopes}`.mapWith(identities.scopes).as('owner_scopes'),
  issuer: sql`${identities.issuer}`.mapWith(identities.issuer).as('owner_issuer'),
  rightsIssuedAt: sql`${identities.rightsIssuedAt}`
    .mapWith(identities.rightsIssuedAt)
    .as('owner_rights_issued_at'),
}

/**
 * Returns the credential that one of our own tokens was issued for, and marks the single-use tokens as used
 * in the same round trip; `first` is whether all of them were unused before.
 */
export async function findTokenCredential(
  db: Database,
  { clientId, jti }: TokenReference,
  now: number,
  ...singleUseTokens: SingleUseToken[]
): Promise<{ credential: Credential | undefined; isFirstUse: boolean }> {
  const values = { clientId, other: clientId, jti }
  if (singleUseTokens.length === 0)
    return { credential: (await find.all(db, values)).at(0), isFirstUse: true }
  const [found, ...results] = await db.batch([
    find.item(db, values),
    ...markUsedStatements(db, singleUseTokens, now),
  ])
  return { credential: found.at(0), isFirstUse: isFirstUse(results, singleUseTokens) }
}

/**
 * Returns the credential of a client, and that of the token that the client asks about, in one round trip.
 */
export async function findClientAndToken(
  db: Database,
  clientId: ClientId,
  token: TokenReference | undefined,
): Promise<{ client: Credential | undefined; tokenCredential: Credential | undefined }> {
  const values = { clientId, other: token?.clientId ?? clientId, jti: token?.jti ?? '' }
  const found = await find.all(db, values)
  const of = (id: ClientId | undefined) => found.find((credential) => credential.clientId === id)
  return { client: of(clientId), tokenCredential: of(token?.clientId) }
}

/** Finds the credentials of one or two clients; `revoked` is about the token with the given `jti`. */
const find = preparedQuery((db) => {
  const revoked = sql`exists (select 1 from ${revokedTokens} where ${revokedTokens.jti} = ${placeholder('jti')})`
  return db
    .select({
      ...getTableColumns(applications),
      keys: KEYS,
      revoked: revoked.mapWith(Boolean).as('revoked'),
      owner: OWNER,
    })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(sql`${applications.clientId} in (${placeholder('clientId')}, ${placeholder('other')})`)
})
