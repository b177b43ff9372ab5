import { type Credential, findClientAndToken, type TokenMark } from '../model/credentials.ts'
import type { Database } from '../model/database.ts'
import { type ClientId, isClientId } from '../model/ids.ts'
import type { Spent } from '../model/spent-tokens.ts'
import { assertedClient, verifyAssertion } from './assertions.ts'
import { Refusal } from './refusal.ts'
import { isSecret, type Peppers, secretMatches } from './secrets.ts'
import type { Grounds } from './tokens.ts'

export type ClientNeeds = {
  db: Database
  now: () => number
  issuer: string
  peppers: Peppers
  /** Lets the client try, before the database is asked. @throws {Refusal} rate_limited */
  admit: (clientId: string) => Promise<void>
  /** Is told of credentials that turned out wrong. */
  failed: () => void
}

/** How a client proves who it is: by its secret, or by an assertion (RFC 7523) that may name the client itself. */
export type ClientCredentials =
  | { clientId: string; clientSecret: string; assertion?: undefined }
  | { clientId: string | undefined; assertion: string }

/** A client that proved who it is: by what, and what it must not use again. */
export type Client = { credential: Credential; grounds: Grounds; spent: Spent[] }

/**
 * Authenticates a client in one round trip, which finds what a token stands on too that it asks about. An unknown
 * client and a wrong secret are the same refusal after the same work.
 * @throws {Refusal} client_invalid, client_assertion_invalid, rate_limited
 */
export async function authenticateClient(
  needs: ClientNeeds,
  given: ClientCredentials,
  token?: TokenMark,
): Promise<Client & { asked: Credential | undefined }> {
  const clientId = claimedClient(given)
  await needs.admit(clientId)
  const { client, asked } = await findClientAndToken(needs.db, clientId, token)
  try {
    return { ...(await prove(needs, given, client)), asked }
  } catch (error) {
    if (error instanceof Refusal) needs.failed()
    throw error
  }
}

/** Who they say they are; what cannot be a credential of ours is refused before anyone is asked. */
function claimedClient(given: ClientCredentials): ClientId {
  if (given.assertion === undefined) {
    if (!isClientId(given.clientId) || !isSecret(given.clientSecret)) throw new Refusal('client_invalid')
    return given.clientId
  }
  const clientId = assertedClient(given.assertion)
  const same = given.clientId === undefined || given.clientId === clientId
  if (!same || !isClientId(clientId)) throw new Refusal('client_assertion_invalid', { claim: 'sub' })
  return clientId
}

async function prove(
  needs: ClientNeeds,
  given: ClientCredentials,
  credential: Credential | undefined,
): Promise<Client> {
  if (given.assertion !== undefined) return proveByKey(needs, given.assertion, credential)
  const matches = await secretMatches(needs.peppers, given.clientSecret, credential)
  if (!matches || !credential?.owner.active) throw new Refusal('client_invalid')
  return { credential, grounds: { generation: credential.secretGeneration }, spent: [] }
}

async function proveByKey(
  needs: ClientNeeds,
  assertion: string,
  credential: Credential | undefined,
): Promise<Client> {
  const { keyId, spent } = await verifyAssertion(needs, assertion, credential?.keys ?? [])
  if (!credential?.owner.active) throw new Refusal('client_assertion_invalid', { claim: 'signature' })
  return { credential, grounds: { keyId }, spent: [spent] }
}
