import type { ApplicationId } from '../model/ids.ts'
import type { NotWritten, WritableApplication } from '../model/writable-applications.ts'
import { Refusal } from './refusal.ts'
import { type Caller, missingRights, toCoverage } from './rights.ts'

/**
 * Requires a caller who may manage applications: a person, or a program whose application allows it.
 * @throws {Refusal} permission_missing
 */
export function requireApplicationManager({ canManageApplications }: Caller): void {
  if (canManageApplications) return
  throw new Refusal('permission_missing', { neededFor: 'operation', roles: [], scopes: [] })
}

/**
 * Returns one of the caller's applications, to give it another credential. The caller's rights must cover
 * those that the application was created with, or the credential could do more than the caller.
 * @throws {Refusal} permission_missing
 */
export function applicationToExtend(caller: Caller, id: ApplicationId): WritableApplication {
  requireApplicationManager(caller)
  return { id, caller, ownerId: caller.identity, coveredBy: toCoverage(caller) }
}

/**
 * Returns one of the caller's applications, to end it or one of its credentials. A person may always do this;
 * a program's rights must cover those of the application.
 * @throws {Refusal} permission_missing
 */
export function applicationToEnd(caller: Caller, id: ApplicationId): WritableApplication {
  if (caller.token !== undefined) return applicationToExtend(caller, id)
  return { id, caller, ownerId: caller.identity }
}

/** Returns the refusal for an application that was not written. */
export function notWrittenRefusal(caller: Caller, reason: NotWritten): Refusal {
  if (reason === 'application_unknown') return new Refusal(reason)
  if (reason === 'caller_inactive') return new Refusal('token_revoked')
  const missing = missingRights(caller, reason.uncovered)
  return new Refusal('permission_missing', { neededFor: 'application', ...missing })
}
