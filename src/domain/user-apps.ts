import type { Database } from '../model/database.ts'
import type { AccountId, UserAppId } from '../model/ids.ts'
import { USER_APP_FIELDS } from '../model/user-app-fields.ts'
import * as store from '../model/user-apps.ts'
import { readFilter } from './filters.ts'
import { Refusal } from './refusal.ts'
import { type Caller, requireScope } from './rights.ts'

export type { AvailableAccount, Page, Paging, UserApp } from '../model/user-apps.ts'

type Needs = { db: Database; now: () => number }

/** RFC 6749 section 3.3 scopes, by the vendor's names. */
const MANAGE = 'idn:app-roles:manage'
const READ = 'idn:app-roles:read'

/** @throws {Refusal} permission_missing unless the caller may see and change everyone's user apps. */
export function requireManager(caller: Caller): void {
  requireScope(caller, MANAGE)
}

/** @throws {Refusal} permission_missing unless the caller may see their own user apps. */
export function requireReader(caller: Caller): void {
  requireScope(caller, READ, MANAGE)
}

/** All but the owner's id: the caller's own user apps have one owner. */
const { ownerId: _, ...OWN_FIELDS } = USER_APP_FIELDS

/** One page of everyone's user apps. @throws {Refusal} filter_invalid */
export async function listAllUserApps(
  { db }: Needs,
  filters: string,
  paging: store.Paging,
): Promise<store.Page<store.UserApp>> {
  return store.listUserApps(db, { ...paging, filter: readFilter(filters, USER_APP_FIELDS) })
}

/** One page of the caller's own user apps. @throws {Refusal} filter_invalid */
export async function listOwnUserApps(
  { db }: Needs,
  caller: Caller,
  filters: string | undefined,
  paging: store.Paging,
): Promise<store.Page<store.UserApp>> {
  const filter = filters === undefined ? undefined : readFilter(filters, OWN_FIELDS)
  return store.listUserApps(db, { ...paging, ownerId: caller.identity, filter })
}

/** One page of the accounts that a user app of the caller's can have. @throws {Refusal} user_app_unknown */
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

/** Chooses the account of anyone's user app, or none. @throws {Refusal} user_app_unknown, account_unavailable */
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
