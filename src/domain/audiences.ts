import type { Credential } from '../model/credentials.ts'
import { ALL_SCOPES } from '../model/owner-rights.ts'
import { Refusal } from './refusal.ts'
import type { Rights } from './rights.ts'

/**
 * The audiences of our tokens: those of resource servers, the default first, and our issuer for this service
 * itself.
 */
export type Audiences = { issuer: string; audiences: readonly [string, ...string[]] }

/** The start of the scopes of this service itself. */
const OWN_SCOPES = 'idn:'

/** Returns every audience that a token can have: `protected_resources` of RFC 9728 section 4. */
export function allAudiences({ issuer, audiences }: Audiences): string[] {
  return [...new Set([...audiences, issuer])]
}

/**
 * Returns the audience of a token: the resources that the request names, RFC 8707 section 2, else the
 * default audience. This service itself is in the default only if the application has something to do here:
 * any other resource server that receives the token could replay it.
 * @throws {Refusal} resource_unknown
 */
export function audienceFor(
  names: Audiences,
  resources: string[],
  { canManageApplications }: Pick<Credential, 'canManageApplications'>,
  rights: Rights,
): string[] {
  const known = allAudiences(names)
  if (!resources.every((resource) => known.includes(resource))) throw new Refusal('resource_unknown')
  if (resources.length > 0) return [...new Set(resources)]
  const [byDefault] = names.audiences
  const callsHere =
    canManageApplications ||
    rights.scopes.some((scope) => scope === ALL_SCOPES || scope.startsWith(OWN_SCOPES))
  return callsHere ? [...new Set([byDefault, names.issuer])] : [byDefault]
}
