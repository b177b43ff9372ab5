import { base64url, type JWK } from 'jose'
import { isEd25519Key, isOnP256 } from './curves.ts'
import { ALGORITHMS, isKeyType, isPrivate, type KeyType, publicMembers } from './jwk.ts'

/** A public key that {@link readPublicKey} accepted. */
export type PublicKey = JWK & { kty: KeyType }

/** A JSON object that may be a key. */
export type UnreadKey = Partial<Record<keyof JWK, unknown>>

/** The shortest RSA modulus, RFC 7518 section 3.3, and the longest, which bounds the cost of a signature. */
export const RSA_BITS_MIN = 2_048
export const RSA_BITS_MAX = 4_096

/**
 * The only RSA exponent, 65,537. With 1, anyone can sign; a long one makes a signature costly to verify; and
 * workerd imports only this one and 3.
 */
const RSA_EXPONENT = 'AQAB'

/** The size of a coordinate: RFC 7518 section 6.2.1.2, RFC 8037 section 2. */
const COORDINATE_OCTETS = 32

/**
 * Reads a public key for signatures, RFC 7517 section 4, in the only encoding that it has. Returns undefined
 * for any other key, and for one by which anyone can sign or whose signatures are costly to verify. Web
 * Crypto accepts many of those. Members other than the key's own, `alg` and `use` are left out.
 */
export function readPublicKey(given: UnreadKey): PublicKey | undefined {
  const { kty, alg, use } = given
  if (!isKeyType(kty) || isPrivate(given) || !isForSignatures(kty, given)) return undefined
  const jwk = publicMembers(given as PublicKey)
  const uses = Object.entries({ alg, use }).filter(([, value]) => value !== undefined)
  return isStrong(jwk) ? { ...jwk, ...Object.fromEntries(uses) } : undefined
}

/** Whether the public members of a key are well encoded, and only its private key can sign. */
export function isStrong({ kty, crv, n, e, x, y }: PublicKey): boolean {
  if (kty === 'RSA') return isStrongModulus(octetsOf(n)) && e === RSA_EXPONENT
  const [first, second] = [coordinate(x), coordinate(y)]
  if (kty === 'OKP') return crv === 'Ed25519' && first !== undefined && isEd25519Key(first)
  return crv === 'P-256' && first !== undefined && second !== undefined && isOnP256(first, second)
}

/**
 * Whether the key's `use`, `key_ops` and `alg` allow it to verify signatures: RFC 7517 sections 4.2 to 4.4.
 */
function isForSignatures(kty: KeyType, { alg, use, key_ops }: UnreadKey): boolean {
  const verifies = key_ops === undefined || (Array.isArray(key_ops) && key_ops.includes('verify'))
  return (
    verifies &&
    [undefined, 'sig'].includes(use as string) &&
    [undefined, ...ALGORITHMS[kty]].includes(alg as string)
  )
}

/** Whether the modulus is odd, of a good length, and without leading zeros: RFC 7518 section 6.3.1.1. */
function isStrongModulus(octets: Uint8Array = new Uint8Array()): boolean {
  const [first = 0] = octets
  const bits = octets.length * 8 - (Math.clz32(first) - 24)
  const isOdd = Number(octets.at(-1)) % 2 === 1
  return first !== 0 && bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX && isOdd
}

function coordinate(text: string | undefined): Uint8Array | undefined {
  const octets = octetsOf(text)
  return octets?.length === COORDINATE_OCTETS ? octets : undefined
}

/** Decodes base64url without padding, RFC 7515 section 2. Other texts for the same octets are refused. */
function octetsOf(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined
  const octets = base64url.decode(text)
  return base64url.encode(octets) === text ? octets : undefined
}
