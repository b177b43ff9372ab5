import type { Caller, Rights } from './api/types.ts'

/** What the API lets them do, so that nothing is offered that would be refused; the API alone decides. */
export function isAdministrator({ roles }: Rights): boolean {
  return roles.includes('admin')
}

/** Of the inventory: everyone's, or at least one's own. */
export function mayAuditEveryone({ scopes }: Rights): boolean {
  return scopes.some((scope) => ['idn:app-roles:manage', 'sp:scopes:all'].includes(scope))
}

export function mayAudit(rights: Rights): boolean {
  return mayAuditEveryone(rights) || rights.scopes.includes('idn:app-roles:read')
}

/** How one is called. */
export function displayName({ name, alias, email, id }: Caller): string {
  return name ?? alias ?? email ?? id
}
