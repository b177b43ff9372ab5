import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { ApplicationId, SourceAppId, SourceId } from './ids.ts'
import { placeholder, preparedQuery } from './prepared-queries.ts'
import { accounts, applications, userApps } from './schema.ts'

/** The service itself, as a source and as a source app: what its own credentials are listed under. */
export const OWN_SOURCE = '1a7c4e00000000000000000000000001' as SourceId
export const OWN_SOURCE_APP = '1a7c4e00000000000000000000000002' as SourceAppId

/**
 * Statements that list an application, if it is there, as a user app of its owner: source and source app are the
 * service itself, the account is the application. They go into the batch that creates it.
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

/** Statements that end the listing of an application which is no longer there: for the batch that deletes it. */
export function unlistCredential(db: Database, id: ApplicationId) {
  const gone = sql`not exists (select 1 from ${applications} where ${applications.id} = ${id})`
  return [
    db
      .delete(userApps)
      .where(and(eq(userApps.sourceAppId, OWN_SOURCE_APP), sql`${userApps.id} = ${id}`, gone)),
    db.delete(accounts).where(and(eq(accounts.sourceId, OWN_SOURCE), sql`${accounts.id} = ${id}`, gone)),
  ] as const
}
