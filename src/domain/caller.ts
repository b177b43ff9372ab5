import type { Database } from '../model/database.ts'
import { findIdentity } from '../model/identities.ts'
import { APPLICATION_KEYS_MAX } from './application-keys.ts'
import { Refusal } from './refusal.ts'
import type { Caller } from './rights.ts'

type Needs = { db: Database; applicationsMax: number; tokenTtlSeconds: number }

/**
 * Reads the caller's profile, rights and limits.
 * @throws {Refusal} token_revoked if the identity was deleted meanwhile
 */
export async function readCallerProfile({ db, applicationsMax, tokenTtlSeconds }: Needs, caller: Caller) {
  const identity = await findIdentity(db, caller.identity)
  if (!identity) throw new Refusal('token_revoked')
  const { id, name, alias, email } = identity
  const { token, roles, scopes } = caller
  const limits = { applications: applicationsMax, keys: APPLICATION_KEYS_MAX, tokenTtlSeconds }
  return { id, name, alias, email, clientId: token?.clientId ?? null, roles, scopes, limits }
}
