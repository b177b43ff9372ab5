import { spendTokens, revokeToken as storeRevocation } from '../model/spent-tokens.ts'
import { authenticateClient, type ClientCredentials, type ClientNeeds } from './clients.ts'
import { Refusal } from './refusal.ts'
import { readOwnToken, type TokenNeeds } from './tokens.ts'

/**
 * Ends a token of the client's own before it expires: RFC 7009 section 2.1. What is unknown, past or another's is left
 * as it is, and the client is not told: that is what section 2.2 has it know.
 * @throws {Refusal} client_invalid, client_assertion_invalid, rate_limited
 */
export async function revokeToken(
  needs: TokenNeeds & ClientNeeds,
  client: ClientCredentials,
  text: string,
): Promise<void> {
  const { db, now } = needs
  const { credential, spent } = await authenticateClient(needs, client)
  const token = await readOwnToken(needs, text)
  const own = token?.clientId === credential.clientId
  const first = own ? await storeRevocation(db, token, spent, now()) : await spendTokens(db, spent, now())
  if (!first) throw new Refusal('client_assertion_invalid', { claim: 'jti' })
}
