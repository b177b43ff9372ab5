import * as store from '../model/applications.ts'
import type { Database } from '../model/database.ts'
import { type ApplicationId, newClientId, newId } from '../model/ids.ts'
import type { WritableApplication } from '../model/writable-applications.ts'
import {
  applicationToEnd,
  applicationToExtend,
  notWrittenRefusal,
  requireApplicationManager,
} from './application-management.ts'
import { Refusal } from './refusal.ts'
import { type Caller, currentRights, type Rights, type RightsNeeds, requireAdministrator } from './rights.ts'
import { hashSecret, newSecret, type Peppers } from './secrets.ts'

export type { Application, OwnedApplication } from '../model/applications.ts'

type Needs = {
  db: Database
  now: () => number
  peppers: Peppers
  applicationsMax: number
  programsManageApplications: boolean
}

/** An application to create. Whether its programs may manage applications has a default in the settings. */
export type NewApplication = { name: string; canManageApplications?: boolean | undefined }

/** The form of a name, from the published schema of the wire format: 2 to 128 characters. */
export const APPLICATION_NAME = /^(?=.{2,128}$)[a-z][-_a-z0-9]*[a-z0-9]$/

/** The page size for reading everyone's applications. */
const PAGE_ROWS = 1_000

/**
 * Creates an application of the caller with exactly the caller's rights.
 * @throws {Refusal} permission_missing, application_name_taken, application_limit_reached, token_revoked
 */
export async function createApplication(
  { db, now, peppers, applicationsMax, programsManageApplications }: Needs,
  caller: Caller,
  { name, canManageApplications = programsManageApplications }: NewApplication,
): Promise<{ application: store.Application; secret: string }> {
  requireApplicationManager(caller)
  const { identity, roles, scopes } = caller
  const createdAt = now()
  const secret = newSecret()
  const application = {
    id: newId<ApplicationId>(createdAt),
    clientId: newClientId(),
    ownerId: identity,
    name,
    roles,
    scopes,
    createdAt,
    secretGeneration: 1,
    lastLoginAt: null,
    canManageApplications,
  }
  const row = { ...application, ...(await hashSecret(peppers, secret)) }
  const outcome = await store.insertApplication(db, row, applicationsMax, caller)
  if (outcome === 'caller_inactive') throw new Refusal('token_revoked')
  if (outcome === 'name_taken') throw new Refusal('application_name_taken')
  if (outcome === 'limit_reached') throw new Refusal('application_limit_reached', { max: applicationsMax })
  return { application, secret }
}

/** Lists the caller's applications, oldest first. */
export function listApplications({ db }: Pick<Needs, 'db'>, caller: Caller): Promise<store.Application[]> {
  return store.listApplications(db, caller.identity)
}

/**
 * Reads one of the caller's applications.
 * @throws {Refusal} application_unknown, also for another user's application
 */
export async function readApplication(
  { db }: Pick<Needs, 'db'>,
  caller: Caller,
  id: ApplicationId,
): Promise<store.Application> {
  const application = await store.findApplication(db, caller.identity, id)
  if (!application) throw new Refusal('application_unknown')
  return application
}

/**
 * Reads the rights an application was created with, and those that its owner still has.
 * @throws {Refusal} application_unknown
 */
export async function readRights(
  needs: Pick<Needs, 'db'> & RightsNeeds,
  caller: Caller,
  id: ApplicationId,
): Promise<{ granted: Rights; effective: Rights }> {
  const found = await store.findRights(needs.db, caller.identity, id)
  if (!found) throw new Refusal('application_unknown')
  const { granted, owner } = found
  return { granted, effective: currentRights(needs, owner, granted) }
}

/**
 * Deletes one of the caller's applications, its secret, keys and tokens.
 * @throws {Refusal} application_unknown, permission_missing
 */
export async function deleteApplication(
  { db }: Pick<Needs, 'db'>,
  caller: Caller,
  id: ApplicationId,
): Promise<void> {
  const reason = await store.deleteApplication(db, applicationToEnd(caller, id))
  if (reason) throw notWrittenRefusal(caller, reason)
}

/**
 * Replaces the secret of one of the caller's applications and returns the next one. Tokens of the previous
 * secret end.
 * @throws {Refusal} application_unknown, permission_missing
 */
export async function regenerateSecret(
  needs: Pick<Needs, 'db' | 'peppers'>,
  caller: Caller,
  id: ApplicationId,
): Promise<string> {
  return replaceSecret(needs, caller, applicationToExtend(caller, id))
}

/**
 * Ends the secret of one of the caller's applications by replacing it with one that is not returned. Keys
 * stay.
 * @throws {Refusal} application_unknown, permission_missing
 */
export async function endSecret(
  needs: Pick<Needs, 'db' | 'peppers'>,
  caller: Caller,
  id: ApplicationId,
): Promise<void> {
  await replaceSecret(needs, caller, applicationToEnd(caller, id))
}

async function replaceSecret(
  { db, peppers }: Pick<Needs, 'db' | 'peppers'>,
  caller: Caller,
  application: WritableApplication,
): Promise<string> {
  const secret = newSecret()
  const reason = await store.replaceSecret(db, application, await hashSecret(peppers, secret))
  if (reason) throw notWrittenRefusal(caller, reason)
  return secret
}

/** Lists everyone's applications, oldest first, page by page. @throws {Refusal} permission_missing */
export async function* listEveryApplication(
  { db }: Pick<Needs, 'db'>,
  caller: Caller,
  filter: store.ApplicationFilter,
): AsyncGenerator<store.OwnedApplication[]> {
  requireAdministrator(caller)
  let page: store.OwnedApplication[] = []
  do {
    page = await store.listEveryApplication(db, filter, page.at(-1), PAGE_ROWS)
    yield page
  } while (page.length === PAGE_ROWS)
}

/** Deletes anyone's application. @throws {Refusal} permission_missing, application_unknown */
export async function deleteAnyApplication(
  { db }: Pick<Needs, 'db'>,
  caller: Caller,
  id: ApplicationId,
): Promise<void> {
  requireAdministrator(caller)
  requireApplicationManager(caller)
  const reason = await store.deleteApplication(db, { id, caller })
  if (reason) throw notWrittenRefusal(caller, reason)
}
