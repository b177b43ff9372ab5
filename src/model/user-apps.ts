import { and, asc, count, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { CheckedFilter } from '../lib/filter/check.ts'
import type { Database } from './database.ts'
import { FILTER_VALUES, type FilterColumn, filterSql } from './filter-sql.ts'
import type { AccountId, IdentityId, SourceId, UserAppId } from './ids.ts'
import { OWN_SOURCE_APP } from './listed-credentials.ts'
import { accounts, identities, sourceApps, sources, userApps } from './schema.ts'
import type { USER_APP_FIELDS } from './user-app-fields.ts'
import { readUserApps, selectUserApps, type UserApp } from './user-app-rows.ts'

export type { UserApp } from './user-app-rows.ts'

/** A field that filters of user apps support. */
type UserAppField = keyof typeof USER_APP_FIELDS
/** A filter of user apps. */
type UserAppFilter = CheckedFilter<UserAppField>

const FILTER_COLUMNS: Record<UserAppField, FilterColumn> = {
  id: { column: userApps.id },
  ownerId: { column: userApps.ownerId },
  ownerName: { column: identities.nameKey, within: ownerMeets },
  ownerAlias: { column: identities.aliasKey, within: ownerMeets },
  accountId: { column: userApps.accountId },
  sourceAppId: { column: userApps.sourceAppId },
}

/** Returns the condition that the owner of a user app meets a condition on identities. */
function ownerMeets(condition: SQL): SQL {
  return sql`${userApps.ownerId} in (select ${identities.id} from ${identities} where ${condition})`
}

/**
 * The part of a list to return: `limit` rows after `offset` rows. `count` asks for the length of the list.
 */
export type Paging = { limit: number; offset: number; count: boolean }

/** A query of user apps, of one owner or of all. */
export type UserAppQuery = Paging & { ownerId?: IdentityId | undefined; filter: UserAppFilter | undefined }

/** A page of a list; `total` is the length of the list, if it was asked for. */
export type Page<Item> = { rows: Item[]; total: number | undefined }

/**
 * Returns a page of user apps in the order of their ids: one round trip, one snapshot. The ids of the page
 * are selected first, from an index alone, so that skipped rows are never read.
 */
export async function listUserApps(db: Database, query: UserAppQuery): Promise<Page<UserApp>> {
  const { values, condition } = filterSql(query.filter, FILTER_COLUMNS)
  const wanted = and(condition, query.ownerId === undefined ? undefined : eq(userApps.ownerId, query.ownerId))
  const filterValues = db.$with(FILTER_VALUES, {}).as(values)
  const chosen = db
    .select({ id: userApps.id })
    .from(userApps)
    .where(wanted)
    .orderBy(asc(userApps.id))
    .limit(query.limit)
    .offset(query.offset)
    .as('chosen')
  // In FROM, and not directly within IN, the subquery does not add to the depth of the expression.
  const ids = db.select({ id: chosen.id }).from(chosen)
  const page = selectUserApps(db.with(filterValues), inArray(userApps.id, ids))
  if (!query.count) return { rows: await readUserApps(page), total: undefined }
  const [rows, totals] = await db.batch([
    page,
    db.with(filterValues).select({ total: count() }).from(userApps).where(wanted),
  ])
  return { rows, total: totals[0]?.total }
}

/** An account that can be chosen for a user app: one of its owner, on its source. */
export type AvailableAccount = {
  appName: string | null
  accountId: AccountId
  accountName: string | null
  sourceId: SourceId
  sourceName: string | null
}

/** Joins a user app to its available accounts. One of our own credentials has only its own account. */
const AVAILABLE = and(
  eq(accounts.ownerId, userApps.ownerId),
  eq(accounts.sourceId, userApps.sourceId),
  or(ne(userApps.sourceAppId, OWN_SOURCE_APP), sql`${accounts.id} = ${userApps.id}`),
)

/**
 * Returns a page of the accounts that an owner can choose for a user app; `undefined` if it is not theirs.
 */
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

/**
 * Sets or clears the account of a user app if the account is available. Returns the user app as it is
 * afterwards, or `undefined` if that user app does not exist, and whether the account was set.
 */
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
    selectUserApps(db, eq(userApps.id, id)),
  ])
  return { userApp: found[0], chosen: chosen.length > 0 }
}
