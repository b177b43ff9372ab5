import type { ClientId, IdentityId } from '../model/ids.ts'
import { Refusal } from './refusal.ts'

/** What a token lets its bearer do: roles of this service, and scopes (RFC 6749 section 3.3). */
export type Rights = { roles: string[]; scopes: string[] }

/** Who calls: an identity itself, or by one of its applications (then with a client id). */
export type Caller = Rights & { identity: IdentityId; clientId?: ClientId }

/** What all of them grant. */
export function intersect(first: Rights, ...others: Rights[]): Rights {
  return {
    roles: first.roles.filter((role) => others.every(({ roles }) => roles.includes(role))),
    scopes: first.scopes.filter((scope) => others.every(({ scopes }) => scopes.includes(scope))),
  }
}

/** @throws {Refusal} permission_missing unless the caller administers. */
export function requireAdministrator({ roles }: Caller): void {
  if (!roles.includes('admin')) throw new Refusal('permission_missing')
}

/** This scope grants every other. */
const ALL_SCOPES = 'sp:scopes:all'

/** @throws {Refusal} permission_missing unless the caller has one of the scopes. */
export function requireScope({ scopes }: Caller, ...sufficient: string[]): void {
  if (![ALL_SCOPES, ...sufficient].some((scope) => scopes.includes(scope)))
    throw new Refusal('permission_missing')
}

/** Scope text as a list: blank-separated, each once (RFC 6749 section 3.3). */
export function scopeList(text: string): string[] {
  return [...new Set(text.split(' ').filter(Boolean))]
}
