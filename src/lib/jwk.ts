import type { JWK } from 'jose'

/** The supported types of asymmetric keys: RFC 7518 section 6, RFC 8037 section 2. */
export type KeyType = 'EC' | 'OKP' | 'RSA'

/**
 * The signature algorithms of each key type, the default first. `Ed25519` (RFC 9864) is `EdDSA` (RFC 8037)
 * with the one curve that both support here.
 */
export const ALGORITHMS: Record<KeyType, [string, ...string[]]> = {
  EC: ['ES256'],
  OKP: ['EdDSA', 'Ed25519'],
  RSA: ['RS256', 'PS256'],
}

/** The algorithms of our own tokens: the default of each key type. */
export const TOKEN_ALGORITHMS = Object.values(ALGORITHMS).map(([algorithm]) => algorithm)

/**
 * All supported signature algorithms. None is symmetric: with a symmetric key, a verifier could also sign.
 */
export const ASYMMETRIC_ALGORITHMS = Object.values(ALGORITHMS).flat()

/** The members of a public key, besides `kty`: RFC 7518 sections 6.2.1 and 6.3.1, RFC 8037 section 2. */
const PUBLIC_MEMBERS: Record<KeyType, string[]> = {
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  RSA: ['n', 'e'],
}

/** The members that hold private or symmetric key material: RFC 7518 sections 6.2.2, 6.3.2 and 6.4. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Whether the value of a JWK's `kty` is a supported key type. */
export function isKeyType(kty: unknown): kty is KeyType {
  return typeof kty === 'string' && Object.hasOwn(ALGORITHMS, kty)
}

/** Whether the key has any private or symmetric member. */
export function isPrivate(jwk: object): boolean {
  return PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member))
}

/** Returns a copy with the public members only. They are copied by name, so that no private member can be. */
export function publicMembers(jwk: JWK & { kty: KeyType }): JWK & { kty: KeyType } {
  const members = PUBLIC_MEMBERS[jwk.kty].map((member) => [member, jwk[member as keyof JWK]])
  return { kty: jwk.kty, ...Object.fromEntries(members) }
}
