import { markUsed, revokeToken as storeRevocation } from '../model/replay.ts'
import { authenticateClient, type ClientCredentials, type ClientNeeds } from './client-authentication.ts'
import { Refusal } from './refusal.ts'
import { readOwnToken, type TokenNeeds } from './tokens.ts'

/**
 * Revokes a token of the client before it expires: RFC 7009 section 2.1. An unknown, expired or foreign token
 * stays as it is, and the client gets the same response, as section 2.2 requires.
 * @throws {Refusal} client_invalid, client_assertion_invalid, rate_limited
 */
export async function revokeToken(
  needs: TokenNeeds & ClientNeeds,
  client: ClientCredentials,
  text: string,
): Promise<void> {
  const { db, now } = needs
  const { credential, singleUseTokens } = await authenticateClient(needs, 'api', client)
  const token = await readOwnToken(needs, text)
  const own = token?.clientId === credential.clientId
  const first = own
    ? await storeRevocation(db, token, singleUseTokens, now())
    : await markUsed(db, singleUseTokens, now())
  if (!first) throw new Refusal('client_assertion_invalid', { claim: 'jti' })
}
