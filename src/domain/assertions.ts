import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { ALGORITHMS, ASYMMETRIC_ALGORITHMS, isKeyType } from '../lib/jwk.ts'
import { readPublicKey } from '../lib/public-key.ts'
import type { CredentialKey } from '../model/credentials.ts'
import type { ApplicationKeyId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { claimChecker } from './claims.ts'
import { Refusal } from './refusal.ts'
import { replayHash } from './replay.ts'

const requireClaim = claimChecker('client_assertion_invalid')

/** The longest remaining lifetime of an assertion. */
const LIFETIME_MAX_SECONDS = 300

/** The tolerated error of a client's clock. */
const CLOCK_TOLERANCE_SECONDS = 5

export type AssertionNeeds = {
  now: () => number
  /** The audiences that an assertion may name: our issuer, and the URL of the token endpoint. */
  assertionAudiences: readonly string[]
}

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
 * Verifies a client assertion with the keys of its application, RFC 7523 section 3: signature, issuer,
 * subject, exact audience, an `exp` at most five minutes ahead, and a `jti`, which the caller must mark as
 * used.
 * @throws {Refusal} client_assertion_invalid, the same for an unknown client, an unknown key and a wrong
 * signature
 */
export async function verifyAssertion(
  needs: AssertionNeeds,
  assertion: string,
  keys: CredentialKey[],
): Promise<{ keyId: ApplicationKeyId; singleUse: SingleUseToken }> {
  const client = readAssertedClientId(assertion)
  const { keyId, payload } = await verifySignature(needs, assertion, keys)
  const { exp = 0, jti = '' } = payload
  requireClaim('iss', payload.iss === client)
  requireClaim('aud', isForUs(needs, payload))
  requireClaim('exp', exp - Math.floor(needs.now() / 1000) <= LIFETIME_MAX_SECONDS)
  requireClaim('jti', typeof jti === 'string' && jti !== '')
  const expiresAt = (exp + CLOCK_TOLERANCE_SECONDS) * 1000
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

function headerOf(assertion: string): { alg?: string | undefined; kid?: string | undefined } {
  try {
    return decodeProtectedHeader(assertion)
  } catch {
    return {}
  }
}

/**
 * Whether every audience is ours. An assertion that another server accepts too could be replayed from there.
 */
function isForUs({ assertionAudiences }: AssertionNeeds, { aud }: JWTPayload): boolean {
  const audiences = [aud ?? []].flat()
  return audiences.length > 0 && audiences.every((audience) => assertionAudiences.includes(audience))
}
