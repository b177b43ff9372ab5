import { createLocalJWKSet, importJWK, type JWK, type JWTVerifyGetKey } from 'jose'
import { ALGORITHMS, publicMembers } from '../lib/jwk.ts'
import { lazily } from '../lib/lazily.ts'

type EcJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string; d: string }
type OkpJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; d: string }
type RsaJwk = { kty: 'RSA' } & Record<'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', string>

/** A private key of ours, as a JWK (RFC 7517): ES256 by P-256, EdDSA by Ed25519, or RS256. */
export type SigningJwk = { kid: string } & (EcJwk | OkpJwk | RsaJwk)

/** Our keys: the first signs, all of them verify, which is how they are rotated. */
export type SigningKeys = {
  published: { keys: JWK[] }
  verify: JWTVerifyGetKey
  signer: () => Promise<{ kid: string; alg: string; key: CryptoKey }>
}

/** Splits private keys into what is published and what signs, which is imported at its first use. */
export function createSigningKeys(jwks: [SigningJwk, ...SigningJwk[]]): SigningKeys {
  const published = { keys: jwks.map(publicJwk) }
  const [{ kid, kty }] = jwks
  const [alg] = ALGORITHMS[kty]
  const signer = lazily(async () => ({ kid, alg, key: (await importJWK(jwks[0], alg)) as CryptoKey }))
  return { published, verify: createLocalJWKSet(published), signer }
}

/** How a key of ours is published: for the one algorithm that it signs with. */
export function publicJwk(jwk: SigningJwk): JWK {
  return { ...publicMembers(jwk), kid: jwk.kid, alg: ALGORITHMS[jwk.kty][0], use: 'sig' }
}
