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

function readRow(row: unknown[]): UserApp {
  return {
    id: value(row, 'id'),
    createdAt: value(row, 'createdAt'),
    modifiedAt: value(row, 'modifiedAt'),
    hasMultipleAccounts: flag(row, 'hasMultipleAccounts'),
    useForPasswordManagement: flag(row, 'useForPasswordManagement'),
    provisionRequestEnabled: flag(row, 'provisionRequestEnabled'),
    appCenterEnabled: flag(row, 'appCenterEnabled'),
    sourceAppId: value(row, 'sourceAppId'),
    sourceAppName: value(row, 'sourceAppName'),
    sourceId: value(row, 'sourceId'),
    sourceName: value(row, 'sourceName'),
    accountId: value(row, 'accountId'),
    accountName: value(row, 'accountName'),
    ownerId: value(row, 'ownerId'),
    ownerName: value(row, 'ownerName'),
    ownerAlias: value(row, 'ownerAlias'),
  }
}

/** The position of each column in a row, which follows from the order of {@link COLUMNS}. */
const POSITIONS = Object.fromEntries(
  Object.keys(COLUMNS).map((name, position) => [name, position]),
) as Record<keyof UserApp, number>

type Flag = { [Name in keyof UserApp]: UserApp[Name] extends boolean ? Name : never }[keyof UserApp]

/** Returns a text, a number or a null of a row. These are the same in SQLite and in a {@link UserApp}. */
function value<Name extends Exclude<keyof UserApp, Flag>>(row: unknown[], name: Name): UserApp[Name] {
  return row[POSITIONS[name]] as UserApp[Name]
}

/** Returns a boolean of a row, which SQLite represents as 0 or 1. */
function flag(row: unknown[], name: Flag): boolean {
  return row[POSITIONS[name]] === 1
}
