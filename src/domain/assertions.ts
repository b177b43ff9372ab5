import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { shortType } from '../lib/header-type.ts'
import { ALGORITHMS, ASYMMETRIC_ALGORITHMS, isKeyType } from '../lib/jwk.ts'
import { readPublicKey } from '../lib/public-key.ts'
import type { CredentialKey } from '../model/credentials.ts'
import type { ApplicationKeyId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { claimChecker } from './claims.ts'
import { Refusal } from './refusal.ts'
import { replayHash } from './replay.ts'

const requireClaim = claimChecker('client_assertion_invalid')

/**
 * The header types of client assertions, draft-ietf-oauth-rfc7523bis section 4. Most clients use `JWT`, or
 * none.
 */
const ASSERTION_TYPES = ['jwt', 'client-authentication+jwt']

/** The tolerated error of a client's clock. */
const CLOCK_TOLERANCE_SECONDS = 5

export type AssertionNeeds = {
  now: () => number
  issuer: string
  /** The audience that an assertion must name: our issuer, or also the URL that it is sent to. */
  assertionAudience: 'issuer' | 'endpoint'
  /** The longest remaining lifetime of an assertion. */
  assertionMaxSeconds: number
}

/** A client assertion, and the path of the endpoint that it is sent to. */
export type SentAssertion = { assertion: string; path: string }

/**
 * Returns the client that an assertion claims to be from. Nothing is verified yet.
 * @throws {Refusal} client_assertion_invalid
 */
export function readAssertedClientId(assertion: string): string {
  try {
    const { sub } = decodeJwt(assertion)
    if (typeof sub === 'string') return sub
  } catch {
    // An assertion that cannot be decoded names no client.
  }
  throw new Refusal('client_assertion_invalid', { claim: 'sub' })
}

/**
 * Verifies a client assertion with the keys of its application, RFC 7523 section 3: type, signature, issuer,
 * subject, exact audience, an `exp` in the near future, and a `jti`, which the caller must mark as used.
 * @throws {Refusal} client_assertion_too_long; client_assertion_invalid, the same for an unknown client, an
 * unknown key and a wrong signature
 */
export async function verifyAssertion(
  needs: AssertionNeeds,
  { assertion, path }: SentAssertion,
  keys: CredentialKey[],
): Promise<{ keyId: ApplicationKeyId; singleUse: SingleUseToken }> {
  const client = readAssertedClientId(assertion)
  const { keyId, payload } = await verifySignature(needs, assertion, keys)
  const { exp = 0, jti = '' } = payload
  const maxSeconds = needs.assertionMaxSeconds
  requireClaim('typ', isAllowedType(headerOf(assertion).typ))
  requireClaim('iss', payload.iss === client)
  requireClaim('aud', isForUs(needs, path, payload))
  if (exp - Math.floor(needs.now() / 1000) > maxSeconds)
    throw new Refusal('client_assertion_too_long', { maxSeconds })
  requireClaim('jti', typeof jti === 'string' && jti !== '')
  // jose compares whole seconds, so a fraction adds up to one.
  const expiresAt = (Math.ceil(exp) + CLOCK_TOLERANCE_SECONDS) * 1000
  return { keyId, singleUse: { hash: await replayHash('assertion', client, jti), expiresAt } }
}

type Verified = { keyId: ApplicationKeyId; payload: JWTPayload }

async function verifySignature(
  { now }: { now: () => number },
  assertion: string,
  keys: CredentialKey[],
): Promise<Verified> {
  const options = {
    algorithms: ASYMMETRIC_ALGORITHMS,
    requiredClaims: ['exp', 'jti'],
    currentDate: new Date(now()),
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  }
  for (const { id: keyId, jwk } of candidates(assertion, keys)) {
    // Earlier releases also stored weak keys.
    const key = readPublicKey(jwk)
    if (!key) continue
    try {
      return { keyId, payload: (await jwtVerify(assertion, key, options)).payload }
    } catch (error) {
      const { claim } = error as { claim?: string }
      if (claim) throw new Refusal('client_assertion_invalid', { claim })
    }
  }
  throw new Refusal('client_assertion_invalid', { claim: 'signature' })
}

/**
 * Returns the keys that can have signed the assertion: those of its `kid`, if it has one, and of its
 * algorithm's type. jose checks a key's own `alg`.
 */
function candidates(assertion: string, keys: CredentialKey[]): CredentialKey[] {
  const { alg = '', kid } = headerOf(assertion)
  return keys.filter((key) => {
    const fits = isKeyType(key.jwk.kty) && ALGORITHMS[key.jwk.kty].includes(alg)
    return fits && (kid === undefined || kid === key.kid)
  })
}

function headerOf(assertion: string): Partial<Record<'alg' | 'kid' | 'typ', string | undefined>> {
  try {
    return decodeProtectedHeader(assertion)
  } catch {
    return {}
  }
}

function isAllowedType(typ: unknown): boolean {
  return typ === undefined || (typeof typ === 'string' && ASSERTION_TYPES.includes(shortType(typ)))
}

/**
 * Whether the only audience is ours. An assertion that another server accepts too could be replayed from
 * there.
 */
function isForUs({ issuer, assertionAudience }: AssertionNeeds, path: string, { aud }: JWTPayload): boolean {
  const [audience, ...others] = [aud ?? []].flat()
  if (audience === undefined || others.length > 0) return false
  return (
    audience === issuer || (assertionAudience === 'endpoint' && audience === new URL(issuer).origin + path)
  )
}
