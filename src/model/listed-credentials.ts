import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { ApplicationId, SourceAppId, SourceId } from './ids.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { accounts, applications, userApps } from './schema.ts'

/** The source of all listed applications: the service itself. */
export const OWN_SOURCE = '1a7c4e00000000000000000000000001' as SourceId
/** The source app of all listed applications: the service itself. */
export const OWN_SOURCE_APP = '1a7c4e00000000000000000000000002' as SourceAppId

/**
 * Returns statements, for the batch that creates an application, that list it as a user app of its owner if
 * it exists. Source and source app are the service itself; the account represents the application.
 */
export function listCredential(db: Database, id: ApplicationId) {
  return [insertAccount.item(db, { id }), insertUserApp.item(db, { id })] as const
}

const insertAccount = preparedQuery((db) => {
  const { id, name, ownerId } = applications
  return db.insert(accounts).select(ofApplication(sql`${id}, ${name}, ${OWN_SOURCE}, ${ownerId}`))
})

const insertUserApp = preparedQuery((db) => {
  const { id, ownerId, createdAt } = applications
  const columns = sql`${id}, ${ownerId}, ${OWN_SOURCE_APP}, ${OWN_SOURCE}, ${id}, 0, ${createdAt}, ${createdAt}`
  return db.insert(userApps).select(ofApplication(columns))
})

function ofApplication(columns: SQL): SQL {
  return sql`select ${columns} from ${applications} where ${applications.id} = ${placeholder('id')}`
}

/** Returns statements, for the batch that deletes an application, that unlist it if it no longer exists. */
export function unlistCredential(db: Database, id: ApplicationId) {
  const isDeleted = sql`not exists (select 1 from ${applications} where ${applications.id} = ${id})`
  return [
    db
      .delete(userApps)
      .where(and(eq(userApps.sourceAppId, OWN_SOURCE_APP), sql`${userApps.id} = ${id}`, isDeleted)),
    db.delete(accounts).where(and(eq(accounts.sourceId, OWN_SOURCE), sql`${accounts.id} = ${id}`, isDeleted)),
  ] as const
}
