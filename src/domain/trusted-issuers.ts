import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'

import { isLoopback } from '../lib/loopback.ts'
import { withTimeout } from '../lib/with-timeout.ts'
import { Refusal } from './refusal.ts'

type RemoteJWKSet = ReturnType<typeof createRemoteJWKSet>

/** The longest time to fetch an issuer's metadata and keys. Callers wait for it. */
const FETCH_TIMEOUT_MS = 3_000

/** The wait after a failed key fetch before trying that issuer again. Its tokens are refused meanwhile. */
const FAILURE_COOLDOWN_MS = 5_000

/** The longest time to use fetched keys, and so to accept a key that the issuer has withdrawn. */
const KEYS_MAX_AGE_MS = 600_000

/**
 * The time after a fetch in which an unknown `kid` causes no further one: strangers can invent one for every
 * request.
 */
const REFETCH_COOLDOWN_MS = 30_000

/**
 * The places where a token may have a value. Each is the path to a claim: the name of a top-level one, then
 * the names of members.
 */
export type ClaimPaths = string[][]

/** A trusted issuer. `roles` and `scopes` are the only ones that it may grant. */
export type TrustedIssuer = {
  issuer: string
  audience: string | string[]
  /** The clients whose access tokens are accepted without `aud`, as Amazon Cognito issues them. */
  clientIds?: string[] | undefined
  algorithms: string[]
  /** The only header types (`typ`) of its access tokens; undefined for `JWT`, `at+jwt` or none. */
  types?: string[] | undefined
  /** Whether its access tokens may have a `nonce`, as those of older Keycloak versions do. */
  allowNonce?: boolean
  claims: {
    id?: ClaimPaths | undefined
    name: ClaimPaths
    alias: ClaimPaths
    email: ClaimPaths
    roles: ClaimPaths
    scopes: ClaimPaths
  }
  roles: string[]
  scopes: string[]
  keys: JWTVerifyGetKey
}

/**
 * Fetches an issuer's keys from `jwksUri` or the URI in its metadata, at first use and again as they age.
 * While fetching fails, keys that are still fresh are used, so that a request with an unknown `kid` cannot
 * make others wait.
 */
export function remoteKeys(now: () => number, issuer: string, jwksUri?: string): JWTVerifyGetKey {
  let keys: RemoteJWKSet | undefined
  let failure = { cause: undefined as unknown, until: Number.NEGATIVE_INFINITY }
  const find = async (...[header, token]: Parameters<JWTVerifyGetKey>) => {
    keys ??= keySet(jwksUri ?? (await discover(issuer)))
    return keys(header, token)
  }
  return async function getKey(header, token) {
    if (now() < failure.until) return findFresh(keys, failure)(header, token)
    try {
      return await withTimeout(FETCH_TIMEOUT_MS, find(header, token))
    } catch (cause) {
      if (isNoMatchingKey(cause)) throw cause
      failure = { cause, until: now() + FAILURE_COOLDOWN_MS }
      return findFresh(keys, failure)(header, token)
    }
  }
}

/**
 * Returns a lookup among the fresh keys, without fetching.
 * @throws {Refusal} unavailable if there are no fresh keys
 */
function findFresh(keys: RemoteJWKSet | undefined, failure: ErrorOptions): JWTVerifyGetKey {
  const jwks = keys?.fresh ? keys.jwks() : undefined
  if (!jwks) throw new Refusal('unavailable', { component: 'issuer' }, failure)
  return createLocalJWKSet(jwks)
}

function keySet(uri: string): RemoteJWKSet {
  return createRemoteJWKSet(new URL(uri), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: REFETCH_COOLDOWN_MS,
  })
}

function isNoMatchingKey(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return (
    code === 'ERR_JWKS_NO_MATCHING_KEY' ||
    code === 'ERR_JWKS_MULTIPLE_MATCHING_KEYS' ||
    code === 'ERR_JOSE_NOT_SUPPORTED'
  )
}

/**
 * Reads `jwks_uri` from the issuer's metadata: OpenID Connect Discovery 1.0 section 4, else RFC 8414 section
 * 3.
 */
async function discover(issuer: string): Promise<string> {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const found =
    (await metadata(`${origin}${path}/.well-known/openid-configuration`)) ??
    (await metadata(`${origin}/.well-known/oauth-authorization-server${path}`))
  if (found?.issuer !== issuer)
    throw new Error(`Cannot discover ${issuer}: its metadata names ${found?.issuer}`)
  if (!isSecureUrl(found.jwks_uri)) throw new Error(`Cannot discover ${issuer}: jwks_uri is not https`)
  return found.jwks_uri
}

async function metadata(url: string): Promise<{ issuer?: unknown; jwks_uri?: unknown } | undefined> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  return response.status === 200 ? response.json() : undefined
}

/** Whether requests to the URL stay private: by https, or on this machine. */
export function isSecureUrl(url: unknown): url is string {
  const { protocol, hostname } = (typeof url === 'string' && URL.parse(url)) || {}
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname ?? ''))
}
