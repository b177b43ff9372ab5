import { calculateJwkThumbprint, type JWK } from 'jose'
import { isDotSegment } from '../lib/dot-segment.ts'
import { ASYMMETRIC_ALGORITHMS, isPrivate } from '../lib/jwk.ts'
import { RSA_BITS_MAX, RSA_BITS_MIN, readPublicKey } from '../lib/public-key.ts'
import * as store from '../model/application-keys.ts'
import type { Database } from '../model/database.ts'
import { type ApplicationId, newId } from '../model/ids.ts'
import { applicationToEnd, applicationToExtend, notWrittenRefusal } from './application-management.ts'
import { Refusal } from './refusal.ts'
import type { Caller } from './rights.ts'

/** The most keys an application may have: enough to rotate one while another is in use. */
export const APPLICATION_KEYS_MAX = 5

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
  const jwk = await readKey(input)
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
async function readKey(given: Record<string, unknown>): Promise<JWK & { kid: string }> {
  if (isPrivate(given)) throw new Refusal('key_private')
  const jwk = readPublicKey(given)
  if (!jwk) throw unsupported()
  const { kid = await calculateJwkThumbprint(jwk) } = given
  if (!isKid(kid)) throw new Refusal('key_kid_invalid', { max: KID_CHARACTERS_MAX })
  return { ...jwk, kid }
}

/** Whether a `kid` can be stored, and addressed in a path. */
function isKid(kid: unknown): kid is string {
  return typeof kid === 'string' && KID.test(kid) && !isDotSegment(kid)
}

function unsupported(): Refusal {
  const [minBits, maxBits] = [RSA_BITS_MIN, RSA_BITS_MAX]
  return new Refusal('key_unsupported', { algorithms: ASYMMETRIC_ALGORITHMS, minBits, maxBits })
}
