import { and, ne, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from './database.ts'
import { nameKeys } from './identities.ts'
import type { AccountId, IdentityId, SourceAppId, SourceId, UserAppId } from './ids.ts'
import { OWN_SOURCE, OWN_SOURCE_APP } from './listed-credentials.ts'
import { accounts, identities, sourceApps, sources, userApps } from './schema.ts'

type Named<Id> = { id: Id; name: string | null }

/**
 * A user app and the rows that it refers to, which the import creates. A name that the import lacks is null.
 */
export type ImportedUserApp = {
  /** The number of the line that it was read from. */
  line: number
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
 * The issuer whose people the owners of an import are: undefined if it is unknown, because several issuers
 * name IDs, and null if no issuer does.
 */
export type OwnersIssuer = string | undefined | null

/**
 * Inserts or overwrites user apps and the rows that they refer to, in one transaction. Of several rows with
 * one id, the last counts. A null name does not overwrite a stored one. Our own credentials are unchanged.
 * Returns the first user app whose owner is a person of another issuer, if there is one: then nothing is
 * stored.
 */
export async function insertUserApps(
  db: Database,
  imported: ImportedUserApp[],
  issuer: OwnersIssuer,
  now: number,
): Promise<ImportedUserApp | undefined> {
  const statements = TABLES.flatMap(({ row, isPartial, insert }) => {
    const rows = new Map<unknown, unknown[]>()
    for (const values of imported.flatMap((userApp) => row(userApp) ?? [])) {
      const [id] = values
      rows.set(id, isPartial ? mergePartial(values, rows.get(id)) : values)
    }
    return toJsonArrays([...rows.values()]).map((json) =>
      insert(db, sql`json_each(${json}) where true`, now, issuer),
    )
  })
  const [first, ...others] = [...foreignOwners(db, imported, issuer, FAILING_ID), ...statements]
  try {
    if (first) await db.batch([first, ...others])
  } catch (error) {
    const foreign = (await Promise.all(foreignOwners(db, imported, issuer, identities.id))).flat()
    const found = imported.find(({ owner }) => foreign.some(({ id }) => id === owner.id))
    if (!found) throw error
    return found
  }
}

/** An expression that fails for any row by an integer overflow, and so rolls back the batch. */
const FAILING_ID = sql<IdentityId>`abs(-9223372036854775807 - (length(${identities.id}) > -1))`

/** The stored issuer of owners that are unclaimed until an import names their issuer. */
const UNKNOWN_ISSUER = ''

/** Selects the imported owners that are, or will be, people of an issuer other than the import's. */
function foreignOwners(
  db: Database,
  imported: ImportedUserApp[],
  issuer: OwnersIssuer,
  id: SQL<IdentityId> | typeof identities.id,
) {
  if (issuer === null) return []
  const known = sql`coalesce(${identities.issuer}, nullif(${identities.importIssuer}, ${UNKNOWN_ISSUER}))`
  return toJsonArrays(imported.map(({ owner }) => [owner.id])).map((json) => {
    const isOwner = sql`${identities.id} in (select value ->> 0 from json_each(${json}))`
    const isForeign = sql`${known} is not null and ${known} is not ${issuer ?? null}`
    return db.select({ id }).from(identities).where(and(isOwner, isForeign))
  })
}

/** Fills the nulls of a row from an earlier row with the same id. */
function mergePartial(values: unknown[], earlier: unknown[] | undefined): unknown[] {
  return values.map((value, index) => value ?? earlier?.[index] ?? null)
}

type Table = {
  /** Returns the row of a user app, if it has one: the values that `insert` reads by index, the id first. */
  row: (imported: ImportedUserApp) => [unknown[]] | undefined
  /** Whether null means that the import lacks the value, and not that the value is null. */
  isPartial: boolean
  /** Builds the insert of JSON arrays from `rows`, with all columns of the table in their order. */
  insert: (db: Database, rows: SQL, now: number, issuer: OwnersIssuer) => BatchItem<'sqlite'>
}

const overwriteUnlessNull = (column: SQLiteColumn) =>
  sql`coalesce(excluded.${sql.identifier(column.name)}, ${column})`
const overwrite = (column: SQLiteColumn) => sql`excluded.${sql.identifier(column.name)}`

/**
 * The imported account, unless it represents one of our own credentials. Only the credential's own user app
 * may refer to that account, or the credential could not be deleted.
 */
const IMPORTED_ACCOUNT = sql`(select ${accounts.id} from ${accounts}
  where ${accounts.id} = value ->> 4 and ${accounts.sourceId} <> ${OWN_SOURCE})`

const SOURCES: Table = {
  row: ({ source }) => [[source.id, source.name, source.useForPasswordManagement]],
  isPartial: true,
  insert: (db, rows) =>
    db
      .insert(sources)
      .select(sql`select value ->> 0, value ->> 1, value ->> 2 from ${rows}`)
      .onConflictDoUpdate({
        target: sources.id,
        set: {
          name: overwriteUnlessNull(sources.name),
          useForPasswordManagement: overwrite(sources.useForPasswordManagement),
        },
      }),
}

const SOURCE_APPS: Table = {
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
          name: overwriteUnlessNull(sourceApps.name),
          provisionRequestEnabled: overwrite(sourceApps.provisionRequestEnabled),
          appCenterEnabled: overwrite(sourceApps.appCenterEnabled),
        },
      }),
}

