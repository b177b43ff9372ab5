import type { JWTPayload } from 'jose'
import type { IdentityId } from '../model/ids.ts'
import { type Rights, scopeList } from './rights.ts'
import { isStorableText } from './tokens.ts'
import type { ClaimPaths, TrustedIssuer } from './trusted-issuers.ts'

/** Returns the person's profile: for each member, the first text among the claims that its issuer uses. */
export function readProfile({ claims }: TrustedIssuer, payload: JWTPayload) {
  const text = (paths: ClaimPaths) => readClaims(payload, paths).find(isStorableText) ?? null
  const knownId = claims.id ? (text(claims.id) as IdentityId | null) : null
  return { name: text(claims.name), alias: text(claims.alias), email: text(claims.email), knownId }
}

/**
 * Returns the rights that the token has and its issuer may grant, sorted so that equal rights are stored
 * equally.
 */
export function readRights({ claims, roles, scopes }: TrustedIssuer, payload: JWTPayload): Rights {
  const granted = (paths: ClaimPaths, allowed: string[]) =>
    readNames(payload, paths)
      .filter((name) => allowed.includes(name))
      .sort()
  return { roles: granted(claims.roles, roles), scopes: granted(claims.scopes, scopes) }
}

/** Returns the names of roles or scopes in all of the claims, each once. */
export function readNames(payload: JWTPayload, paths: ClaimPaths): string[] {
  return [...new Set(readClaims(payload, paths).flatMap(namesIn))]
}

/** Returns the time when the token was issued, in epoch milliseconds: `iat`, RFC 7519 section 4.1.6. */
export function readIssuedAt({ iat }: JWTPayload): number | null {
  return iat === undefined ? null : Math.max(0, Math.floor(iat * 1000))
}

function readClaims(payload: JWTPayload, paths: ClaimPaths): unknown[] {
  return paths.map((path) => path.reduce(readMember, payload))
}

function readMember(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** Returns the names in an array, in space-separated text, or those that an object's members grant. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return scopeList(value)
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'string')
  return isObject(value) ? Object.keys(value).filter((name) => isGrant(value[name])) : []
}

/** Whether an object's member grants the role of its name: `true`, or an object with details of the grant. */
function isGrant(value: unknown): boolean {
  return value === true || isObject(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
