import type { Database } from '../model/database.ts'
import { OWN_SOURCE, OWN_SOURCE_APP } from '../model/listed-credentials.ts'
import { type ImportedUserApp, insertUserApps } from '../model/user-apps-import.ts'

export type { ImportedUserApp } from '../model/user-apps-import.ts'

/**
 * Imports user apps, all or nothing. Our own credentials, which an export of this service contains, are
 * skipped: they follow from the applications.
 */
export async function importUserApps(
  { db, now }: { db: Database; now: () => number },
  userApps: AsyncIterable<ImportedUserApp>,
): Promise<{ imported: number; skipped: number }> {
  const wanted: ImportedUserApp[] = []
  let skipped = 0
  for await (const userApp of userApps) {
    if (userApp.source.id === OWN_SOURCE || userApp.sourceApp.id === OWN_SOURCE_APP) skipped++
    else wanted.push(userApp)
  }
  await insertUserApps(db, wanted, now())
  return { imported: wanted.length, skipped }
}
