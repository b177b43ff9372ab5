import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { accounts, identities, sourceApps, sources, userApps } from './schema.ts'

/** The columns of a {@link UserApp}. drizzle selects them in this order. */
const COLUMNS = {
  id: userApps.id,
  createdAt: userApps.createdAt,
  modifiedAt: userApps.modifiedAt,
  hasMultipleAccounts: sql`${userApps.manyAccounts} or exists (
    select 1 from ${accounts} where ${accounts.ownerId} = ${userApps.ownerId} and ${accounts.sourceId} = ${userApps.sourceId}
    limit 1 offset 1)`
    .mapWith(Boolean)
    .as('has_multiple_accounts'),
  useForPasswordManagement: sources.useForPasswordManagement,
  provisionRequestEnabled: sourceApps.provisionRequestEnabled,
  appCenterEnabled: sourceApps.appCenterEnabled,
  sourceAppId: userApps.sourceAppId,
  sourceAppName: sql<string | null>`${sourceApps.name}`.as('source_app_name'),
  sourceId: userApps.sourceId,
  sourceName: sql<string | null>`${sources.name}`.as('source_name'),
  accountId: userApps.accountId,
  accountName: sql<string | null>`${accounts.name}`.as('account_name'),
  ownerId: userApps.ownerId,
  ownerName: sql<string | null>`${identities.name}`.as('owner_name'),
  ownerAlias: sql<string | null>`${identities.alias}`.as('owner_alias'),
}

/** A user app with the names and settings of its owner, account, source and source app. */
export type UserApp = Awaited<ReturnType<typeof selectUserApps>>[number]

/** Builds a query of the user apps that meet a condition, in the order of their ids. */
export function selectUserApps(db: Pick<Database, 'select'>, condition: SQL) {
  return db
    .select(COLUMNS)
    .from(userApps)
    .innerJoin(identities, eq(identities.id, userApps.ownerId))
    .innerJoin(sourceApps, eq(sourceApps.id, userApps.sourceAppId))
    .innerJoin(sources, eq(sources.id, userApps.sourceId))
    .leftJoin(accounts, eq(accounts.id, userApps.accountId))
    .where(condition)
    .orderBy(asc(userApps.id))
}

/**
 * Returns the rows of {@link selectUserApps} as drizzle does, but several times faster: drizzle determines
 * the type of every value of every row, which takes as long as SQLite does for the page.
 */
export async function readUserApps(query: ReturnType<typeof selectUserApps>): Promise<UserApp[]> {
  const rows: unknown[][] = await query.values()
  return rows.map(readRow)
}

/** The position of a column in a row. */
type Position<Name> = number & { readonly column: Name }

/** The positions of the columns, which follow from the order of {@link COLUMNS}. */
const AT = Object.fromEntries(Object.keys(COLUMNS).map((name, position) => [name, position])) as unknown as {
  [Name in keyof UserApp]: Position<Name>
}

function readRow(row: unknown[]): UserApp {
  return {
    id: value(row, AT.id),
    createdAt: value(row, AT.createdAt),
    modifiedAt: value(row, AT.modifiedAt),
    hasMultipleAccounts: flag(row, AT.hasMultipleAccounts),
    useForPasswordManagement: flag(row, AT.useForPasswordManagement),
    provisionRequestEnabled: flag(row, AT.provisionRequestEnabled),
    appCenterEnabled: flag(row, AT.appCenterEnabled),
    sourceAppId: value(row, AT.sourceAppId),
    sourceAppName: value(row, AT.sourceAppName),
    sourceId: value(row, AT.sourceId),
    sourceName: value(row, AT.sourceName),
    accountId: value(row, AT.accountId),
    accountName: value(row, AT.accountName),
    ownerId: value(row, AT.ownerId),
    ownerName: value(row, AT.ownerName),
    ownerAlias: value(row, AT.ownerAlias),
  }
}

type Flag = { [Name in keyof UserApp]: UserApp[Name] extends boolean ? Name : never }[keyof UserApp]

/** Returns a text, a number or a null of a row. These are the same in SQLite and in a {@link UserApp}. */
function value<Name extends Exclude<keyof UserApp, Flag>>(
  row: unknown[],
  position: Position<Name>,
): UserApp[Name] {
  return row[position] as UserApp[Name]
}

/** Returns a boolean of a row, which SQLite represents as 0 or 1. */
function flag(row: unknown[], position: Position<Flag>): boolean {
  return row[position] === 1
}
