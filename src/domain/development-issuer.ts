import { importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { sha256 } from '../lib/sha256.ts'
import { publicJwk, type SigningJwk } from './signing-keys.ts'

/** The development issuer, trusted only in development mode. Its names are the same on every machine. */
export const DEVELOPMENT_ISSUER = 'urn:latchkey:development-issuer'
export const DEVELOPMENT_AUDIENCE = 'urn:latchkey:development'
export const DEVELOPMENT_ROLES = ['admin']
export const DEVELOPMENT_SCOPES = ['idn:app-roles:manage', 'idn:app-roles:read', 'sp:scopes:all']

/** The console's client ID at this issuer. */
export const DEVELOPMENT_CLIENT = 'console'

const CODE_TTL_SECONDS = 60
const TOKEN_TTL_SECONDS = 3_600

/** The user to sign a token for, and the user's rights. */
export type DevelopmentUser = {
  sub: string
  name?: string | undefined
  alias?: string | undefined
  email?: string | undefined
  roles?: string[] | undefined
  scope?: string | undefined
}

/**
 * An authorization request: RFC 6749 section 4.1 with the challenge of RFC 7636 and the nonce of OpenID
 * Connect.
 */
export type CodeRequest = { redirectUri: string; challenge: string; nonce: string | undefined }

export type DevelopmentTokens = { accessToken: string; idToken: string; expiresInSeconds: number }

/** Signs a user's token. A lifetime of 0 or less makes an expired token. */
export function developmentToken(
  jwk: SigningJwk,
  { sub, name, alias, email, roles = [], scope = '' }: DevelopmentUser,
  now: number,
  ttlSeconds = TOKEN_TTL_SECONDS,
): Promise<string> {
  const claims = { sub, name, preferred_username: alias, email, roles, scope }
  return sign(jwk, { ...claims, aud: DEVELOPMENT_AUDIENCE }, now, ttlSeconds)
}

/**
 * Signs an authorization code. The code itself contains the request and the user, so it is valid for a minute
 * instead of once: that suffices on a developer's own machine.
 */
export function developmentCode(
  jwk: SigningJwk,
  request: CodeRequest,
  user: DevelopmentUser,
  now: number,
): Promise<string> {
  return sign(jwk, { ...request, user, aud: DEVELOPMENT_ISSUER }, now, CODE_TTL_SECONDS)
}

/**
 * Exchanges a code for tokens. Returns undefined if the code is invalid or the verifier or redirect URI
 * differs.
 */
export async function redeemDevelopmentCode(
  jwk: SigningJwk,
  code: string,
  proof: { redirectUri: string; verifier: string },
  now: number,
): Promise<DevelopmentTokens | undefined> {
  const request = await readCode(jwk, code, now)
  const challenge = await sha256(proof.verifier)
  if (request?.challenge !== challenge || request.redirectUri !== proof.redirectUri) return undefined
  const { user, nonce } = request
  const idClaims = { sub: user.sub, nonce, aud: DEVELOPMENT_CLIENT }
  return {
    accessToken: await developmentToken(jwk, user, now),
    idToken: await sign(jwk, idClaims, now, TOKEN_TTL_SECONDS),
    expiresInSeconds: TOKEN_TTL_SECONDS,
  }
}

async function readCode(jwk: SigningJwk, code: string, now: number) {
  const expected = { issuer: DEVELOPMENT_ISSUER, audience: DEVELOPMENT_ISSUER, currentDate: new Date(now) }
  const verified = await jwtVerify<CodeRequest & { user: DevelopmentUser }>(
    code,
    await importJWK(publicJwk(jwk), 'ES256'),
    expected,
  ).catch(() => undefined)
  return verified?.payload
}

async function sign(jwk: SigningJwk, claims: JWTPayload, now: number, ttlSeconds: number): Promise<string> {
  const seconds = Math.floor(now / 1000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: jwk.kid })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ttlSeconds)
    .sign(await importJWK(jwk, 'ES256'))
}
