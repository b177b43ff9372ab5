import { and, asc, eq, getTableColumns, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { type ActingCaller, isActing } from './acting-caller.ts'
import type { Database } from './database.ts'
import type { ApplicationId, ClientId, IdentityId } from './ids.ts'
import { listCredential, unlistCredential } from './listed-credentials.ts'
import type { OwnerRights } from './owner-rights.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { applications, identities } from './schema.ts'
import {
  type GrantedRights,
  isWritable,
  type NotWritten,
  selectWritable,
  type WritableApplication,
  whyNotWritten,
} from './writable-applications.ts'

type ApplicationRow = typeof applications.$inferSelect

/** A secret as it is stored: its HMAC, and the `kid` of the pepper that keys the HMAC. */
export type StoredSecret = Pick<ApplicationRow, 'secretHash' | 'secretPepper'>

/** An application without its secret. */
export type Application = Omit<ApplicationRow, 'secretHash' | 'secretPepper'>

/**
 * An application as administrators see it. `createdBy` is the owner's e-mail address, or id if it is unknown.
 */
export type OwnedApplication = Application & { createdBy: string }

const { secretHash: _hash, secretPepper: _pepper, ...COLUMNS } = getTableColumns(applications)

const CREATED_BY = sql<string>`coalesce(${identities.email}, ${identities.id})`

/**
 * Inserts an application and lists it in the inventory, unless its owner has `applicationsMax` applications
 * or one of this name, or the caller is no longer active. The insert itself checks this, so that concurrent
 * requests cannot exceed the limit.
 */
export async function insertApplication(
  db: Database,
  application: ApplicationRow,
  applicationsMax: number,
  { token }: ActingCaller,
): Promise<'inserted' | 'caller_inactive' | 'name_taken' | 'limit_reached'> {
  const { clientId: actingClientId = null, jti = null, generation = null, keyId = null } = token ?? {}
  const acting = { ownerId: application.ownerId, actingClientId, jti, generation, keyId }
  const [found, inserted, named] = await db.batch([
    findActing.item(db, acting),
    insert.item(db, { ...application, applicationsMax, ...acting }),
    findNamed.item(db, application),
    ...listCredential(db, application.id),
  ])
  if (inserted.length > 0) return 'inserted'
  if (found.length === 0) return 'caller_inactive'
  return named.length > 0 ? 'name_taken' : 'limit_reached'
}

const IS_ACTING = isActing({
  identity: sql`${placeholder('ownerId')}`,
  clientId: sql`${placeholder('actingClientId')}`,
  jti: sql`${placeholder('jti')}`,
  generation: sql`${placeholder('generation')}`,
  keyId: sql`${placeholder('keyId')}`,
})

const findActing = preparedQuery((db) =>
  db
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.id, placeholder('ownerId')), IS_ACTING)),
)

const insert = preparedQuery((db) => {
  const values = Object.entries(getTableColumns(applications)).map(
    ([key, column]) => sql`${sql.param(placeholder(key), column)}`,
  )
  const count = sql`(select count(*) from ${applications} where ${applications.ownerId} = ${placeholder('ownerId')})`
  return db
    .insert(applications)
    .select(
      sql`select ${sql.join(values, sql`, `)} where ${count} < ${placeholder('applicationsMax')} and ${IS_ACTING}`,
    )
    .onConflictDoNothing({ target: [applications.ownerId, applications.name] })
    .returning({ id: applications.id })
})

const findNamed = preparedQuery((db) =>
  db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.ownerId, placeholder('ownerId')), eq(applications.name, placeholder('name')))),
)

/** Returns the owner's applications, oldest first: their ids begin with the time of creation. */
export function listApplications(db: Database, ownerId: IdentityId): Promise<Application[]> {
  return listOwned.all(db, { ownerId })
}

const listOwned = preparedQuery((db) =>
  db
    .select(COLUMNS)
    .from(applications)
    .where(eq(applications.ownerId, placeholder('ownerId')))
    .orderBy(asc(applications.id)),
)

/** Returns an application, or `undefined` if the owner has no such application. */
export async function findApplication(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
): Promise<Application | undefined> {
  return (await findOwned.all(db, { ownerId, id })).at(0)
}

const IS_OWNED = and(eq(applications.id, placeholder('id')), eq(applications.ownerId, placeholder('ownerId')))

const findOwned = preparedQuery((db) => db.select(COLUMNS).from(applications).where(IS_OWNED))

/** Returns the rights of one of the owner's applications, and the rights that the owner has now. */
export async function findRights(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
): Promise<{ granted: GrantedRights; owner: OwnerRights } | undefined> {
  return (await findOwnedRights.all(db, { ownerId, id })).at(0)
}

const findOwnedRights = preparedQuery((db) =>
  db
    .select({
      granted: { roles: applications.roles, scopes: applications.scopes },
      owner: {
        issuer: identities.issuer,
        roles: identities.roles,
        scopes: identities.scopes,
        rightsIssuedAt: identities.rightsIssuedAt,
      },
    })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(IS_OWNED),
)

/** Deletes an application. Returns why it could not, if it could not. */
export async function deleteApplication(
  db: Database,
  application: WritableApplication,
): Promise<NotWritten | undefined> {
  const [found] = await db.batch([
    selectWritable(db, application),
    db.delete(applications).where(isWritable(application)),
    ...unlistCredential(db, application.id),
  ])
  return whyNotWritten(found)
}

/**
 * Replaces the secret of an application, and voids the tokens issued for it. Returns why it could not, if it
 * could not.
 */
export async function replaceSecret(
  db: Database,
  application: WritableApplication,
  secret: StoredSecret,
): Promise<NotWritten | undefined> {
  const secretGeneration = sql`${applications.secretGeneration} + 1`
  const [found] = await db.batch([
    selectWritable(db, application),
    db
      .update(applications)
      .set({ ...secret, secretGeneration })
      .where(isWritable(application)),
  ])
  return whyNotWritten(found)
}

/** Sets the time of the application's last login to `now`, unless it is later than `since`. */
export async function recordLogin(
  db: Database,
  id: ApplicationId,
  now: number,
  since: number,
): Promise<void> {
  const isDue = or(isNull(applications.lastLoginAt), lte(applications.lastLoginAt, since))
  await db
    .update(applications)
    .set({ lastLoginAt: now })
    .where(and(eq(applications.id, id), isDue))
}

/** The filter of a list of applications. Both values are compared exactly, and both must match. */
export type ApplicationFilter = { clientId?: string | undefined; createdBy?: string | undefined }

/** Returns up to `limit` applications of all owners, oldest first, that come after the given one. */
export function listEveryApplication(
  db: Database,
  filter: ApplicationFilter,
  after: Application | undefined,
  limit: number,
): Promise<OwnedApplication[]> {
  return db
    .select({ ...COLUMNS, createdBy: CREATED_BY })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(and(matches(filter), after && gt(applications.id, after.id)))
    .orderBy(asc(applications.id))
    .limit(limit)
    .all()
}

function matches({ clientId, createdBy }: ApplicationFilter): SQL | undefined {
  return and(
    clientId === undefined ? undefined : eq(applications.clientId, clientId as ClientId),
    createdBy === undefined ? undefined : sql`${applications.ownerId} in (${ownersShownAs(createdBy)})`,
  )
}

/** Selects the owners with this {@link CREATED_BY} by two index searches instead of a scan of the table. */
function ownersShownAs(createdBy: string): SQL {
  return sql`select ${identities.id} from ${identities} where ${identities.email} = ${createdBy}
    union all select ${identities.id} from ${identities} where ${identities.id} = ${createdBy} and ${identities.email} is null`
}
