import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { fold } from '../lib/filter/fold.ts'
import type { Database } from './database.ts'
import type { IdentityId } from './ids.ts'
import { rightsAfter, rightsChange } from './owner-rights.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { isFirstUse, markUsedStatements, type SingleUseToken } from './replay.ts'
import { identities } from './schema.ts'

/** A person or service that a trusted issuer or an import has named. */
export type Identity = typeof identities.$inferSelect

/** The claims of a trusted issuer's verified token about its subject. */
export type IdentityClaims = {
  issuer: string
  subject: string
  name: string | null
  alias: string | null
  email: string | null
  roles: string[]
  scopes: string[]
  /** The time when the token was issued, in epoch milliseconds; null if it is unknown. */
  rightsIssuedAt: number | null
  /** The id of the subject at the issuer, which an import may have brought. */
  knownId: IdentityId | null
  /** Whether this issuer may claim imported owners whose import named no issuer. */
  claimsUnnamedOwners: boolean
}

/** The precision of `lastSeenAt`. A finer one is not worth a write for every call. */
const LAST_SEEN_PRECISION_MS = 3_600_000

/**
 * Inserts the identity at its first call, updates the columns that have changed since, and returns it, in one
 * round trip. If an import brought the known id for this issuer, the imported identity becomes the caller's,
 * unless it is someone's already. A known id that is free becomes the id of the new identity. A missing name,
 * alias or e-mail address does not overwrite the stored one, and only a later token replaces roles and
 * scopes.
 *
 * Marks the single-use tokens as used in the same round trip; `first` is whether all were unused before.
 */
export async function recognizeIdentity(
  db: Database,
  id: IdentityId,
  { knownId, ...claims }: IdentityClaims,
  now: number,
  ...singleUseTokens: SingleUseToken[]
): Promise<{ identity: Identity; isFirstUse: boolean }> {
  const rights = claims.rightsIssuedAt === null ? { roles: [], scopes: [] } : {}
  const values = { id, knownId, ...claims, ...rights, ...nameKeys(claims), now }
  const [, , found, ...results] = await db.batch([
    adoptImported.item(db, values),
    insertOrUpdate.item(db, values),
    find.item(db, values),
    ...(singleUseTokens.length > 0 ? markUsedStatements(db, singleUseTokens, now) : []),
  ])
  if (!found[0]) throw new Error('Cannot find the identity that was just written')
  return { identity: found[0], isFirstUse: isFirstUse(results, singleUseTokens) }
}

/** Returns the identity if {@link recognizeIdentity} would not change it. This costs only a read. */
export async function findUnchangedIdentity(
  db: Database,
  { knownId: _, claimsUnnamedOwners: __, ...claims }: IdentityClaims,
  now: number,
): Promise<Identity | undefined> {
  return (await findUnchanged.all(db, { ...claims, now })).at(0)
}

const IS_SUBJECT = and(
  eq(identities.issuer, placeholder('issuer')),
  eq(identities.subject, placeholder('subject')),
)

const find = preparedQuery((db) => db.select().from(identities).where(IS_SUBJECT))

const findUnchanged = preparedQuery((db) => {
  const changed = differs({
    name: sql`${placeholder('name')}`,
    alias: sql`${placeholder('alias')}`,
    email: sql`${placeholder('email')}`,
    lastSeenAt: sql`${placeholder('now')}`,
    roles: sql`${sql.param(placeholder('roles'), identities.roles)}`,
    scopes: sql`${sql.param(placeholder('scopes'), identities.scopes)}`,
    issuedAt: sql`${placeholder('rightsIssuedAt')}`,
  })
  return db
    .select()
    .from(identities)
    .where(and(IS_SUBJECT, sql`not (${changed})`))
})

const adoptImported = preparedQuery((db) => {
  const isNew = sql`not exists (select 1 from ${identities} where ${IS_SUBJECT})`
  const isKnown = sql`${identities.id} = ${placeholder('knownId')}`
  const isOfIssuer = sql`iif(${identities.importIssuer} is null, ${placeholder('claimsUnnamedOwners')},
    ${identities.importIssuer} = ${placeholder('issuer')})`
  return db
    .update(identities)
    .set({
      issuer: sql`${placeholder('issuer')}`,
      subject: sql`${placeholder('subject')}`,
      rightsIssuedAt: 0,
    })
    .where(and(isKnown, isOfIssuer, isNull(identities.issuer), isNew))
})

const insertOrUpdate = preparedQuery((db) => {
  const id = placeholder('id')
  const knownId = placeholder('knownId')
  const isFree = sql`not exists (select 1 from ${identities} where ${identities.id} = ${knownId})`
  return db
    .insert(identities)
    .values({
      id: sql`iif(${knownId} is not null and ${isFree}, ${knownId}, ${id})`,
      issuer: placeholder('issuer'),
      subject: placeholder('subject'),
      name: placeholder('name'),
      nameKey: placeholder('nameKey'),
      alias: placeholder('alias'),
      aliasKey: placeholder('aliasKey'),
      email: placeholder('email'),
      roles: placeholder('roles'),
      scopes: placeholder('scopes'),
      active: true,
      firstSeenAt: placeholder('now'),
      lastSeenAt: placeholder('now'),
      rightsIssuedAt: sql`coalesce(${placeholder('rightsIssuedAt')}, 0)`,
    })
    .onConflictDoUpdate({
      target: [identities.issuer, identities.subject],
      set: LATEST,
      setWhere: differs(EXCLUDED),
    })
})

/** Returns the identity with this id. */
export async function findIdentity(db: Database, id: IdentityId): Promise<Identity | undefined> {
  return (await findById.all(db, { id })).at(0)
}

const findById = preparedQuery((db) =>
  db
    .select()
    .from(identities)
    .where(eq(identities.id, placeholder('id'))),
)

/**
 * Returns the folded texts by which filters compare a name and an alias. They are stored, so that a change of
 * `fold` needs a migration.
 */
export function nameKeys({ name, alias }: Pick<IdentityClaims, 'name' | 'alias'>) {
  return { nameKey: name && fold(name), aliasKey: alias && fold(alias) }
}

/** The values of an upsert that found a row with the same issuer and subject. */
const EXCLUDED = {
  name: sql`excluded.name`,
  alias: sql`excluded.alias`,
  email: sql`excluded.email`,
  lastSeenAt: sql`excluded.last_seen_at`,
  roles: sql`excluded.roles`,
  scopes: sql`excluded.scopes`,
  issuedAt: sql`${placeholder('rightsIssuedAt')}`,
}

const LATEST = {
  name: sql`coalesce(excluded.name, ${identities.name})`,
  nameKey: sql`coalesce(excluded.name_key, ${identities.nameKey})`,
  alias: sql`coalesce(excluded.alias, ${identities.alias})`,
  aliasKey: sql`coalesce(excluded.alias_key, ${identities.aliasKey})`,
  email: sql`coalesce(excluded.email, ${identities.email})`,
  lastSeenAt: sql`excluded.last_seen_at`,
  ...rightsAfter(EXCLUDED),
}

/** Returns the condition that an identity would change if it were updated with these values. */
function differs(values: typeof EXCLUDED): SQL {
  const { name, alias, email, lastSeenAt } = identities
  return sql`coalesce(${values.name}, ${name}) is not ${name} or coalesce(${values.alias}, ${alias}) is not ${alias}
    or coalesce(${values.email}, ${email}) is not ${email} or ${rightsChange(values)}
    or ${values.lastSeenAt} >= ${lastSeenAt} + ${LAST_SEEN_PRECISION_MS}`
}
