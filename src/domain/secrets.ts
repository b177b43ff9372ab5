import { base64url } from 'jose'
import { base62, randomBase62 } from '../lib/base62.ts'
import { crc32 } from '../lib/crc32.ts'
import { lazily } from '../lib/lazily.ts'
import type { StoredSecret } from '../model/applications.ts'

/** The prefix by which scanners of source code find a leaked secret. */
const PREFIX = 'lks_'

/** The number of base-62 digits for 256 random bits, and for a CRC-32. */
const RANDOM_DIGITS = 43
const CHECK_DIGITS = 6

const SHAPE = /^lks_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/

/**
 * A key for hashing secrets, as a symmetric JWK (RFC 7517, RFC 7518 section 6.4). `k` has 32 bytes or more.
 */
export type PepperJwk = { kty: 'oct'; kid: string; k: string }

/** Imports the peppers. The first hashes; each verifies the hashes that it made. */
export type Peppers = () => Promise<{ first: string; keys: ReadonlyMap<string, CryptoKey> }>

/** The hash that an unknown client is compared with, so that it costs the same work as a wrong secret. */
const NO_SECRET_HASH = base64url.encode(new Uint8Array(32))

/** Creates the peppers. They are imported at first use. */
export function createPeppers(jwks: [PepperJwk, ...PepperJwk[]]): Peppers {
  return lazily(async function importPeppers() {
    const keys = await Promise.all(jwks.map(async (jwk) => [jwk.kid, await importPepper(jwk)] as const))
    return { first: jwks[0].kid, keys: new Map(keys) }
  })
}

function importPepper({ k }: PepperJwk): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', base64url.decode(k), algorithm, false, ['sign', 'verify'])
}

/** Creates a secret: prefix, 256 random bits, checksum. It is readable here and in one response only. */
export function newSecret(): string {
  const random = randomBase62(RANDOM_DIGITS)
  return PREFIX + random + base62(crc32(random), CHECK_DIGITS)
}

/** Whether the text has the form and checksum of a secret. A typo is refused before any database work. */
export function isSecret(text: string): boolean {
  const [, random, check] = SHAPE.exec(text) ?? []
  return random !== undefined && check === base62(crc32(random), CHECK_DIGITS)
}

/** Hashes a secret under the first pepper. A fast hash suffices, since 256 random bits cannot be guessed. */
export async function hashSecret(peppers: Peppers, secret: string): Promise<StoredSecret> {
  const { hash, kid } = await pepperedHmac(peppers, secret)
  return { secretHash: hash, secretPepper: kid }
}

/**
 * Returns the HMAC of a text under the first pepper. A text for another purpose must not have the form of a
 * secret.
 */
export async function pepperedHmac(peppers: Peppers, text: string): Promise<{ hash: string; kid: string }> {
  const { first, keys } = await peppers()
  const hash = await crypto.subtle.sign('HMAC', keyOf(keys, first), bytes(text))
  return { hash: base64url.encode(new Uint8Array(hash)), kid: first }
}

/**
 * Whether the secret is the stored one, compared in constant time. Without a stored secret, and for one whose
 * pepper was retired: false, after the same work.
 */
export async function secretMatches(
  peppers: Peppers,
  secret: string,
  stored: StoredSecret | undefined,
): Promise<boolean> {
  const { first, keys } = await peppers()
  const pepper = stored && keys.get(stored.secretPepper)
  const hash = base64url.decode(pepper ? stored.secretHash : NO_SECRET_HASH)
  const same = await crypto.subtle.verify('HMAC', pepper ?? keyOf(keys, first), hash, bytes(secret))
  return same && pepper !== undefined
}

function keyOf(keys: ReadonlyMap<string, CryptoKey>, kid: string): CryptoKey {
  return keys.get(kid) as CryptoKey
}

const encoder = new TextEncoder()

function bytes(text: string): Uint8Array {
  return encoder.encode(text)
}
