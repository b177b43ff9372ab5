import { and, asc, eq, getTableColumns, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { ApplicationId, ClientId, IdentityId } from './ids.ts'
import { listCredential, unlistCredential } from './listed-credentials.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { applications, identities } from './schema.ts'

type Row = typeof applications.$inferSelect

/** A secret as it is kept: an HMAC, and the pepper it was made with. */
export type StoredSecret = Pick<Row, 'secretHash' | 'secretPepper'>

/** All of an application but its secret. */
export type Application = Omit<Row, 'secretHash' | 'secretPepper'>

/** An application as an administrator sees it: `createdBy` is the owner's e-mail, or their id where there is none. */
export type OwnedApplication = Application & { createdBy: string }

const { secretHash: _hash, secretPepper: _pepper, ...visible } = getTableColumns(applications)

/** `createdBy`, as text to show and to compare. */
const creator = sql<string>`coalesce(${identities.email}, ${identities.id})`

/**
 * Inserts the application and lists it in the inventory, unless its owner has `most` already or one of this name: decided by the statement that
 * writes, so that simultaneous creates cannot pass the check together.
 */
export async function insertApplication(
  db: Database,
  application: Row,
  applicationsMax: number,
): Promise<'inserted' | 'name_taken' | 'limit_reached'> {
  const [inserted, named] = await db.batch([
    insert.item(db, { ...application, applicationsMax }),
    findNamed.item(db, application),
    ...listCredential(db, application.id),
  ])
  if (inserted.length > 0) return 'inserted'
  return named.length > 0 ? 'name_taken' : 'limit_reached'
}

const insert = preparedQuery((db) => {
  const values = Object.entries(getTableColumns(applications)).map(
    ([key, column]) => sql`${sql.param(placeholder(key), column)}`,
  )
  const owned = sql`(select count(*) from ${applications} where ${applications.ownerId} = ${placeholder('ownerId')})`
  return db
    .insert(applications)
    .select(sql`select ${sql.join(values, sql`, `)} where ${owned} < ${placeholder('applicationsMax')}`)
    .onConflictDoNothing({ target: [applications.ownerId, applications.name] })
    .returning({ id: applications.id })
})

const findNamed = preparedQuery((db) =>
  db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.ownerId, placeholder('ownerId')), eq(applications.name, placeholder('name')))),
)

/** The owner's applications, oldest first: their ids begin with when they were made. */
export function listApplications(db: Database, ownerId: IdentityId): Promise<Application[]> {
  return listOwned.all(db, { ownerId })
}

const listOwned = preparedQuery((db) =>
  db
    .select(visible)
    .from(applications)
    .where(eq(applications.ownerId, placeholder('ownerId')))
    .orderBy(asc(applications.id)),
)

/** One of the owner's applications; another's is as one that never was. */
export async function findApplication(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
): Promise<Application | undefined> {
  return (await findOwned.all(db, { ownerId, id })).at(0)
}

const OWNED = and(eq(applications.id, placeholder('id')), eq(applications.ownerId, placeholder('ownerId')))

const findOwned = preparedQuery((db) => db.select(visible).from(applications).where(OWNED))

type RightsColumns = Pick<Row, 'roles' | 'scopes'>

/** The rights of one of the owner's applications, and those that the owner has now. */
export async function findRights(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
): Promise<{ granted: RightsColumns; owner: RightsColumns } | undefined> {
  return (await findRightsOwned.all(db, { ownerId, id })).at(0)
}

const findRightsOwned = preparedQuery((db) =>
  db
    .select({
      granted: { roles: applications.roles, scopes: applications.scopes },
      owner: { roles: identities.roles, scopes: identities.scopes },
    })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(OWNED),
)

/** Deletes the application, if it is the owner's; an administrator names no owner. Says whether it was there. */
export async function deleteApplication(
  db: Database,
  id: ApplicationId,
  ownerId?: IdentityId,
): Promise<boolean> {
  const [deleted] = await db.batch([
    db.delete(applications).where(owns(ownerId, id)).returning({ id: applications.id }),
    ...unlistCredential(db, id),
  ])
  return deleted.length > 0
}

/** Ends the application's secret and the tokens it was exchanged for, and begins the next. Says whether it was there. */
export async function replaceSecret(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
  secret: StoredSecret,
): Promise<boolean> {
  const secretGeneration = sql`${applications.secretGeneration} + 1`
  const replaced = await db
    .update(applications)
    .set({ ...secret, secretGeneration })
    .where(owns(ownerId, id))
    .returning({ id: applications.id })
  return replaced.length > 0
}

/** Notes an exchange at `now`, unless one after `since` is noted already. */
export async function recordLogin(
  db: Database,
  id: ApplicationId,
  now: number,
  since: number,
): Promise<void> {
  const unnoted = or(isNull(applications.lastLoginAt), lte(applications.lastLoginAt, since))
  await db
    .update(applications)
    .set({ lastLoginAt: now })
    .where(and(eq(applications.id, id), unnoted))
}

/** Whose applications to list: both filters are exact, and both must hold. */
export type ApplicationFilter = { clientId?: string | undefined; createdBy?: string | undefined }

/** One page of everyone's applications, oldest first, after the one given. */
export function listEveryApplication(
  db: Database,
  filter: ApplicationFilter,
  after: Application | undefined,
  most: number,
): Promise<OwnedApplication[]> {
  return db
    .select({ ...visible, createdBy: creator })
    .from(applications)
    .innerJoin(identities, eq(identities.id, applications.ownerId))
    .where(and(matches(filter), after && gt(applications.id, after.id)))
    .orderBy(asc(applications.id))
    .limit(most)
    .all()
}

function matches({ clientId, createdBy }: ApplicationFilter): SQL | undefined {
  return and(
    clientId === undefined ? undefined : eq(applications.clientId, clientId as ClientId),
    createdBy === undefined ? undefined : sql`${applications.ownerId} in (${owners(createdBy)})`,
  )
}

/** Two searches of an index, where `creator = ?` would read every row. */
function owners(createdBy: string): SQL {
  return sql`select ${identities.id} from ${identities} where ${identities.email} = ${createdBy}
    union all select ${identities.id} from ${identities} where ${identities.id} = ${createdBy} and ${identities.email} is null`
}

function owns(ownerId: IdentityId | undefined, id: ApplicationId): SQL | undefined {
  return and(eq(applications.id, id), ownerId && eq(applications.ownerId, ownerId))
}
