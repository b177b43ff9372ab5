import type { ActingCaller } from '../model/acting-caller.ts'
import { ALL_SCOPES, type OwnerRights } from '../model/owner-rights.ts'
import type { Coverage } from '../model/writable-applications.ts'
import { Refusal } from './refusal.ts'

/** The rights of a token: roles of this service, and scopes (RFC 6749 section 3.3). */
export type Rights = { roles: string[]; scopes: string[] }

/**
 * The caller: an identity, with a token of ours if it calls through one of its applications. People may
 * always manage applications.
 */
export type Caller = Rights & ActingCaller & { canManageApplications: boolean }

/**
 * Returns the rights that all of them grant. A scope is listed by its name where one of them names it; the
 * scope for all remains only if all have it.
 */
function intersect(...all: [Rights, ...Rights[]]): Rights {
  const [{ roles, scopes: named }] = all
  const everything = all.every(({ scopes }) => scopes.includes(ALL_SCOPES))
  const scopes = everything ? named : [...new Set(all.flatMap((rights) => rights.scopes))]
  const narrow = all
    .filter((rights) => !rights.scopes.includes(ALL_SCOPES))
    .map((rights) => new Set(rights.scopes))
  return {
    roles: roles.filter((role) => all.every((rights) => rights.roles.includes(role))),
    scopes: scopes.filter((scope) => narrow.every((list) => list.has(scope))),
  }
}

/**
 * The clock, the age in seconds from which an owner's rights count as none, and what issuers may grant now.
 */
export type RightsNeeds = {
  now: () => number
  ownerRightsMaxAgeSeconds: number
  trustedIssuers: ReadonlyMap<string, Rights>
}

/**
 * Returns the rights of an application now: those that it was created with, its token has if one is given,
 * and its owner had by the latest token seen, as far as the owner's issuer may still grant them. Too old
 * rights of the owner count as none.
 */
export function currentRights(
  { now, ownerRightsMaxAgeSeconds, trustedIssuers }: RightsNeeds,
  owner: OwnerRights,
  granted: Rights,
  token: Rights = granted,
): Rights {
  const grantable = trustedIssuers.get(owner.issuer ?? '')
  const issuedAt = owner.rightsIssuedAt ?? Number.NEGATIVE_INFINITY
  const areFresh = now() - issuedAt <= ownerRightsMaxAgeSeconds * 1000
  return intersect(token, granted, grantable && areFresh ? grantedBy(grantable, owner) : NO_RIGHTS)
}

const NO_RIGHTS: Rights = { roles: [], scopes: [] }

/** Returns the rights that an issuer may grant, by their names. */
function grantedBy(issuer: Rights, { roles, scopes }: Rights): Rights {
  return {
    roles: roles.filter((role) => issuer.roles.includes(role)),
    scopes: scopes.filter((scope) => issuer.scopes.includes(scope)),
  }
}

/** Whether the rights include the scope, by its name or by the scope for all. */
export function grants({ scopes }: Rights, scope: string): boolean {
  return scopes.includes(scope) || scopes.includes(ALL_SCOPES)
}

/** Returns the granted rights that these rights lack. If both lists are empty, the rights cover them. */
export function missingRights(rights: Rights, granted: Rights): Rights {
  return {
    roles: granted.roles.filter((role) => !rights.roles.includes(role)),
    scopes: granted.scopes.filter((scope) => !grants(rights, scope)),
  }
}

/** Returns the rights as the database compares them with those of an application. */
export function toCoverage({ roles, scopes }: Rights): Coverage {
  return { roles, scopes: scopes.includes(ALL_SCOPES) ? undefined : scopes }
}

/** Requires an administrator. @throws {Refusal} permission_missing */
export function requireAdministrator({ roles }: Caller): void {
  if (roles.includes('admin')) return
  throw new Refusal('permission_missing', { neededFor: 'operation', roles: ['admin'], scopes: [] })
}

/**
 * Requires one of the scopes. The refusal names the first, which grants the least.
 * @throws {Refusal} permission_missing
 */
export function requireScope(caller: Caller, ...sufficient: [string, ...string[]]): void {
  if (sufficient.some((scope) => grants(caller, scope))) return
  throw new Refusal('permission_missing', { neededFor: 'operation', roles: [], scopes: [sufficient[0]] })
}

/** Splits scope text at spaces, without duplicates: RFC 6749 section 3.3. */
export function scopeList(text: string): string[] {
  return [...new Set(text.split(' ').filter(Boolean))]
}
