import {
  CompactSign,
  createLocalJWKSet,
  decodeJwt,
  errors,
  importJWK,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'
import { asciiJson } from '../lib/ascii-json.ts'
import { lazily } from '../lib/lazily.ts'
import type { ClientId, IdentityId } from '../model/ids.ts'
import { Refusal, type RefusalCode } from './refusal.ts'
import { type Rights, scopeList } from './rights.ts'
import type { TrustedIssuer } from './trust.ts'

/** The one algorithm of our own tokens: RFC 7518 section 3.4. */
const ALGORITHM = 'ES256'

/** `typ` of our own tokens, RFC 9068 section 2.1: no other JWT of ours can be taken for one. */
const TYPE = 'at+jwt'

/** How far a trusted issuer's clock may be off. Our own is not. */
const CLOCK_TOLERANCE_SECONDS = 5

/** A private key of ours, as a JWK (RFC 7517, RFC 7518 section 6.2): P-256. */
export type SigningJwk = { kty: 'EC'; crv: 'P-256'; kid: string; x: string; y: string; d: string }

/** Our keys: the first signs, all of them verify, which is how they are rotated. */
export type SigningKeys = {
  published: { keys: JWK[] }
  verify: JWTVerifyGetKey
  first: () => Promise<{ kid: string; key: CryptoKey }>
}

/** Who signs what for whom, and whom we believe. */
export type TokenNeeds = {
  now: () => number
  issuer: string
  audience: string
  tokenTtlSeconds: number
  signingKeys: SigningKeys
  trustedIssuers: ReadonlyMap<string, TrustedIssuer>
}

/** What a token of ours says: the owner as subject, the application, its secret's generation, and rights. */
export type TokenClaims = Rights & { subject: IdentityId; clientId: ClientId; generation: number }

/** A token whose signature and claims hold; whether what it says still stands is the database's to say. */
export type VerifiedToken =
  | ({ kind: 'own' } & TokenClaims)
  | { kind: 'trusted'; issuer: TrustedIssuer; subject: string; payload: JWTPayload }

/** Splits private keys into what is published and what signs, which is imported at its first use. */
export function signingKeys(jwks: [SigningJwk, ...SigningJwk[]]): SigningKeys {
  const published = { keys: jwks.map(publicJwk) }
  const [{ kid }] = jwks
  const first = lazily(async () => ({ kid, key: (await importJWK(jwks[0], ALGORITHM)) as CryptoKey }))
  return { published, verify: createLocalJWKSet(published), first }
}

/** The public members only, named one by one: nothing private can slip through. */
export function publicJwk({ kty, crv, kid, x, y }: SigningJwk): JWK {
  return { kty, crv, kid, x, y, alg: ALGORITHM, use: 'sig' }
}

/** Signs an access token, RFC 9068, whose payload decodes with the standard base64 alphabet too. */
export async function signToken(
  { now, issuer, audience, tokenTtlSeconds, signingKeys }: Omit<TokenNeeds, 'trustedIssuers'>,
  { subject, clientId, generation, roles, scopes }: TokenClaims,
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000)
  const payload = {
    iss: issuer,
    aud: audience,
    sub: subject,
    client_id: clientId,
    iat: issuedAt,
    exp: issuedAt + tokenTtlSeconds,
    jti: crypto.randomUUID(),
    scope: scopes.join(' '),
    roles,
    generation,
  }
  const { kid, key } = await signingKeys.first()
  return new CompactSign(new TextEncoder().encode(asciiJson(payload)))
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .sign(key)
}

/**
 * Verifies a bearer token of ours or of a trusted issuer: algorithm, signature, exact issuer and audience, times.
 * @throws {Refusal} token_malformed, token_issuer_untrusted, token_signature_invalid, token_expired,
 * token_not_yet_valid, token_claim_invalid, unavailable
 */
export async function verifyToken(needs: TokenNeeds, token: string): Promise<VerifiedToken> {
  try {
    const { iss } = decodeJwt(token)
    if (iss === needs.issuer)
      return own(await verify(needs, token, needs.signingKeys.verify, ownOptions(needs)))
    const issuer = needs.trustedIssuers.get(iss ?? '')
    if (!issuer) throw new Refusal('token_issuer_untrusted')
    const payload = await verify(needs, token, issuer.keys, trustedOptions(issuer))
    return { kind: 'trusted', issuer, subject: text(payload, 'sub'), payload }
  } catch (error) {
    throw refusalOf(error)
  }
}

function ownOptions({ issuer, audience }: TokenNeeds): JWTVerifyOptions {
  return { issuer, audience, typ: TYPE, algorithms: [ALGORITHM] }
}

function trustedOptions({ issuer, audience, algorithms }: TrustedIssuer): JWTVerifyOptions {
  return { issuer, audience, algorithms, clockTolerance: CLOCK_TOLERANCE_SECONDS }
}

async function verify(
  { now }: TokenNeeds,
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const required = { requiredClaims: ['exp', 'sub'], currentDate: new Date(now()) }
  const { payload } = await jwtVerify(token, keys, { ...options, ...required })
  return payload
}

type OwnPayload = { sub: IdentityId; client_id: ClientId; generation: number; scope: string; roles: string[] }

/** What we signed has the shape that we gave it. */
function own(payload: JWTPayload): VerifiedToken {
  const { sub, client_id, generation, scope, roles } = payload as OwnPayload
  return { kind: 'own', subject: sub, clientId: client_id, generation, scopes: scopeList(scope), roles }
}

function text(payload: JWTPayload, claim: string): string {
  const value = payload[claim]
  if (typeof value !== 'string' || value === '') throw new Refusal('token_claim_invalid', { claim })
  return value
}

/** jose's error codes, as our refusals; what is not of the token stays as it is. */
const REFUSALS: Record<string, RefusalCode & `token_${string}`> = {
  ERR_JWT_INVALID: 'token_malformed',
  ERR_JWS_INVALID: 'token_malformed',
  ERR_JWT_EXPIRED: 'token_expired',
  ERR_JOSE_ALG_NOT_ALLOWED: 'token_signature_invalid',
  ERR_JOSE_NOT_SUPPORTED: 'token_signature_invalid',
  ERR_JWKS_NO_MATCHING_KEY: 'token_signature_invalid',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'token_signature_invalid',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'token_signature_invalid',
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error
  if (error instanceof errors.JWTClaimValidationFailed) {
    const early = error.claim === 'nbf' && error.reason === 'check_failed'
    if (early) return new Refusal('token_not_yet_valid')
    return new Refusal('token_claim_invalid', { claim: error.claim })
  }
  const code = REFUSALS[error.code] as 'token_malformed' | undefined
  return code ? new Refusal(code) : error
}
