import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'

type RemoteJWKSet = ReturnType<typeof createRemoteJWKSet>

import { withTimeout } from '../lib/with-timeout.ts'
import { Refusal } from './refusal.ts'

/** How long an issuer may take to hand out its keys, its metadata before them included: callers wait for it. */
const FETCH_TIMEOUT_MS = 3_000

/** How long an issuer that did not is left alone, and its tokens are refused at once. */
const FAILURE_COOLDOWN_MS = 5_000

/** How long keys are used before they are fetched anew: the longest that an issuer's withdrawn key still counts. */
const KEYS_MAX_AGE_MS = 600_000

/** How long after a fetch an unknown `kid` asks for no other: strangers can make one up for every request. */
const REFETCH_COOLDOWN_MS = 30_000

/** Where a token keeps what we want to know: the name of a claim, or the path to it. */
export type ClaimPath = string | string[]

/** One issuer whose tokens are believed. `roles` and `scopes` are the only ones that it may grant. */
export type TrustedIssuer = {
  issuer: string
  audience: string | string[]
  algorithms: string[]
  claims: {
    id?: ClaimPath | undefined
    name: ClaimPath
    alias: ClaimPath
    email: ClaimPath
    roles: ClaimPath
    scopes: ClaimPath
  }
  roles: string[]
  scopes: string[]
  keys: JWTVerifyGetKey
}

/**
 * Fetches an issuer's keys from `jwksUri`, or from where its metadata says, at first use and again as they age. While
 * that fails, fresh keys of before still count, so that nobody can make others wait by an unknown `kid`.
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

/** Looks among the keys that are fresh, without asking. @throws {Refusal} unavailable where there are none */
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

/** Reads `jwks_uri` from the issuer's metadata: OpenID Connect Discovery 1.0 section 4, else RFC 8414 section 3. */
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
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  return answer.status === 200 ? answer.json() : undefined
}

/** Whether keys may come from there: by https, or from this machine itself. */
export function isSecureUrl(url: unknown): url is string {
  const { protocol, hostname } = (typeof url === 'string' && URL.parse(url)) || {}
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname ?? ''))
}

/** Whether a URL's host is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
