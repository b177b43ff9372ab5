import type { JWK } from 'jose'

/** The types of asymmetric keys that are known here: RFC 7518 section 6, RFC 8037 section 2. */
export type KeyType = 'EC' | 'OKP' | 'RSA'

/** What each type signs with, of which the first is the usual; RFC 9864 names Ed25519 alone what RFC 8037 calls EdDSA. */
export const ALGORITHMS: Record<KeyType, [string, ...string[]]> = {
  EC: ['ES256'],
  OKP: ['EdDSA', 'Ed25519'],
  RSA: ['RS256', 'PS256'],
}

/** All of them: asymmetric only, since with a symmetric key whoever verifies can also sign. */
export const ASYMMETRIC_ALGORITHMS = Object.values(ALGORITHMS).flat()

/** The members that make a public key of each type. */
const PUBLIC_MEMBERS: Record<KeyType, string[]> = {
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  RSA: ['n', 'e'],
}

/** The members of RFC 7518 sections 6.2.2, 6.3.2 and 6.4 that nobody else may know. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

export function isKeyType(kty: unknown): kty is KeyType {
  return typeof kty === 'string' && Object.hasOwn(ALGORITHMS, kty)
}

/** Whether anything of the key is private, or all of it. */
export function isPrivate(jwk: object): boolean {
  return PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member))
}

/** The public members only, named one by one: nothing private can slip through. */
export function publicMembers(jwk: JWK & { kty: KeyType }): JWK & { kty: KeyType } {
  const members = PUBLIC_MEMBERS[jwk.kty].map((member) => [member, jwk[member as keyof JWK]])
  return { kty: jwk.kty, ...Object.fromEntries(members) }
}
