import { CompactSign, decodeJwt, errors, type JWTPayload, type JWTVerifyOptions } from 'jose'
import { asciiJson } from '../lib/ascii-json.ts'
import { ALGORITHMS } from '../lib/jwk.ts'
import type { Credential } from '../model/credentials.ts'
import type { ApplicationKeyId, ClientId, IdentityId } from '../model/ids.ts'
import { requireAccessToken, requireTrustedAudience } from './access-tokens.ts'
import { type Audiences, allAudiences } from './audiences.ts'
import { Refusal } from './refusal.ts'
import { type Rights, scopeList } from './rights.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'
import { type VerifiedTokenCache, verifyThroughCache } from './verified-token-cache.ts'

/** The algorithms of our own tokens. The published key set says which key uses which. */
const OWN_ALGORITHMS = Object.values(ALGORITHMS).map(([usual]) => usual)

/** The `typ` of our own tokens, RFC 9068 section 2.1. No other JWT that we sign has it. */
const TYPE = 'at+jwt'

/** The tolerated error of a trusted issuer's clock. */
const CLOCK_TOLERANCE_SECONDS = 5

/** The keys, names and trusted issuers that tokens are signed and verified with. */
export type TokenNeeds = Audiences & {
  now: () => number
  tokenTtlSeconds: number
  signingKeys: SigningKeys
  trustedIssuers: ReadonlyMap<string, TrustedIssuer>
  verifiedTokens: VerifiedTokenCache
}

/**
 * The credential a token was issued for: a secret generation, or a key. The token is void once it is deleted
 * or replaced.
 */
export type IssuedFor =
  | { generation: number; keyId?: undefined }
  | { generation?: undefined; keyId: ApplicationKeyId }

/**
 * The claims of our own token. `subject` is the owner; `thumbprint` is the key that the token is bound to.
 */
export type TokenClaims = Rights &
  IssuedFor & {
    subject: IdentityId
    clientId: ClientId
    audience: string[]
    thumbprint?: string | undefined
  }

/**
 * Our own token with a valid signature and valid claims. Only the database knows whether it {@link isActive}.
 */
export type OwnToken = { kind: 'own'; jti: string; expiresAt: number; payload: OwnPayload } & TokenClaims

export type VerifiedToken =
  | OwnToken
  | {
      kind: 'trusted'
      issuer: TrustedIssuer
      subject: string
      payload: JWTPayload
      thumbprint: string | undefined
      /** Whether this token was verified before, so that its claims are probably stored. */
      seenBefore: boolean
    }

/**
 * Signs an access token, RFC 9068. Its payload also decodes with the standard base64 alphabet, which one
 * official client uses.
 */
export async function signToken(
  { now, issuer, tokenTtlSeconds, signingKeys }: Omit<TokenNeeds, 'trustedIssuers' | 'verifiedTokens'>,
  { subject, clientId, audience, generation, keyId, thumbprint, roles, scopes }: TokenClaims,
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000)
  const payload = {
    iss: issuer,
    aud: audience.length === 1 ? audience[0] : audience,
    sub: subject,
    client_id: clientId,
    iat: issuedAt,
    exp: issuedAt + tokenTtlSeconds,
    jti: crypto.randomUUID(),
    scope: scopes.join(' ') || undefined,
    roles,
    generation,
    key_id: keyId,
    cnf: thumbprint && { jkt: thumbprint },
  }
  const { kid, alg, key } = await signingKeys.signer()
  return new CompactSign(new TextEncoder().encode(asciiJson(payload)))
    .setProtectedHeader({ alg, typ: TYPE, kid })
    .sign(key)
}

/**
 * Verifies an access token of ours or of a trusted issuer: algorithm, signature, exact issuer and audience,
 * times, and that it is an access token.
 * @throws {Refusal} token_malformed, token_issuer_untrusted, token_signature_invalid, token_expired,
 * token_not_yet_valid, token_claim_invalid, unavailable
 */
export async function verifyToken(needs: TokenNeeds, token: string): Promise<VerifiedToken> {
  try {
    const before = needs.verifiedTokens.get(token)
    const { iss } = before?.payload ?? decodeJwt(token)
    if (iss === needs.issuer) return requireOurAudience(needs, await verifyOwn(needs, token))
    const issuer = needs.trustedIssuers.get(iss ?? '')
    if (!issuer) throw new Refusal('token_issuer_untrusted')
    const { header, payload } = await verifyThroughCache(needs, token, issuer.keys, trustedOptions(issuer))
    requireTrustedAudience(issuer, payload)
    requireAccessToken(issuer, header, payload)
    requireIssued(payload, needs.now())
    return {
      kind: 'trusted',
      issuer,
      subject: requireText(payload, 'sub'),
      payload,
      thumbprint: boundKeyThumbprint(payload),
      seenBefore: before !== undefined,
    }
  } catch (error) {
    throw toTokenRefusal(error)
  }
}

