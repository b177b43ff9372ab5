import { type Credential, findClientAndToken, type TokenReference } from '../model/credentials.ts'
import type { Database } from '../model/database.ts'
import { type ClientId, isClientId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import {
  type AssertionNeeds,
  readAssertedClientId,
  type SentAssertion,
  verifyAssertion,
} from './assertions.ts'
import { admitClient, chargeFailure, type RequestLimits } from './rate-limits.ts'
import { Refusal } from './refusal.ts'
import { isSecret, type Peppers, secretMatches } from './secrets.ts'
import type { IssuedFor } from './tokens.ts'

export type ClientNeeds = AssertionNeeds & {
  db: Database
  peppers: Peppers
  requestLimits: RequestLimits
}

/**
 * The credentials a client presents: its secret, or an assertion (RFC 7523), which may name the client
 * itself.
 */
export type ClientCredentials =
  | { clientId: string; clientSecret: string; assertion?: undefined }
  | ({ clientId: string | undefined } & SentAssertion)

/** An authenticated client, the credential it used, and the assertion that must not be used again. */
export type AuthenticatedClient = {
  credential: Credential
  issuedFor: IssuedFor
  singleUseTokens: SingleUseToken[]
}

/**
 * Authenticates a client, limited by a policy. The same round trip finds the credential of a token that the
 * client asks about. An unknown client and a wrong secret get the same refusal after the same work.
 * @throws {Refusal} client_invalid, client_assertion_invalid, rate_limited, unavailable
 */
export async function authenticateClient(
  needs: ClientNeeds,
  policy: 'token' | 'api',
  presented: ClientCredentials,
  token?: TokenReference,
): Promise<AuthenticatedClient & { tokenCredential: Credential | undefined }> {
  const clientId = readClientId(presented)
  await admitClient(needs.requestLimits, policy, clientId)
  const { client, tokenCredential } = await findClientAndToken(needs.db, clientId, token)
  try {
    return { ...(await verifyCredentials(needs, presented, client)), tokenCredential }
  } catch (error) {
    if (error instanceof Refusal) chargeFailure(needs.requestLimits)
    throw error
  }
}

/**
 * Returns the client ID that the credentials name. Credentials of an impossible shape are refused before any
 * database work.
 */
function readClientId(presented: ClientCredentials): ClientId {
  if (presented.assertion === undefined) {
    if (!isClientId(presented.clientId) || !isSecret(presented.clientSecret))
      throw new Refusal('client_invalid')
    return presented.clientId
  }
  const clientId = readAssertedClientId(presented.assertion)
  const isSame = presented.clientId === undefined || presented.clientId === clientId
  if (!isSame || !isClientId(clientId)) throw new Refusal('client_assertion_invalid', { claim: 'sub' })
  return clientId
}

async function verifyCredentials(
  needs: ClientNeeds,
  presented: ClientCredentials,
  credential: Credential | undefined,
): Promise<AuthenticatedClient> {
  if (presented.assertion !== undefined) return verifyByAssertion(needs, presented, credential)
  const matches = await secretMatches(needs.peppers, presented.clientSecret, credential)
  if (!matches || !credential?.owner.active) throw new Refusal('client_invalid')
  return { credential, issuedFor: { generation: credential.secretGeneration }, singleUseTokens: [] }
}

async function verifyByAssertion(
  needs: ClientNeeds,
  assertion: SentAssertion,
  credential: Credential | undefined,
): Promise<AuthenticatedClient> {
  const { keyId, singleUse } = await verifyAssertion(needs, assertion, credential?.keys ?? [])
  if (!credential?.owner.active) throw new Refusal('client_assertion_invalid', { claim: 'signature' })
  return { credential, issuedFor: { keyId }, singleUseTokens: [singleUse] }
}
