import { createLocalJWKSet, importJWK, type JWK, type JWTVerifyGetKey } from 'jose'
import { ALGORITHMS, publicMembers } from '../lib/jwk.ts'
import { lazily } from '../lib/lazily.ts'

type EcJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string }
type OkpJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; d: string }
type RsaJwk = { kty: 'RSA' } & Record<'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', string>

/** A private signing key, as a JWK (RFC 7517): P-256 for ES256, Ed25519 for EdDSA, or RSA for RS256. */
export type SigningJwk = { kid: string } & (EcJwk | OkpJwk | RsaJwk)

/** The signing keys. The first signs and all verify, so that they can be rotated. */
export type SigningKeys = {
  published: { keys: JWK[] }
  verify: JWTVerifyGetKey
  signer: () => Promise<{ kid: string; alg: string; key: CryptoKey }>
}

/** Creates the signing keys: their public parts, and the signer, which is imported at first use. */
export function createSigningKeys(jwks: [SigningJwk, ...SigningJwk[]]): SigningKeys {
  const published = { keys: jwks.map(publicJwk) }
  const [{ kid, kty }] = jwks
  const [alg] = ALGORITHMS[kty]
  const signer = lazily(async () => ({ kid, alg, key: (await importJWK(jwks[0], alg)) as CryptoKey }))
  return { published, verify: createLocalJWKSet(published), signer }
}

/** Returns the public part of a signing key, for the one algorithm that it signs with. */
export function publicJwk(jwk: SigningJwk): JWK {
  return { ...publicMembers(jwk), kid: jwk.kid, alg: ALGORITHMS[jwk.kty][0], use: 'sig' }
}
