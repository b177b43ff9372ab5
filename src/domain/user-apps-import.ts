import type { Database } from '../model/database.ts'
import { OWN_SOURCE, OWN_SOURCE_APP } from '../model/listed-credentials.ts'
import { type ImportedUserApp, insertUserApps } from '../model/user-apps-import.ts'
import { issuerOfOwners } from './imported-owners.ts'
import { Refusal } from './refusal.ts'
import type { TokenNeeds } from './tokens.ts'

export type { ImportedUserApp } from '../model/user-apps-import.ts'

type Needs = Pick<TokenNeeds, 'now' | 'trustedIssuers'> & { db: Database }

/**
 * Imports user apps, all or nothing. Only tokens of `issuer` may claim their owners. Our own credentials,
 * which an export of this service contains, are skipped: they follow from the applications.
 * @throws {Refusal} import_issuer_unknown, import_owner_foreign
 */
export async function importUserApps(
  needs: Needs,
  userApps: AsyncIterable<ImportedUserApp>,
  issuer: string | undefined,
): Promise<{ imported: number; skipped: number }> {
  const ownersIssuer = issuerOfOwners(needs, issuer)
  const wanted: ImportedUserApp[] = []
  let skipped = 0
  for await (const userApp of userApps) {
    if (userApp.source.id === OWN_SOURCE || userApp.sourceApp.id === OWN_SOURCE_APP) skipped++
    else wanted.push(userApp)
  }
  const foreign = await insertUserApps(needs.db, wanted, ownersIssuer, needs.now())
  if (foreign) throw new Refusal('import_owner_foreign', { line: foreign.line })
  return { imported: wanted.length, skipped }
}
