import type { RightsView } from '../src/http/applications/responses.ts'
import type { CallerProfile } from '../src/http/caller/responses.ts'

// These functions only hide screens that the API would refuse. The API alone decides.

export function isAdministrator({ roles }: RightsView): boolean {
  return roles.includes('admin')
}

/** Whether the caller may read the inventory of all identities. */
export function mayAuditEveryone({ scopes }: RightsView): boolean {
  return scopes.some((scope) => ['idn:app-roles:manage', 'sp:scopes:all'].includes(scope))
}

/** Whether the caller may read an inventory, at least their own. */
export function mayAudit(rights: RightsView): boolean {
  return mayAuditEveryone(rights) || rights.scopes.includes('idn:app-roles:read')
}

export function displayName({ name, alias, email, id }: CallerProfile): string {
  return name ?? alias ?? email ?? id
}
