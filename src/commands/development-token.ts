import { importJWK, SignJWT } from 'jose'
import { localKeys } from '../platform/local-keys.ts'
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from '../platform/settings.ts'

/** Whose token to make, and what it may. */
export type DevelopmentUser = {
  sub: string
  name?: string | undefined
  alias?: string | undefined
  email?: string | undefined
  roles?: string[]
  scope?: string
  ttlSeconds?: number
}

/** Signs a user's token as the local development issuer. A time of 0 or less makes an expired one. */
export async function developmentToken(user: DevelopmentUser): Promise<string> {
  const { sub, name, alias, email, roles = [], scope = '', ttlSeconds = 3600 } = user
  const { DEVELOPMENT_ISSUER_KEY = '' } = await localKeys()
  const jwk = JSON.parse(DEVELOPMENT_ISSUER_KEY)
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ name, preferred_username: alias, email, roles, scope })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: jwk.kid })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(await importJWK(jwk, 'ES256'))
}
