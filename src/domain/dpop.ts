import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTPayload, jwtVerify } from 'jose'
import { ASYMMETRIC_ALGORITHMS } from '../lib/jwk.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { Refusal } from './refusal.ts'
import { replayHash, sha256 } from './replay.ts'
import { type Peppers, pepperedHmac } from './secrets.ts'
import type { VerifiedToken } from './tokens.ts'

/** How old a proof may be, or how far ahead its maker's clock: as long, its `jti` is kept. */
const PROOF_AGE_MAX_SECONDS = 60

/** How long a nonce is handed out; it is taken for as long again. */
const NONCE_WINDOW_SECONDS = 120

/** A proof by RSA of 4,096 bits has half of it. What a key costs that a stranger chose grows faster than its length. */
const PROOF_CHARACTERS_MAX = 4_096

export type DpopNeeds = { now: () => number; issuer: string; peppers: Peppers }

/** The request that a proof was made for, RFC 9449 section 4.2: `proof` is the header DPoP, as it came. */
export type ProofRequest = { proof: string | undefined; method: string; path: string }

/** That whoever asks has the private key of this thumbprint, and what must not be used again. */
export type VerifiedProof = { thumbprint: string; singleUse: SingleUseToken }

/**
 * Checks a proof for a token request: RFC 9449 sections 4.3 and 8. No header is no proof, and the token is bearer's.
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
 * Checks that a token which is bound to a key comes with a proof of that key, and none other does: RFC 9449 sections
 * 4.3 and 7.1. A nonce is checked if it is there; that a proof is used once, the caller's round trip finds out.
 * @throws {Refusal} token_binding_invalid, proof_invalid, proof_nonce_required
 */
export async function verifyPossession(
  needs: DpopNeeds,
  { thumbprint }: VerifiedToken,
  { scheme, token, ...request }: ProofRequest & { scheme: 'Bearer' | 'DPoP'; token: string },
): Promise<SingleUseToken[]> {
  const bound = thumbprint !== undefined
  if (bound !== (scheme === 'DPoP')) throw new Refusal('token_binding_invalid')
  if (!bound) return []
  const { payload, proof } = await openProof(needs, request)
  requireClaim('ath', payload.ath === (await sha256(token)))
  if (payload.nonce !== undefined) await requireNonce(needs, payload)
  if (proof.thumbprint !== thumbprint) throw new Refusal('token_binding_invalid')
  return [proof.singleUse]
}

/** The nonce of this time: nobody else can make it, and nobody has to keep it. */
export function currentNonce({ now, peppers }: DpopNeeds): Promise<string> {
  return nonceOf(peppers, windowOf(now()))
}

async function openProof(
  needs: DpopNeeds,
  { proof, method, path }: ProofRequest,
): Promise<{ payload: JWTPayload; proof: VerifiedProof }> {
  const { payload, thumbprint } = await verifyProof(needs, proof ?? '')
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

/** The signature, by the key that the proof itself carries. */
async function verifyProof({ now }: DpopNeeds, proof: string) {
  const options = { typ: 'dpop+jwt', algorithms: ASYMMETRIC_ALGORITHMS, currentDate: new Date(now()) }
  requireClaim('signature', proof.length <= PROOF_CHARACTERS_MAX)
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, options)
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk as object) }
  } catch (error) {
    const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : 'signature'
    throw new Refusal('proof_invalid', { claim })
  }
}

/** By our own name and never by the request's, without query and fragment: RFC 9449 section 4.3, point 9. */
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

function requireClaim(claim: string, holds: boolean): void {
  if (!holds) throw new Refusal('proof_invalid', { claim })
}
