import type { Database } from '../model/database.ts'
import type { AccountId, UserAppId } from '../model/ids.ts'
import { USER_APP_FIELDS } from '../model/user-app-fields.ts'
import * as store from '../model/user-apps.ts'
import { readFilter } from './filters.ts'
import { Refusal } from './refusal.ts'
import { type Caller, requireScope } from './rights.ts'

export type { AvailableAccount, Page, Paging, UserApp } from '../model/user-apps.ts'

type Needs = { db: Database; now: () => number }

/** The vendor's scopes, RFC 6749 section 3.3. */
const MANAGE = 'idn:app-roles:manage'
const READ = 'idn:app-roles:read'

/** The scopes of the inventory. */
export const USER_APP_SCOPES: string[] = [MANAGE, READ]

/** Requires the right to read and change everyone's user apps. @throws {Refusal} permission_missing */
export function requireManager(caller: Caller): void {
  requireScope(caller, MANAGE)
}

/** Requires the right to read one's own user apps. @throws {Refusal} permission_missing */
export function requireReader(caller: Caller): void {
  requireScope(caller, READ, MANAGE)
}

/** The fields without the owner's ID: the caller's own user apps have one owner. */
const { ownerId: _, ...OWN_FIELDS } = USER_APP_FIELDS

/** Lists one page of everyone's user apps. @throws {Refusal} filter_invalid */
export async function listAllUserApps(
  { db }: Needs,
  filters: string,
  paging: store.Paging,
): Promise<store.Page<store.UserApp>> {
  return store.listUserApps(db, { ...paging, filter: readFilter(filters, USER_APP_FIELDS) })
}

/** Lists one page of the caller's own user apps. @throws {Refusal} filter_invalid */
export async function listOwnUserApps(
  { db }: Needs,
  caller: Caller,
  filters: string | undefined,
  paging: store.Paging,
): Promise<store.Page<store.UserApp>> {
  const filter = filters === undefined ? undefined : readFilter(filters, OWN_FIELDS)
  return store.listUserApps(db, { ...paging, ownerId: caller.identity, filter })
}

/**
 * Lists one page of the accounts available to one of the caller's user apps.
 * @throws {Refusal} user_app_unknown
 */
export async function listAvailableAccounts(
  { db }: Needs,
  caller: Caller,
  id: UserAppId,
  paging: store.Paging,
): Promise<store.Page<store.AvailableAccount>> {
  const page = await store.listAvailableAccounts(db, caller.identity, id, paging)
  if (!page) throw new Refusal('user_app_unknown')
  return page
}

/**
 * Chooses the account of anyone's user app, or removes it.
 * @throws {Refusal} user_app_unknown, account_unavailable
 */
export async function chooseAccount(
  { db, now }: Needs,
  id: UserAppId,
  account: AccountId | null,
): Promise<store.UserApp> {
  const { userApp, chosen } = await store.chooseAccount(db, id, account, now())
  if (!userApp) throw new Refusal('user_app_unknown')
  if (!chosen) throw new Refusal('account_unavailable')
  return userApp
}
