import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  errors,
  type JWK,
  type JWTPayload,
  jwtVerify,
} from 'jose'
import { ASYMMETRIC_ALGORITHMS } from '../lib/jwk.ts'
import { readPublicKey } from '../lib/public-key.ts'
import { sha256 } from '../lib/sha256.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { claimChecker } from './claims.ts'
import { Refusal } from './refusal.ts'
import { replayHash } from './replay.ts'
import { type Peppers, pepperedHmac } from './secrets.ts'
import type { VerifiedToken } from './tokens.ts'

const requireClaim = claimChecker('proof_invalid')

/**
 * The largest difference between a proof's `iat` and our clock, in either direction. Its `jti` is kept as
 * long.
 */
const PROOF_AGE_MAX_SECONDS = 60

/** The time for which a nonce is issued. It is accepted for one more such time. */
const NONCE_WINDOW_SECONDS = 120

/** The longest proof, twice that of RSA with 4,096 bits. */
const PROOF_CHARACTERS_MAX = 4_096

export type DpopNeeds = { now: () => number; issuer: string; peppers: Peppers }

/** The request that a proof is for, RFC 9449 section 4.2. `proof` is the value of the DPoP header. */
export type ProofRequest = { proof: string | undefined; method: string; path: string }

/** A verified proof: the thumbprint of its key, and the proof itself, which must not be used again. */
export type VerifiedProof = { thumbprint: string; singleUse: SingleUseToken }

/**
 * Verifies the proof of a token request: RFC 9449 sections 4.3 and 8. Without the header, the token will be a
 * bearer token.
 * @throws {Refusal} proof_invalid, proof_nonce_required
 */
export async function verifyTokenRequestProof(
  needs: DpopNeeds,
  request: ProofRequest,
): Promise<VerifiedProof | undefined> {
  if (request.proof === undefined) return undefined
  const { payload, proof } = await openProof(needs, request)
  await requireNonce(needs, payload)
  return proof
}

/**
 * Verifies that a token bound to a key comes with a proof of that key, and an unbound token without one: RFC
 * 9449 sections 4.3 and 7.1. A nonce is optional. Returns the proof for the caller to mark as used.
 * @throws {Refusal} token_binding_invalid, proof_missing, proof_invalid, proof_nonce_required
 */
export async function verifyPossession(
  needs: DpopNeeds,
  { thumbprint }: VerifiedToken,
  { scheme, token, ...request }: ProofRequest & { scheme: 'Bearer' | 'DPoP'; token: string },
): Promise<SingleUseToken[]> {
  const bound = thumbprint !== undefined
  if (bound !== (scheme === 'DPoP')) throw new Refusal('token_binding_invalid')
  if (!bound) return []
  const { payload, proof } = await openProof(needs, request, thumbprint)
  requireClaim('ath', payload.ath === (await sha256(token)))
  if (payload.nonce !== undefined) await requireNonce(needs, payload)
  return [proof.singleUse]
}

/** Returns the current nonce. It is derived from the first pepper, so no server has to store it. */
export function currentNonce({ now, peppers }: DpopNeeds): Promise<string> {
  return nonceOf(peppers, windowOf(now()))
}

async function openProof(
  needs: DpopNeeds,
  { proof, method, path }: ProofRequest,
  boundTo?: string,
): Promise<{ payload: JWTPayload; proof: VerifiedProof }> {
  if (!proof) throw new Refusal('proof_missing')
  const { payload, thumbprint } = await verifyProof(needs, proof, boundTo)
  const { iat, jti } = payload
  const now = needs.now() / 1000
  requireClaim('htm', payload.htm === method)
  requireClaim('htu', isTarget(payload.htu, new URL(needs.issuer).origin + path))
  requireClaim('iat', typeof iat === 'number' && Math.abs(now - iat) <= PROOF_AGE_MAX_SECONDS)
  requireClaim('jti', typeof jti === 'string' && jti !== '')
  const hash = await replayHash('proof', thumbprint, jti as string)
  const expiresAt = ((iat as number) + PROOF_AGE_MAX_SECONDS) * 1000
  return { payload, proof: { thumbprint, singleUse: { hash, expiresAt } } }
}

/**
 * Verifies the signature with the key in the proof. If a token is bound to another key, the proof is refused
 * before that: verifying a signature costs more than comparing thumbprints.
 */
async function verifyProof({ now }: DpopNeeds, proof: string, boundTo: string | undefined) {
  requireClaim('signature', proof.length <= PROOF_CHARACTERS_MAX)
  const options = { typ: 'dpop+jwt', algorithms: ASYMMETRIC_ALGORITHMS, currentDate: new Date(now()) }
  try {
    const { jwk = {} } = decodeProtectedHeader(proof)
    const thumbprint = await calculateJwkThumbprint(jwk)
    if (boundTo !== undefined && thumbprint !== boundTo) throw new Refusal('token_binding_invalid')
    const { payload } = await jwtVerify(proof, requireKey(jwk), options)
    return { payload, thumbprint }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : 'signature'
    throw new Refusal('proof_invalid', { claim })
  }
}

function requireKey(embedded: JWK): JWK {
  const key = readPublicKey(embedded)
  if (!key) throw new Refusal('proof_invalid', { claim: 'signature' })
  return key
}

/**
 * Whether `htu` is the target, compared without query and fragment: RFC 9449 section 4.3, point 9. The origin
 * is the issuer's, never the request's.
 */
function isTarget(htu: unknown, target: string): boolean {
  const url = typeof htu === 'string' ? URL.parse(htu) : null
  return url !== null && url.origin + url.pathname === new URL(target).href
}

async function requireNonce(needs: DpopNeeds, { nonce }: JWTPayload): Promise<void> {
  const window = windowOf(needs.now())
  const [current, previous] = await Promise.all([
    nonceOf(needs.peppers, window),
    nonceOf(needs.peppers, window - 1),
  ])
  if (nonce !== current && nonce !== previous) throw new Refusal('proof_nonce_required', { nonce: current })
}

function windowOf(now: number): number {
  return Math.floor(now / 1000 / NONCE_WINDOW_SECONDS)
}

async function nonceOf(peppers: Peppers, window: number): Promise<string> {
  return (await pepperedHmac(peppers, `DPoP nonce ${window}`)).hash
}
