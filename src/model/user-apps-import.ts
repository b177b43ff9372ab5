import { ne, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { nameKeys } from './identities.ts'
import type { AccountId, IdentityId, SourceAppId, SourceId, UserAppId } from './ids.ts'
import { OWN_SOURCE, OWN_SOURCE_APP } from './listed-credentials.ts'
import { accounts, identities, sourceApps, sources, userApps } from './schema.ts'

type Named<Id> = { id: Id; name: string | null }

/** A user app with all that comes into being by its id; a name that is not told is null. */
export type ImportedUserApp = {
  id: UserAppId
  createdAt: number
  modifiedAt: number
  manyAccounts: boolean
  owner: Named<IdentityId> & { alias: string | null }
  source: Named<SourceId> & { useForPasswordManagement: boolean }
  sourceApp: Named<SourceAppId> & { provisionRequestEnabled: boolean; appCenterEnabled: boolean }
  account: Named<AccountId> | undefined
}

/**
 * Inserts or overwrites user apps and what they speak of in one transaction: all or nothing. Of one id the last wins,
 * a name that is not told stays, and our own credentials, which nobody imports, are left as they are.
 */
export async function insertUserApps(db: Database, imported: ImportedUserApp[], now: number): Promise<void> {
  const statements = TABLES.flatMap(({ row, isPartial, insert }) => {
    const rows = new Map<unknown, unknown[]>()
    for (const values of imported.flatMap((one) => row(one) ?? [])) {
      const [id] = values
      rows.set(id, isPartial ? mergePartial(values, rows.get(id)) : values)
    }
    return parameters([...rows.values()]).map((json) => insert(db, sql`json_each(${json}) where true`, now))
  })
  const [first, ...others] = statements
  if (first) await db.batch([first, ...others])
}

/** What this row does not tell, an earlier one of its id may have told. */
function mergePartial(values: unknown[], earlier: unknown[] | undefined): unknown[] {
  return values.map((value, place) => value ?? earlier?.[place] ?? null)
}

type Table = {
  /** The values that `insert` finds by their places; the id stands first. */
  row: (imported: ImportedUserApp) => [unknown[]] | undefined
  /** Whether null is what is not told, and not what is not there. */
  isPartial: boolean
  /** Takes them from `rows`, for all columns of the table in its order. */
  insert: (db: Database, rows: SQL, now: number) => BatchItem<'sqlite'>
}

const kept = (column: SQLiteColumn) => sql`coalesce(excluded.${sql.identifier(column.name)}, ${column})`
const given = (column: SQLiteColumn) => sql`excluded.${sql.identifier(column.name)}`

/** No user app but its own has one of our credentials for its account: it could not be deleted then. */
const OTHERS_ACCOUNT = sql`(select ${accounts.id} from ${accounts}
  where ${accounts.id} = value ->> 4 and ${accounts.sourceId} <> ${OWN_SOURCE})`

/** Each after those that it refers to. */
const TABLES: Table[] = [
  {
    row: ({ source }) => [[source.id, source.name, source.useForPasswordManagement]],
    isPartial: true,
    insert: (db, rows) =>
      db
        .insert(sources)
        .select(sql`select value ->> 0, value ->> 1, value ->> 2 from ${rows}`)
        .onConflictDoUpdate({
          target: sources.id,
          set: {
            name: kept(sources.name),
            useForPasswordManagement: given(sources.useForPasswordManagement),
          },
        }),
  },
  {
    row: ({ sourceApp: { id, name, provisionRequestEnabled, appCenterEnabled } }) => [
      [id, name, provisionRequestEnabled, appCenterEnabled],
    ],
    isPartial: true,
    insert: (db, rows) =>
      db
        .insert(sourceApps)
        .select(sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from ${rows}`)
        .onConflictDoUpdate({
          target: sourceApps.id,
          set: {
            name: kept(sourceApps.name),
            provisionRequestEnabled: given(sourceApps.provisionRequestEnabled),
            appCenterEnabled: given(sourceApps.appCenterEnabled),
          },
        }),
  },
  {
    row: ({ owner }) => {
      const { nameKey, aliasKey } = nameKeys(owner)
      return [[owner.id, owner.name, nameKey, owner.alias, aliasKey]]
    },
    isPartial: true,
    insert: (db, rows, now) =>
      db
        .insert(identities)
        .select(
          sql`select value ->> 0, null, null, value ->> 1, value ->> 2, value ->> 3, value ->> 4, null, '[]', '[]', 1,
            ${now}, ${now} from ${rows}`,
        )
        .onConflictDoUpdate({
          target: identities.id,
          set: {
            name: kept(identities.name),
            nameKey: kept(identities.nameKey),
            alias: kept(identities.alias),
            aliasKey: kept(identities.aliasKey),
          },
        }),
  },
  {
    row: ({ account, source, owner }) => account && [[account.id, account.name, source.id, owner.id]],
    isPartial: true,
    insert: (db, rows) =>
      db
        .insert(accounts)
        .select(sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from ${rows}`)
        .onConflictDoUpdate({
          target: accounts.id,
          set: {
            name: kept(accounts.name),
            sourceId: given(accounts.sourceId),
            ownerId: given(accounts.ownerId),
          },
          setWhere: ne(accounts.sourceId, OWN_SOURCE),
        }),
  },
  {
    row: ({ id, owner, sourceApp, source, account, manyAccounts, createdAt, modifiedAt }) => [
      [id, owner.id, sourceApp.id, source.id, account?.id ?? null, manyAccounts, createdAt, modifiedAt],
    ],
    isPartial: false,
    insert: (db, rows) =>
      db
        .insert(userApps)
        .select(
          sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${OTHERS_ACCOUNT}, value ->> 5, value ->> 6, value ->> 7
            from ${rows}`,
        )
        .onConflictDoUpdate({
          target: userApps.id,
          set: {
            ownerId: given(userApps.ownerId),
            sourceAppId: given(userApps.sourceAppId),
            sourceId: given(userApps.sourceId),
            accountId: given(userApps.accountId),
            manyAccounts: given(userApps.manyAccounts),
            createdAt: given(userApps.createdAt),
            modifiedAt: given(userApps.modifiedAt),
          },
          setWhere: ne(userApps.sourceAppId, OWN_SOURCE_APP),
        }),
  },
]

/** What one bound parameter holds at most: D1 takes 2,000,000 bytes, and a character has up to four. */
const PARAMETER_CHARACTERS_MAX = 400_000

/** The rows as JSON arrays, each as long as one parameter may be. */
function parameters(rows: unknown[][]): string[] {
  const texts: string[] = []
  let part: string[] = []
  let length = 0
  for (const row of rows.map((values) => JSON.stringify(values))) {
    if (length + row.length > PARAMETER_CHARACTERS_MAX && part.length > 0) {
      texts.push(`[${part.join(',')}]`)
      part = []
      length = 0
    }
    part.push(row)
    length += row.length
  }
  if (part.length > 0) texts.push(`[${part.join(',')}]`)
  return texts
}
