import { base64url, calculateJwkThumbprint, importJWK, type JWK } from 'jose'
import { isDotSegment } from '../lib/dot-segment.ts'
import {
  ALGORITHMS,
  ASYMMETRIC_ALGORITHMS,
  isKeyType,
  isPrivate,
  type KeyType,
  publicMembers,
} from '../lib/jwk.ts'
import * as store from '../model/application-keys.ts'
import type { Database } from '../model/database.ts'
import { type ApplicationId, newId } from '../model/ids.ts'
import { applicationToEnd, applicationToExtend, notWrittenRefusal } from './application-management.ts'
import { Refusal } from './refusal.ts'
import type { Caller } from './rights.ts'

/** The most keys an application may have: enough to rotate one while another is in use. */
export const APPLICATION_KEYS_MAX = 5

/** The shortest RSA modulus, RFC 7518 section 3.3. */
const RSA_BITS_MIN = 2_048

/** The size of a coordinate on P-256 and Ed25519. */
const COORDINATE_BITS = 256

/** The form of a `kid`, which appears in paths and headers. */
const KID_CHARACTERS_MAX = 128
const KID = /^[\x21-\x7e]{1,128}$/

type Needs = { db: Database; now: () => number }

/**
 * Lists the public keys of one of the caller's applications, oldest first.
 * @throws {Refusal} application_unknown
 */
export async function listKeys({ db }: Pick<Needs, 'db'>, caller: Caller, id: ApplicationId): Promise<JWK[]> {
  const keys = await store.listKeys(db, caller.identity, id)
  if (!keys) throw new Refusal('application_unknown')
  return keys.map(({ jwk }) => jwk)
}

/**
 * Adds a public key to one of the caller's applications. The holder of its private key can then exchange
 * assertions for tokens. Its default `kid` is its thumbprint, RFC 7638.
 * @throws {Refusal} application_unknown, permission_missing, key_private, key_unsupported, key_kid_invalid,
 * key_kid_taken, key_limit_reached
 */
export async function addKey(
  { db, now }: Needs,
  caller: Caller,
  applicationId: ApplicationId,
  input: Record<string, unknown>,
): Promise<JWK> {
  const application = applicationToExtend(caller, applicationId)
  const jwk = await readPublicKey(input)
  const createdAt = now()
  const key = {
    id: newId<store.ApplicationKey['id']>(createdAt),
    applicationId,
    kid: jwk.kid,
    jwk,
    createdAt,
  }
  const outcome = await store.insertKey(db, application, key, APPLICATION_KEYS_MAX)
  if (outcome === 'inserted') return jwk
  if (outcome === 'kid_taken') throw new Refusal('key_kid_taken')
  if (outcome === 'limit_reached') throw new Refusal('key_limit_reached', { max: APPLICATION_KEYS_MAX })
  throw notWrittenRefusal(caller, outcome)
}

/**
 * Deletes a key, and so ends the tokens that were issued for it.
 * @throws {Refusal} application_unknown, permission_missing, key_unknown
 */
export async function deleteKey(
  { db }: Pick<Needs, 'db'>,
  caller: Caller,
  id: ApplicationId,
  kid: string,
): Promise<void> {
  const outcome = await store.deleteKey(db, applicationToEnd(caller, id), kid)
  if (outcome === 'deleted') return
  if (outcome === 'key_unknown') throw new Refusal('key_unknown')
  throw notWrittenRefusal(caller, outcome)
}

/** Returns the known members of a JWK, RFC 7517 section 4. Unknown members are ignored. */
async function readPublicKey(given: Record<string, unknown>): Promise<JWK & { kid: string }> {
  if (isPrivate(given)) throw new Refusal('key_private')
  const { kty, kid, alg, use } = given
  if (!isKeyType(kty) || !isForSignatures(kty, given)) throw unsupported()
  const jwk = publicMembers(given as JWK & { kty: KeyType })
  await requireImportable(jwk)
  if (kid !== undefined && !isKid(kid)) throw new Refusal('key_kid_invalid', { max: KID_CHARACTERS_MAX })
  const optional = Object.entries({ alg, use }).filter(([, value]) => value !== undefined)
  const ownKid = kid ?? (await calculateJwkThumbprint(jwk))
  return { ...jwk, kid: ownKid, ...Object.fromEntries(optional) }
}

/** Whether a `kid` can be stored, and addressed in a path. */
function isKid(kid: unknown): kid is string {
  return typeof kid === 'string' && KID.test(kid) && !isDotSegment(kid)
}

/**
 * Whether the key's `use`, `key_ops` and `alg` allow it to verify signatures: RFC 7517 sections 4.2 to 4.4.
 */
function isForSignatures(kty: KeyType, { alg, use, key_ops }: Record<string, unknown>): boolean {
  const verifies = key_ops === undefined || (Array.isArray(key_ops) && key_ops.includes('verify'))
  return (
    verifies &&
    [undefined, 'sig'].includes(use as string) &&
    [undefined, ...ALGORITHMS[kty]].includes(alg as string)
  )
}

async function requireImportable(jwk: JWK & { kty: KeyType }): Promise<void> {
  try {
    await importJWK(jwk, ALGORITHMS[jwk.kty][0])
    if (isFullSize(jwk)) return
  } catch {
    // A key that cannot be imported cannot verify.
  }
  throw unsupported()
}

/**
 * Whether the modulus is long enough, or the coordinates are complete: RFC 7518 sections 3.3 and 6.2.1.2. Not
 * every runtime checks this.
 */
function isFullSize({ kty, n, x, y }: JWK): boolean {
  if (kty === 'RSA') return bits(n) >= RSA_BITS_MIN
  return bits(x) === COORDINATE_BITS && (kty === 'OKP' || bits(y) === COORDINATE_BITS)
}

function bits(text: string | undefined): number {
  return base64url.decode(text ?? '').length * 8
}

function unsupported(): Refusal {
  return new Refusal('key_unsupported', { algorithms: ASYMMETRIC_ALGORITHMS, minBits: RSA_BITS_MIN })
}
