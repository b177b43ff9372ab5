import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { withTimeout } from '../lib/with-timeout.ts'
import { discover, FETCH_TIMEOUT_MS, fetchJson, IssuerRequestError, reasonOf } from './discovery.ts'
import { Refusal } from './refusal.ts'

type RemoteJWKSet = ReturnType<typeof createRemoteJWKSet>

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
  let requested = issuer
  const request: typeof fetchJson = (url, init) => {
    requested = url
    return fetchJson(url, init)
  }
  const find = async (...[header, token]: Parameters<JWTVerifyGetKey>) => {
    keys ??= keySet(jwksUri ?? (await discover(issuer, request)).metadata.jwks_uri, request)
    return keys(header, token)
  }
  return async function getKey(header, token) {
    if (now() < failure.until) return findFresh(keys, failure)(header, token)
    try {
      return await withTimeout(FETCH_TIMEOUT_MS, find(header, token))
    } catch (error) {
      if (isNoMatchingKey(error)) throw error
      const cause = new Error(`Cannot fetch the keys of ${issuer}: ${describeFailure(error, requested)}`)
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

/** Returns what happened at which URL. Errors other than our own do not name it. */
function describeFailure(error: unknown, url: string): string {
  return error instanceof IssuerRequestError ? error.message : `${url}: ${reasonOf(error)}`
}

function keySet(uri: string, request: typeof fetchJson): RemoteJWKSet {
  return createRemoteJWKSet(new URL(uri), {
    [customFetch]: async (url, { headers, signal }) => Response.json(await request(url, { headers, signal })),
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
