import type { JWK } from 'jose'
import { base64url } from 'jose'
import { encode } from './forgery.ts'

/** The prime of Edwards25519. */
const P = 2n ** 255n - 19n

/** A y of order 8 on Edwards25519, from the list of libsodium. */
const Y_OF_ORDER_8 = '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826'

/** The DER prefix of a SHA-256 digest: RFC 8017 section 9.2, note 1. */
const SHA256_PREFIX = '3031300d060960864801650304020105000420'

/** Returns octets with the highest bit set, as a modulus has, and an odd end. They need not be a modulus. */
export function oddOctets(length: number): Buffer {
  const octets = Buffer.alloc(length, 0xa5)
  octets[0] = 0x80
  return octets
}

/** Returns the Ed25519 key of a y, with a sign of x: RFC 8032 section 5.1.2. */
export function ed25519Key(y: bigint, sign: 0n | 1n = 0n): JWK {
  const octets = Buffer.from((y + sign * 2n ** 255n).toString(16).padStart(64, '0'), 'hex').reverse()
  return { kty: 'OKP', crv: 'Ed25519', x: octets.toString('base64url') }
}

/** A key by which anyone can sign: some messages, or every one. */
export type Forgeable = { name: string; alg: string; jwk: JWK; sign: (text: string) => Promise<Buffer> }

/** The keys by which anyone can sign on a runtime that does not check them. */
export const FORGEABLE: Forgeable[] = [
  {
    name: 'an RSA key with the exponent 1',
    alg: 'RS256',
    jwk: { kty: 'RSA', n: base64url.encode(oddOctets(256)), e: 'AQ' },
    sign: paddedDigest,
  },
  ...smallOrderKeys().map(([name, jwk]) => ({ name, alg: 'EdDSA', jwk, sign: async () => identity() })),
]

function smallOrderKeys(): [string, JWK][] {
  return [
    ['the identity of Ed25519', ed25519Key(1n)],
    ['the identity of Ed25519 with another sign', ed25519Key(1n, 1n)],
    ['the identity of Ed25519 in another encoding', ed25519Key(P + 1n)],
    ['a point of order 2 on Ed25519', ed25519Key(P - 1n)],
    ['a point of order 4 on Ed25519', ed25519Key(0n)],
    ['a point of order 4 on Ed25519 in another encoding', ed25519Key(P)],
    ['a point of order 8 on Ed25519', ed25519Key(BigInt(`0x${Y_OF_ORDER_8}`))],
    ['another point of order 8 on Ed25519', ed25519Key(P - BigInt(`0x${Y_OF_ORDER_8}`), 1n)],
  ]
}

/** Returns the signature that equals its own power of 1: RFC 8017 section 9.2. */
async function paddedDigest(text: string): Promise<Buffer> {
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text)))
  const end = Buffer.concat([Buffer.from(`00${SHA256_PREFIX}`, 'hex'), digest])
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(254 - end.length, 0xff), end])
}

/** Returns the signature with R = identity and S = 0. A key of order n accepts it for one message in n. */
function identity(): Buffer {
  const signature = Buffer.alloc(64)
  signature[0] = 1
  return signature
}

/** Signs a JWT without a private key. */
export async function forgeWithoutKey(
  { alg, sign }: Forgeable,
  payload: object,
  header: object = {},
): Promise<string> {
  const text = `${encode({ alg, ...header })}.${encode(payload)}`
  return `${text}.${(await sign(text)).toString('base64url')}`
}
