import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { ApplicationId, IdentityId } from './ids.ts'
import { applicationKeys, applications } from './schema.ts'
import {
  isWritable,
  type NotWritten,
  selectWritable,
  type WritableApplication,
  whyNotWritten,
} from './writable-applications.ts'

/** A public key of an application. */
export type ApplicationKey = typeof applicationKeys.$inferSelect

/** Returns the keys of an application, oldest first, or `undefined` if the owner has no such application. */
export async function listKeys(
  db: Database,
  ownerId: IdentityId,
  id: ApplicationId,
): Promise<ApplicationKey[] | undefined> {
  const [application, keys] = await db.batch([
    db.select({ id: applications.id }).from(applications).where(isOwned(ownerId, id)),
    db
      .select(getTableColumns(applicationKeys))
      .from(applicationKeys)
      .where(eq(applicationKeys.applicationId, id))
      .orderBy(asc(applicationKeys.createdAt), asc(applicationKeys.id)),
  ])
  return application.length > 0 ? keys : undefined
}

/**
 * Inserts a key of an application, unless the application has `keysMax` keys or one with this `kid`. The
 * insert itself checks this, so that concurrent requests cannot exceed the limit.
 */
export async function insertKey(
  db: Database,
  application: WritableApplication,
  key: ApplicationKey,
  keysMax: number,
): Promise<'inserted' | NotWritten | 'kid_taken' | 'limit_reached'> {
  const { applicationId, kid } = key
  const values = Object.entries(getTableColumns(applicationKeys)).map(
    ([name, column]) => sql`${sql.param(key[name as keyof ApplicationKey], column)}`,
  )
  const count = sql`(select count(*) from ${applicationKeys} where ${applicationKeys.applicationId} = ${applicationId})`
  const [found, inserted, withKid] = await db.batch([
    selectWritable(db, application),
    db
      .insert(applicationKeys)
      .select(
        sql`select ${sql.join(values, sql`, `)} where ${count} < ${keysMax} and ${isOfWritable(application)}`,
      )
      .onConflictDoNothing({ target: [applicationKeys.applicationId, applicationKeys.kid] })
      .returning({ id: applicationKeys.id }),
    db.select({ id: applicationKeys.id }).from(applicationKeys).where(hasKid(applicationId, kid)),
  ])
  if (inserted.length > 0) return 'inserted'
  return whyNotWritten(found) ?? (withKid.length > 0 ? 'kid_taken' : 'limit_reached')
}

/** Deletes a key of an application. This voids the tokens that were issued for the key. */
export async function deleteKey(
  db: Database,
  application: WritableApplication,
  kid: string,
): Promise<'deleted' | NotWritten | 'key_unknown'> {
  const [found, deleted] = await db.batch([
    selectWritable(db, application),
    db
      .delete(applicationKeys)
      .where(and(hasKid(application.id, kid), isOfWritable(application)))
      .returning({ id: applicationKeys.id }),
  ])
  if (deleted.length > 0) return 'deleted'
  return whyNotWritten(found) ?? 'key_unknown'
}

/** Returns the condition that a key's application may be written. */
function isOfWritable(application: WritableApplication): SQL {
  return sql`exists (select 1 from ${applications} where ${isWritable(application)})`
}

function isOwned(ownerId: IdentityId, id: ApplicationId): SQL | undefined {
  return and(eq(applications.id, id), eq(applications.ownerId, ownerId))
}

function hasKid(id: ApplicationId, kid: string): SQL | undefined {
  return and(eq(applicationKeys.applicationId, id), eq(applicationKeys.kid, kid))
}