/**
 * Returns our own token, for any of our audiences, if it is valid, and undefined for anything else. No other
 * issuer's keys are fetched.
 */
export async function readOwnToken(needs: TokenNeeds, token: string): Promise<OwnToken | undefined> {
  try {
    return await verifyOwn(needs, token)
  } catch (error) {
    if (toTokenRefusal(error) instanceof Refusal) return undefined
    throw error
  }
}

/** Whether our token is unrevoked and its owner, application and credential still exist. */
export function isActive(token: OwnToken, found: Credential | undefined): found is Credential {
  if (!found?.owner.active || found.ownerId !== token.subject || found.revoked) return false
  if (token.keyId === undefined) return found.secretGeneration === token.generation
  return found.keys.some(({ id }) => id === token.keyId)
}

async function verifyOwn(needs: TokenNeeds, token: string): Promise<OwnToken> {
  const { issuer, signingKeys } = needs
  const options = { issuer, audience: allAudiences(needs), typ: TYPE, algorithms: OWN_ALGORITHMS }
  const { payload } = await verifyThroughCache(needs, token, signingKeys.verify, options)
  return toOwnToken(payload)
}

/**
 * Requires that a token is not from the future. One that is could bring removed rights back: it would be
 * later than tokens that were issued after it.
 * @throws {Refusal} token_not_yet_valid
 */
function requireIssued({ iat = 0 }: JWTPayload, now: number): void {
  if (iat > now / 1000 + CLOCK_TOLERANCE_SECONDS) throw new Refusal('token_not_yet_valid')
}

/**
 * Requires that a token is for this service. One for another resource server only could be replayed by it.
 * @throws {Refusal} token_claim_invalid
 */
function requireOurAudience({ issuer }: Audiences, token: OwnToken): OwnToken {
  if (!token.audience.includes(issuer)) throw new Refusal('token_claim_invalid', { claim: 'aud' })
  return token
}

function trustedOptions({ issuer, algorithms }: TrustedIssuer): JWTVerifyOptions {
  return { issuer, algorithms, clockTolerance: CLOCK_TOLERANCE_SECONDS }
}

type OwnPayload = {
  iss: string
  aud: string | string[]
  sub: IdentityId
  client_id: ClientId
  scope?: string
  roles: string[]
  jti: string
  iat: number
  exp: number
  cnf?: { jkt: string }
}

/** Reads the payload of our own token, which has the form that we signed. */
function toOwnToken(signed: JWTPayload): OwnToken {
  const payload = signed as JWTPayload & OwnPayload
  const { sub: subject, client_id: clientId, aud, jti, exp, scope = '', roles } = payload
  return {
    kind: 'own',
    subject,
    clientId,
    audience: [aud].flat(),
    jti,
    expiresAt: exp * 1000,
    payload,
    roles,
    scopes: scopeList(scope),
    thumbprint: boundKeyThumbprint(payload),
    ...issuedFor(payload),
  }
}

function issuedFor({ generation, key_id }: JWTPayload): IssuedFor {
  if (key_id !== undefined) return { keyId: key_id as ApplicationKeyId }
  return { generation: generation as number }
}

/** Returns the thumbprint of the key that a token is bound to: RFC 9449 section 6.1. */
function boundKeyThumbprint({ cnf }: JWTPayload): string | undefined {
  return (cnf as { jkt?: string } | undefined)?.jkt
}

function requireText(payload: JWTPayload, claim: string): string {
  const value = payload[claim]
  if (!isStorableText(value)) throw new Refusal('token_claim_invalid', { claim })
  return value
}

/**
 * Whether the value is text that every database can store and return: not empty, without lone surrogates,
 * which have no UTF-8, and without NUL, at which one driver ends a text.
 */
export function isStorableText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.isWellFormed() && !value.includes('\0')
}

/** The refusals for jose's error codes. Errors that are not about the token are rethrown. */
const REFUSALS: Record<string, 'token_malformed' | 'token_expired' | 'token_signature_invalid'> = {
  ERR_JWT_INVALID: 'token_malformed',
  ERR_JWS_INVALID: 'token_malformed',
  ERR_JWT_EXPIRED: 'token_expired',
  ERR_JOSE_ALG_NOT_ALLOWED: 'token_signature_invalid',
  ERR_JOSE_NOT_SUPPORTED: 'token_signature_invalid',
  ERR_JWKS_NO_MATCHING_KEY: 'token_signature_invalid',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'token_signature_invalid',
}

function toTokenRefusal(error: unknown): unknown {
  if (!(error instanceof errors.JOSEError)) return error
  if (error instanceof errors.JWTClaimValidationFailed) {
    const early = error.claim === 'nbf' && error.reason === 'check_failed'
    if (early) return new Refusal('token_not_yet_valid')
    return new Refusal('token_claim_invalid', { claim: error.claim })
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return new Refusal('token_claim_invalid', { claim: 'kid' })
  const code = REFUSALS[error.code]
  return code ? new Refusal(code, undefined, { cause: error }) : error
}
