import { type Credential, findClientAndToken, type TokenReference } from '../model/credentials.ts'
import type { Database } from '../model/database.ts'
import { type ClientId, isClientId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { readAssertedClientId, verifyAssertion } from './assertions.ts'
import { Refusal } from './refusal.ts'
import { isSecret, type Peppers, secretMatches } from './secrets.ts'
import type { IssuedFor } from './tokens.ts'

export type ClientNeeds = {
  db: Database
  now: () => number
  issuer: string
  peppers: Peppers
  /** Lets the client try, before the database is tokenCredential. @throws {Refusal} rate_limited */
  admit: (clientId: string) => Promise<void>
  /** Is told of credentials that turned out wrong. */
  failed: () => void
}

/** How a client proves who it is: by its secret, or by an assertion (RFC 7523) that may name the client itself. */
export type ClientCredentials =
  | { clientId: string; clientSecret: string; assertion?: undefined }
  | { clientId: string | undefined; assertion: string }

/** A client that proved who it is: by what, and what it must not use again. */
export type AuthenticatedClient = {
  credential: Credential
  issuedFor: IssuedFor
  singleUseTokens: SingleUseToken[]
}

/**
 * Authenticates a client in one round trip, which finds what a token stands on too that it asks about. An unknown
 * client and a wrong secret are the same refusal after the same work.
 * @throws {Refusal} client_invalid, client_assertion_invalid, rate_limited
 */
export async function authenticateClient(
  needs: ClientNeeds,
  given: ClientCredentials,
  token?: TokenReference,
): Promise<AuthenticatedClient & { tokenCredential: Credential | undefined }> {
  const clientId = readClientId(given)
  await needs.admit(clientId)
  const { client, tokenCredential } = await findClientAndToken(needs.db, clientId, token)
  try {
    return { ...(await verifyCredentials(needs, given, client)), tokenCredential }
  } catch (error) {
    if (error instanceof Refusal) needs.failed()
    throw error
  }
}

/** Who they say they are; what cannot be a credential of ours is refused before anyone is tokenCredential. */
function readClientId(given: ClientCredentials): ClientId {
  if (given.assertion === undefined) {
    if (!isClientId(given.clientId) || !isSecret(given.clientSecret)) throw new Refusal('client_invalid')
    return given.clientId
  }
  const clientId = readAssertedClientId(given.assertion)
  const same = given.clientId === undefined || given.clientId === clientId
  if (!same || !isClientId(clientId)) throw new Refusal('client_assertion_invalid', { claim: 'sub' })
  return clientId
}

async function verifyCredentials(
  needs: ClientNeeds,
  given: ClientCredentials,
  credential: Credential | undefined,
): Promise<AuthenticatedClient> {
  if (given.assertion !== undefined) return verifyByAssertion(needs, given.assertion, credential)
  const matches = await secretMatches(needs.peppers, given.clientSecret, credential)
  if (!matches || !credential?.owner.active) throw new Refusal('client_invalid')
  return { credential, issuedFor: { generation: credential.secretGeneration }, singleUseTokens: [] }
}

async function verifyByAssertion(
  needs: ClientNeeds,
  assertion: string,
  credential: Credential | undefined,
): Promise<AuthenticatedClient> {
  const { keyId, singleUse } = await verifyAssertion(needs, assertion, credential?.keys ?? [])
  if (!credential?.owner.active) throw new Refusal('client_assertion_invalid', { claim: 'signature' })
  return { credential, issuedFor: { keyId }, singleUseTokens: [singleUse] }
}
