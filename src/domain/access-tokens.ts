import type { JWTHeaderParameters, JWTPayload } from 'jose'
import { shortType } from '../lib/header-type.ts'
import { claimChecker } from './claims.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

/**
 * The header types of access tokens, in lower case. RFC 9068 names `at+jwt`; many issuers use `JWT`, or none.
 */
const ACCESS_TOKEN_TYPES = ['jwt', 'at+jwt']

/**
 * The claims of ID tokens (OpenID Connect Core 1.0 section 3.1.3.6, FAPI 1.0) and of logout and security
 * event tokens (RFC 8417).
 */
const OTHER_TOKENS_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'events']

/**
 * The values, in lower case, of the claims by which some issuers name the kind of a token: Keycloak's `typ`
 * and Cognito's `token_use`. Both have others for ID tokens, refresh tokens and more.
 */
const PAYLOAD_TYPES = ['bearer', 'dpop', 'jwt', 'at+jwt']
const TOKEN_USES = ['access']

const requireClaim = claimChecker('token_claim_invalid')

const THUMBPRINT = /^[\w-]{43}$/

/**
 * Requires that a valid JWT of a trusted issuer is an access token, and that we can check what it is bound
 * to: RFC 8725 section 3.11, RFC 9068 section 4, RFC 7800 section 3.1.
 * @throws {Refusal} token_claim_invalid
 */
export function requireAccessToken(
  { types, allowNonce }: Pick<TrustedIssuer, 'types' | 'allowNonce'>,
  { typ }: Partial<JWTHeaderParameters>,
  payload: JWTPayload,
): void {
  for (const claim of OTHER_TOKENS_CLAIMS) requireClaim(claim, payload[claim] === undefined)
  requireClaim('typ', isAllowedType(typ, types) && isOneOf(PAYLOAD_TYPES, payload.typ))
  requireClaim('token_use', isOneOf(TOKEN_USES, payload.token_use))
  requireClaim('nonce', payload.nonce === undefined || allowNonce === true)
  requireClaim('cnf', payload.cnf === undefined || isKeyThumbprint(payload.cnf))
}

/**
 * Requires that a valid JWT of a trusted issuer is for this service: RFC 7519 section 4.1.3. Only a token
 * without `aud` is accepted by its client instead, if the issuer's entry names clients.
 * @throws {Refusal} token_claim_invalid
 */
export function requireTrustedAudience(
  { audience, clientIds }: Pick<TrustedIssuer, 'audience' | 'clientIds'>,
  { aud, client_id, azp }: JWTPayload,
): void {
  if (aud !== undefined || clientIds === undefined) {
    const audiences = [audience].flat()
    requireClaim(
      'aud',
      [aud ?? []].flat().some((one) => audiences.includes(one)),
    )
    return
  }
  const clients = [client_id, azp].filter((client) => client !== undefined)
  const areNamed = clients.every((client) => clientIds.includes(client as string))
  requireClaim('client_id', clients.length > 0 && areNamed)
}

function isAllowedType(typ: unknown, types: string[] | undefined): boolean {
  if (typ === undefined) return types === undefined
  if (typeof typ !== 'string') return false
  return (types?.map((type) => type.toLowerCase()) ?? ACCESS_TOKEN_TYPES).includes(shortType(typ))
}

/** Whether a claim is absent or has one of the values, in any case. */
function isOneOf(values: string[], claim: unknown): boolean {
  return claim === undefined || (typeof claim === 'string' && values.includes(claim.toLowerCase()))
}

/** Whether a confirmation is exactly a key's thumbprint, RFC 9449 section 6.1: any other we cannot check. */
function isKeyThumbprint(cnf: unknown): boolean {
  if (typeof cnf !== 'object' || cnf === null) return false
  const { jkt, ...others } = cnf as Record<string, unknown>
  return typeof jkt === 'string' && THUMBPRINT.test(jkt) && Object.keys(others).length === 0
}
