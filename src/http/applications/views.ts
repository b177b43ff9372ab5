import type { Application, OwnedApplication } from '../../domain/applications.ts'
import { toInstant } from '../../lib/rfc3339.ts'
import type {
  CreatedAccessKey,
  CreatedUserApplication,
  RegeneratedClientSecret,
  RegeneratedSecret,
  UserApplication,
  UserApplicationWithCreator,
} from './responses.ts'

/** One name of the applications: how it writes lists, and the two responses that contain a secret. */
export type View = {
  /** The property that holds a list; undefined where the list is the whole body. */
  listProperty: 'accessKeys' | undefined
  created: (secret: string) => { secret: string } | { clientSecret: string }
  regenerated: (secret: string) => RegeneratedSecret | RegeneratedClientSecret
}

/** The older name. Newer clients use it too, so a regenerated secret has both property names. */
export const userApplicationsView: View = {
  listProperty: undefined,
  created: (secret) => ({ secret }),
  regenerated: (secret) => ({ secret, clientSecret: secret }),
}

/** The newer name of the same objects. */
export const accessKeysView: View = {
  listProperty: 'accessKeys',
  created: (clientSecret) => ({ clientSecret }),
  regenerated: (clientSecret) => ({ clientSecret }),
}

/** Returns an application as its owner sees it. `lastLogin` is null until the first exchange. */
export function toUserApplication({
  name,
  id,
  clientId,
  createdAt,
  lastLoginAt,
}: Application): UserApplication {
  const lastLogin = lastLoginAt === null ? null : toInstant(lastLoginAt)
  return { name, id, clientId, createdAt: toInstant(createdAt), lastLogin }
}

/** Returns an application as an administrator sees it. */
export function toUserApplicationWithCreator(application: OwnedApplication): UserApplicationWithCreator {
  return { ...toUserApplication(application), createdBy: application.createdBy }
}

/** Returns the response to a create: one of the two that contain a secret. */
export function toCreated(
  view: View,
  { id, clientId, name, createdAt }: Application,
  secret: string,
): CreatedUserApplication | CreatedAccessKey {
  return { id, clientId, name, ...view.created(secret), createdAt: toInstant(createdAt) }
}