const IDENTITIES: Table = {
  row: ({ owner }) => {
    const { nameKey, aliasKey } = nameKeys(owner)
    return [[owner.id, owner.name, nameKey, owner.alias, aliasKey]]
  },
  isPartial: true,
  insert: (db, rows, now, issuer) =>
    db
      .insert(identities)
      .select(
        sql`select value ->> 0, null, null, value ->> 1, value ->> 2, value ->> 3, value ->> 4, null, '[]', '[]', 1,
          ${now}, ${now}, null, ${issuer === undefined ? UNKNOWN_ISSUER : issuer} from ${rows}`,
      )
      .onConflictDoUpdate({
        target: identities.id,
        set: {
          name: overwriteUnlessNull(identities.name),
          nameKey: overwriteUnlessNull(identities.nameKey),
          alias: overwriteUnlessNull(identities.alias),
          aliasKey: overwriteUnlessNull(identities.aliasKey),
          importIssuer: sql`coalesce(nullif(${identities.importIssuer}, ${UNKNOWN_ISSUER}), excluded.import_issuer, ${identities.importIssuer})`,
        },
      }),
}

const ACCOUNTS: Table = {
  row: ({ account, source, owner }) => account && [[account.id, account.name, source.id, owner.id]],
  isPartial: true,
  insert: (db, rows) =>
    db
      .insert(accounts)
      .select(sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from ${rows}`)
      .onConflictDoUpdate({
        target: accounts.id,
        set: {
          name: overwriteUnlessNull(accounts.name),
          sourceId: overwrite(accounts.sourceId),
          ownerId: overwrite(accounts.ownerId),
        },
        setWhere: ne(accounts.sourceId, OWN_SOURCE),
      }),
}

const USER_APPS: Table = {
  row: ({ id, owner, sourceApp, source, account, manyAccounts, createdAt, modifiedAt }) => [
    [id, owner.id, sourceApp.id, source.id, account?.id ?? null, manyAccounts, createdAt, modifiedAt],
  ],
  isPartial: false,
  insert: (db, rows) =>
    db
      .insert(userApps)
      .select(
        sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${IMPORTED_ACCOUNT}, value ->> 5, value ->> 6,
          value ->> 7 from ${rows}`,
      )
      .onConflictDoUpdate({
        target: userApps.id,
        set: {
          ownerId: overwrite(userApps.ownerId),
          sourceAppId: overwrite(userApps.sourceAppId),
          sourceId: overwrite(userApps.sourceId),
          accountId: overwrite(userApps.accountId),
          manyAccounts: overwrite(userApps.manyAccounts),
          createdAt: overwrite(userApps.createdAt),
          modifiedAt: overwrite(userApps.modifiedAt),
        },
        setWhere: ne(userApps.sourceAppId, OWN_SOURCE_APP),
      }),
}

/** The tables that an import writes, each after those that it refers to. */
const TABLES = [SOURCES, SOURCE_APPS, IDENTITIES, ACCOUNTS, USER_APPS]

/** The greatest length of a bound parameter. D1 allows 2,000,000 bytes, and a character has up to four. */
const PARAMETER_CHARACTERS_MAX = 400_000

/** Returns the rows as JSON arrays, each as long as one parameter may be. */
function toJsonArrays(rows: unknown[][]): string[] {
  const arrays: string[] = []
  let part: string[] = []
  let length = 0
  for (const row of rows.map((values) => JSON.stringify(values))) {
    if (length + row.length > PARAMETER_CHARACTERS_MAX && part.length > 0) {
      arrays.push(`[${part.join(',')}]`)
      part = []
      length = 0
    }
    part.push(row)
    length += row.length
  }
  if (part.length > 0) arrays.push(`[${part.join(',')}]`)
  return arrays
}
