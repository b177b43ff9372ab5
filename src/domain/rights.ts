import type { ClientId, IdentityId } from '../model/ids.ts'
import { Refusal } from './refusal.ts'

/** What a token lets its bearer do: roles of this service, and scopes (RFC 6749 section 3.3). */
export type Rights = { roles: string[]; scopes: string[] }

/** Who calls: an identity itself, or by one of its applications (then with a client id). */
export type Caller = Rights & { identity: IdentityId; clientId?: ClientId }

/** This scope grants every other. */
const ALL_SCOPES = 'sp:scopes:all'

/** What all of them grant: what the first names of it, and where that stands for every scope, what the others name. */
export function intersect(...all: [Rights, ...Rights[]]): Rights {
  const [{ roles, scopes: named }] = all
  const everything = all.every(({ scopes }) => scopes.includes(ALL_SCOPES))
  const scopes = everything ? named : [...new Set(all.flatMap((rights) => rights.scopes))]
  return {
    roles: roles.filter((role) => all.every((rights) => rights.roles.includes(role))),
    scopes: scopes.filter((scope) => all.every((rights) => grants(rights, scope))),
  }
}

/** Whether the scope is among the rights, by its name or with every other. */
export function grants({ scopes }: Rights, scope: string): boolean {
  return scopes.includes(scope) || scopes.includes(ALL_SCOPES)
}

/** @throws {Refusal} permission_missing unless the caller administers. */
export function requireAdministrator({ roles }: Caller): void {
  if (!roles.includes('admin')) throw new Refusal('permission_missing')
}

/** @throws {Refusal} permission_missing unless the caller has one of the scopes. */
export function requireScope(caller: Caller, ...sufficient: string[]): void {
  if (!sufficient.some((scope) => grants(caller, scope))) throw new Refusal('permission_missing')
}

/** Scope text as a list: blank-separated, each once (RFC 6749 section 3.3). */
export function scopeList(text: string): string[] {
  return [...new Set(text.split(' ').filter(Boolean))]
}
