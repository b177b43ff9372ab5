import { and, asc, count, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { CheckedFilter } from '../lib/filter/check.ts'
import type { Database } from './database.ts'
import { FILTER_VALUES, type FilterColumn, filterSql } from './filter-sql.ts'
import type { AccountId, IdentityId, SourceId, UserAppId } from './ids.ts'
import { OWN_SOURCE_APP } from './listed-credentials.ts'
import { accounts, identities, sourceApps, sources, userApps } from './schema.ts'
import type { USER_APP_FIELDS } from './user-app-fields.ts'

export type UserAppField = keyof typeof USER_APP_FIELDS
export type UserAppFilter = CheckedFilter<UserAppField>

const COLUMNS: Record<UserAppField, FilterColumn> = {
  id: { column: userApps.id },
  ownerId: { column: userApps.ownerId },
  ownerName: { column: identities.nameKey, within: owner },
  ownerAlias: { column: identities.aliasKey, within: owner },
  accountId: { column: userApps.accountId },
  sourceAppId: { column: userApps.sourceAppId },
}

/** The user apps whose owner passes. */
function owner(test: SQL): SQL {
  return sql`${userApps.ownerId} in (select ${identities.id} from ${identities} where ${test})`
}

const SHOWN = {
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

/** What an answer tells of a user app. */
export type UserApp = Awaited<ReturnType<typeof select>>[number]

/** User apps with all that an answer tells of them. */
function select(db: Pick<Database, 'select'>, wanted: SQL) {
  return db
    .select(SHOWN)
    .from(userApps)
    .innerJoin(identities, eq(identities.id, userApps.ownerId))
    .innerJoin(sourceApps, eq(sourceApps.id, userApps.sourceAppId))
    .innerJoin(sources, eq(sources.id, userApps.sourceId))
    .leftJoin(accounts, eq(accounts.id, userApps.accountId))
    .where(wanted)
    .orderBy(asc(userApps.id))
}

/** Reads a row, in the order of {@link SHOWN}, as drizzle would, which finds out what each value is anew: for a page that takes as long as SQLite does. */
function read(row: unknown[]): UserApp {
  return {
    id: row[0],
    createdAt: row[1],
    modifiedAt: row[2],
    hasMultipleAccounts: row[3] === 1,
    useForPasswordManagement: row[4] === 1,
    provisionRequestEnabled: row[5] === 1,
    appCenterEnabled: row[6] === 1,
    sourceAppId: row[7],
    sourceAppName: row[8],
    sourceId: row[9],
    sourceName: row[10],
    accountId: row[11],
    accountName: row[12],
    ownerId: row[13],
    ownerName: row[14],
    ownerAlias: row[15],
  } as UserApp
}

/** Which records of a list to give, and whether to count them all. */
export type Paging = { limit: number; offset: number; count: boolean }

/** Which user apps to list: those of one owner, or of all. */
export type UserAppQuery = Paging & { ownerId?: IdentityId | undefined; filter: UserAppFilter | undefined }

/** A page of a list, and how many records the list has, if that was asked. */
export type Page<Row> = { rows: Row[]; total: number | undefined }

/**
 * One page in the order of ids, and how many there are in all: one round trip, one state. The page's ids are chosen
 * first, from an index alone, so that what is skipped is never looked at.
 */
export async function listUserApps(db: Database, query: UserAppQuery): Promise<Page<UserApp>> {
  const { values, condition } = filterSql(query.filter, COLUMNS)
  const wanted = and(condition, query.ownerId && eq(userApps.ownerId, query.ownerId))
  const filterValues = db.$with(FILTER_VALUES, {}).as(values)
  const chosen = db
    .select({ id: userApps.id })
    .from(userApps)
    .where(wanted)
    .orderBy(asc(userApps.id))
    .limit(query.limit)
    .offset(query.offset)
    .as('chosen')
  // From `chosen`, not in it: a subquery in an expression adds to how deep that is.
  const ids = db.select({ id: chosen.id }).from(chosen)
  const page = select(db.with(filterValues), inArray(userApps.id, ids))
  if (!query.count) return { rows: (await page.values()).map(read), total: undefined }
  const [rows, totals] = await db.batch([
    page,
    db.with(filterValues).select({ total: count() }).from(userApps).where(wanted),
  ])
  return { rows, total: totals[0]?.total }
}

/** An account that a user app's owner has on its source. */
export type AvailableAccount = {
  appName: string | null
  accountId: AccountId
  accountName: string | null
  sourceId: SourceId
  sourceName: string | null
}

/** One of our own credentials is used by its own account alone. */
const AVAILABLE = and(
  eq(accounts.ownerId, userApps.ownerId),
  eq(accounts.sourceId, userApps.sourceId),
  or(ne(userApps.sourceAppId, OWN_SOURCE_APP), sql`${accounts.id} = ${userApps.id}`),
)

/** The accounts that the owner of a user app may choose from for it; undefined where that user app is not there. */
export async function listAvailableAccounts(
  db: Database,
  ownerId: IdentityId,
  id: UserAppId,
  { limit, offset, count: counts }: Paging,
): Promise<Page<AvailableAccount> | undefined> {
  const own = and(eq(userApps.id, id), eq(userApps.ownerId, ownerId))
  const page = db
    .select({
      appName: sql<string | null>`${sourceApps.name}`.as('app_name'),
      accountId: sql<AccountId>`${accounts.id}`.as('account_id'),
      accountName: sql<string | null>`${accounts.name}`.as('account_name'),
      sourceId: sql<SourceId>`${sources.id}`.as('source_id'),
      sourceName: sql<string | null>`${sources.name}`.as('source_name'),
    })
    .from(userApps)
    .innerJoin(sourceApps, eq(sourceApps.id, userApps.sourceAppId))
    .innerJoin(sources, eq(sources.id, userApps.sourceId))
    .innerJoin(accounts, AVAILABLE)
    .where(own)
    .orderBy(asc(accounts.id))
    .limit(limit)
    .offset(offset)
  const total = db
    .select({ total: count(accounts.id) })
    .from(userApps)
    .leftJoin(accounts, AVAILABLE)
    .where(own)
  const [rows, totals, found] = await db.batch([
    page,
    counts ? total : db.select({ total: sql<undefined>`null` }).from(userApps).limit(0),
    db.select({ id: userApps.id }).from(userApps).where(own),
  ])
  return found.length > 0 ? { rows, total: totals[0]?.total } : undefined
}

/** Chooses the account of a user app, or none, and returns the user app: as it was where the account is not available. */
export async function chooseAccount(
  db: Database,
  id: UserAppId,
  accountId: AccountId | null,
  now: number,
): Promise<{ userApp: UserApp | undefined; chosen: boolean }> {
  const available = sql`exists (select 1 from ${accounts} where ${accounts.id} = ${accountId} and ${AVAILABLE})`
  const [chosen, found] = await db.batch([
    db
      .update(userApps)
      .set({ accountId, modifiedAt: now })
      .where(and(eq(userApps.id, id), accountId === null ? undefined : available))
      .returning({ id: userApps.id }),
    select(db, eq(userApps.id, id)),
  ])
  return { userApp: found[0], chosen: chosen.length > 0 }
}
