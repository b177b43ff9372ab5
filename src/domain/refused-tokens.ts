import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, type JWTPayload } from 'jose'
import { Refusal } from './refusal.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

/**
 * The reason for the refusal of a token, for the log: the claim or header parameter, its value, and what the
 * issuer's entry accepts. A stranger may have written the value, so it is short and plain.
 */
export type RefusedToken = {
  /** The trusted issuer; undefined if the token names another. */
  issuer?: string | undefined
  claim: string
  value?: string | undefined
  expected?: string | undefined
}

/** The most characters of a value, and the most entries of a list of values. */
const VALUE_CHARACTERS_MAX = 100
const VALUES_MAX = 5

/** The content of a token, not verified. */
type Content = { header: Partial<JWTHeaderParameters>; payload: JWTPayload }

/** Returns the reason for a refusal, as far as the token can be read. */
export function describeRefusedToken(
  { trustedIssuers }: { trustedIssuers: ReadonlyMap<string, TrustedIssuer> },
  token: string,
  error: unknown,
): RefusedToken | undefined {
  const content = readContent(token)
  if (!content || !(error instanceof Refusal)) return undefined
  const { iss } = content.payload
  if (error.code === 'token_issuer_untrusted') return { claim: 'iss', value: plain(iss) }
  const issuer = trustedIssuers.get(iss ?? '')
  const claim = issuer && refusedClaim(error, issuer, content)
  if (!issuer || !claim) return undefined
  return { issuer: issuer.issuer, claim, ...valuesOf(claim, issuer, content) }
}

function readContent(token: string): Content | undefined {
  try {
    return { header: decodeProtectedHeader(token) as Content['header'], payload: decodeJwt(token) }
  } catch {
    return undefined
  }
}

/** Returns the claim or header parameter that a refusal is about. */
function refusedClaim(
  refusal: Refusal,
  { algorithms }: TrustedIssuer,
  { header, payload }: Content,
): string | undefined {
  switch (refusal.code) {
    case 'token_claim_invalid':
      return refusal.detail.claim
    case 'token_expired':
      return 'exp'
    case 'token_not_yet_valid':
      return payload.nbf === undefined ? 'iat' : 'nbf'
    case 'token_signature_invalid':
      if (!algorithms.includes(header.alg ?? '')) return 'alg'
      return isKeyMissing(refusal.cause) ? 'kid' : 'signature'
    default:
      return undefined
  }
}

function isKeyMissing(cause: unknown): boolean {
  return (cause as { code?: unknown } | undefined)?.code === 'ERR_JWKS_NO_MATCHING_KEY'
}

/**
 * The claims whose values are logged, and what is accepted instead. Other claims, such as `nonce`, are only
 * named.
 */
const VALUES: {
  [claim: string]: (content: Content, issuer: TrustedIssuer) => { value: unknown; expected?: unknown }
} = {
  alg: ({ header }, { algorithms }) => ({ value: header.alg, expected: algorithms }),
  kid: ({ header }) => ({ value: header.kid, expected: 'a published key' }),
  typ: ({ header, payload }, { types }) => ({
    value: [header.typ, payload.typ].filter(Boolean),
    expected: types,
  }),
  aud: ({ payload }, { audience }) => ({ value: payload.aud, expected: audience }),
  client_id: ({ payload }, { clientIds }) => ({
    value: [payload.client_id, payload.azp].filter(Boolean),
    expected: clientIds,
  }),
  token_use: ({ payload }) => ({ value: payload.token_use, expected: 'access' }),
  exp: ({ payload }) => ({ value: instant(payload.exp) }),
  nbf: ({ payload }) => ({ value: instant(payload.nbf) }),
  iat: ({ payload }) => ({ value: instant(payload.iat) }),
}

function valuesOf(claim: string, issuer: TrustedIssuer, content: Content) {
  const { value, expected } = VALUES[claim]?.(content, issuer) ?? {}
  return { value: plain(value), expected: plain(expected) }
}

/** Returns the time of a claim, which is in seconds, as text. */
function instant(seconds: unknown): string | undefined {
  if (typeof seconds !== 'number' || !(Math.abs(seconds) <= 8.64e12)) return undefined
  return new Date(seconds * 1000).toISOString()
}

/** Returns text, or several ones, as a short text in printable ASCII without blanks; undefined for others. */
function plain(value: unknown): string | undefined {
  const texts = [value].flat().filter((one) => typeof one === 'string')
  if (texts.length === 0) return undefined
  const short = texts.slice(0, VALUES_MAX).map((text) => text.slice(0, VALUE_CHARACTERS_MAX))
  return short
    .map((text) => text.replace(/[^!#-[\]-~]/g, '?'))
    .join(', ')
    .slice(0, VALUE_CHARACTERS_MAX)
}
