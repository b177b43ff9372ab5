import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type ActingCaller, isActingStill } from './acting-caller.ts'
import type { Database } from './database.ts'
import type { ApplicationId, IdentityId } from './ids.ts'
import { applications } from './schema.ts'

/** Rights that must cover those of an application. Undefined scopes include every scope. */
export type Coverage = { roles: string[]; scopes: string[] | undefined }

/**
 * An application that a statement may write while the caller is active: one of the owner, if an owner is
 * given, whose rights `coveredBy` covers, if that is given.
 */
export type WritableApplication = {
  id: ApplicationId
  caller: ActingCaller
  ownerId?: IdentityId | undefined
  coveredBy?: Coverage | undefined
}

/** The rights that an application was created with. */
export type GrantedRights = Pick<typeof applications.$inferSelect, 'roles' | 'scopes'>

/** The reason why an application was not written. */
export type NotWritten = 'application_unknown' | 'caller_inactive' | { uncovered: GrantedRights }

/**
 * Returns the condition of a statement that writes the application. The statement itself compares the rights
 * and looks for the caller, so that nothing can change between the check and the write.
 */
export function isWritable(application: WritableApplication): SQL | undefined {
  return and(exists(application), isCovered(application), isActingStill(application.caller))
}

/** Selects what {@link whyNotWritten} needs, for the batch of the statement that writes the application. */
export function selectWritable(db: Database, application: WritableApplication) {
  const covered = isCovered(application) ?? sql`1`
  const columns = { roles: applications.roles, scopes: applications.scopes }
  return db
    .select({
      ...columns,
      covered: sql`${covered}`.mapWith(Boolean).as('covered'),
      active: sql`${isActingStill(application.caller)}`.mapWith(Boolean).as('active'),
    })
    .from(applications)
    .where(exists(application))
}

type Found = GrantedRights & { covered: boolean; active: boolean }

/** Returns why the application could not be written, or undefined if it could. */
export function whyNotWritten(found: Found[]): NotWritten | undefined {
  const [application] = found
  if (!application) return 'application_unknown'
  const { active, covered, ...uncovered } = application
  if (!active) return 'caller_inactive'
  return covered ? undefined : { uncovered }
}

function exists({ id, ownerId }: WritableApplication): SQL | undefined {
  return and(eq(applications.id, id), ownerId === undefined ? undefined : eq(applications.ownerId, ownerId))
}

function isCovered({ coveredBy }: WritableApplication): SQL | undefined {
  if (!coveredBy) return undefined
  const { roles, scopes } = coveredBy
  return and(isWithin(applications.roles, roles), scopes && isWithin(applications.scopes, scopes))
}

/** Returns the condition that every entry of a JSON column is in the list. */
function isWithin(column: typeof applications.roles | typeof applications.scopes, list: string[]): SQL {
  const allowed = sql`select value from json_each(${JSON.stringify(list)})`
  return sql`not exists (select 1 from json_each(${column}) where value is null or value not in (${allowed}))`
}
