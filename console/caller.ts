import type { Caller, Rights } from './api/types.ts'

// These functions only hide screens that the API would refuse. The API alone decides.

export function isAdministrator({ roles }: Rights): boolean {
  return roles.includes('admin')
}

/** Whether the caller may read the inventory of all identities. */
export function mayAuditEveryone({ scopes }: Rights): boolean {
  return scopes.some((scope) => ['idn:app-roles:manage', 'sp:scopes:all'].includes(scope))
}

/** Whether the caller may read an inventory, at least their own. */
export function mayAudit(rights: Rights): boolean {
  return mayAuditEveryone(rights) || rights.scopes.includes('idn:app-roles:read')
}

export function displayName({ name, alias, email, id }: Caller): string {
  return name ?? alias ?? email ?? id
}
