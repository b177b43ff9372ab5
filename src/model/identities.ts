import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { fold } from '../lib/filter/fold.ts'
import type { Database } from './database.ts'
import type { IdentityId } from './ids.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { isFirstUse, markUsedStatements, type SingleUseToken } from './replay.ts'
import { identities } from './schema.ts'

export type Identity = typeof identities.$inferSelect

/** What a verified token of a trusted issuer says of its subject. */
export type IdentityClaims = {
  issuer: string
  subject: string
  name: string | null
  alias: string | null
  email: string | null
  roles: string[]
  scopes: string[]
  /** The id that the issuer knows them by, and an import may have brought. */
  knownId: IdentityId | null
}

/** How exact `lastSeenAt` is: a write for every call would cost more than knowing better is worth. */
const LAST_SEEN_PRECISION_MS = 3_600_000

/**
 * Creates the identity at its first call, updates what has changed since, and returns it: one round trip. An imported
 * identity of the known id becomes the caller's, unless it is somebody's already; so does the id, where nobody has it.
 * A name, alias or e-mail that this token does not tell stays; roles and scopes are always those of this token. What
 * may be used once is spent in the same round trip.
 */
export async function recognizeIdentity(
  db: Database,
  id: IdentityId,
  { knownId, ...claims }: IdentityClaims,
  now: number,
  ...singleUseTokens: SingleUseToken[]
): Promise<{ identity: Identity; first: boolean }> {
  const values = { id, knownId, ...claims, ...nameKeys(claims), now }
  const [, , found, ...results] = await db.batch([
    claimKnown.item(db, values),
    insertOrUpdate.item(db, values),
    find.item(db, values),
    ...(singleUseTokens.length > 0 ? markUsedStatements(db, singleUseTokens, now) : []),
  ])
  if (!found[0]) throw new Error('Cannot find the identity that was just written')
  return { identity: found[0], first: isFirstUse(results, singleUseTokens) }
}

/** The identity of these claims, where they are no news; it costs a read alone. */
export async function findUnchangedIdentity(
  db: Database,
  { knownId: _, ...claims }: IdentityClaims,
  now: number,
): Promise<Identity | undefined> {
  return (await findWithoutNews.all(db, { ...claims, now })).at(0)
}

const SELF = and(eq(identities.issuer, placeholder('issuer')), eq(identities.subject, placeholder('subject')))

const find = preparedQuery((db) => db.select().from(identities).where(SELF))

const findWithoutNews = preparedQuery((db) => {
  const news = differs({
    name: sql`${placeholder('name')}`,
    alias: sql`${placeholder('alias')}`,
    email: sql`${placeholder('email')}`,
    roles: sql`${sql.param(placeholder('roles'), identities.roles)}`,
    scopes: sql`${sql.param(placeholder('scopes'), identities.scopes)}`,
    lastSeenAt: sql`${placeholder('now')}`,
  })
  return db
    .select()
    .from(identities)
    .where(and(SELF, sql`not (${news})`))
})

const claimKnown = preparedQuery((db) => {
  const unknown = sql`not exists (select 1 from ${identities} where ${SELF})`
  const known = sql`${identities.id} = ${placeholder('knownId')}`
  return db
    .update(identities)
    .set({ issuer: sql`${placeholder('issuer')}`, subject: sql`${placeholder('subject')}` })
    .where(and(known, isNull(identities.issuer), unknown))
})

const insertOrUpdate = preparedQuery((db) => {
  const [id, knownId] = [placeholder('id'), placeholder('knownId')]
  const free = sql`not exists (select 1 from ${identities} where ${identities.id} = ${knownId})`
  return db
    .insert(identities)
    .values({
      id: sql`iif(${knownId} is not null and ${free}, ${knownId}, ${id})`,
      ...{ issuer: placeholder('issuer'), subject: placeholder('subject'), email: placeholder('email') },
      ...{
        name: placeholder('name'),
        nameKey: placeholder('nameKey'),
        alias: placeholder('alias'),
        aliasKey: placeholder('aliasKey'),
      },
      ...{ roles: placeholder('roles'), scopes: placeholder('scopes'), active: true },
      ...{ firstSeenAt: placeholder('now'), lastSeenAt: placeholder('now') },
    })
    .onConflictDoUpdate({
      target: [identities.issuer, identities.subject],
      set: LATEST,
      setWhere: differs({
        name: sql`excluded.name`,
        alias: sql`excluded.alias`,
        email: sql`excluded.email`,
        roles: sql`excluded.roles`,
        scopes: sql`excluded.scopes`,
        lastSeenAt: sql`excluded.last_seen_at`,
      }),
    })
})

/** Who has this id. */
export async function findIdentity(db: Database, id: IdentityId): Promise<Identity | undefined> {
  return (await findById.all(db, { id })).at(0)
}

const findById = preparedQuery((db) =>
  db
    .select()
    .from(identities)
    .where(eq(identities.id, placeholder('id'))),
)

/** The texts that filters compare: without regard to case. */
export function nameKeys({ name, alias }: Pick<IdentityClaims, 'name' | 'alias'>) {
  return { nameKey: name && fold(name), aliasKey: alias && fold(alias) }
}

const LATEST = {
  name: sql`coalesce(excluded.name, ${identities.name})`,
  nameKey: sql`coalesce(excluded.name_key, ${identities.nameKey})`,
  alias: sql`coalesce(excluded.alias, ${identities.alias})`,
  aliasKey: sql`coalesce(excluded.alias_key, ${identities.aliasKey})`,
  email: sql`coalesce(excluded.email, ${identities.email})`,
  roles: sql`excluded.roles`,
  scopes: sql`excluded.scopes`,
  lastSeenAt: sql`excluded.last_seen_at`,
}

/** Whether what a token says, by the names of the columns, is news. */
function differs(said: Record<'name' | 'alias' | 'email' | 'roles' | 'scopes' | 'lastSeenAt', SQL>): SQL {
  const { name, alias, email, roles, scopes, lastSeenAt } = identities
  return sql`coalesce(${said.name}, ${name}) is not ${name} or coalesce(${said.alias}, ${alias}) is not ${alias}
    or coalesce(${said.email}, ${email}) is not ${email} or ${said.roles} <> ${roles} or ${said.scopes} <> ${scopes}
    or ${said.lastSeenAt} >= ${lastSeenAt} + ${LAST_SEEN_PRECISION_MS}`
}
