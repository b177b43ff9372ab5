import type { Application, OwnedApplication } from '../../domain/applications.ts'
import type { Created, Regenerated, UserApplication, UserApplicationWithCreator } from './responses.ts'

/** How one wire format writes what both have: a list, and the two answers that a secret is readable in. */
export type View = {
  /** The property that holds a list, or none: then the list is the whole answer. */
  list: 'accessKeys' | undefined
  created: (secret: string) => { secret: string } | { clientSecret: string }
  regenerated: (secret: string) => Regenerated
}

/** The older name of the objects. Newer clients ask it too, and find the secret under its newer name. */
export const userApplicationsView: View = {
  list: undefined,
  created: (secret) => ({ secret }),
  regenerated: (secret) => ({ secret, clientSecret: secret }),
}

/** The newer name of the same objects. */
export const accessKeysView: View = {
  list: 'accessKeys',
  created: (clientSecret) => ({ clientSecret }),
  regenerated: (clientSecret) => ({ clientSecret }),
}

/** All five properties: `lastLogin` is null until the first exchange. */
export function toUserApplication({
  name,
  id,
  clientId,
  createdAt,
  lastLoginAt,
}: Application): UserApplication {
  const lastLogin = lastLoginAt === null ? null : instant(lastLoginAt)
  return { name, id, clientId, createdAt: instant(createdAt), lastLogin }
}

/** The same for an administrator. */
export function toUserApplicationWithCreator(application: OwnedApplication): UserApplicationWithCreator {
  return { ...toUserApplication(application), createdBy: application.createdBy }
}

/** The answer to a create: the first of the two that hold the secret. */
export function toCreated(
  view: View,
  { id, clientId, name, createdAt }: Application,
  secret: string,
): Created {
  return { id, clientId, name, ...view.created(secret), createdAt: instant(createdAt) }
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
