import { markUsed, revokeToken as storeRevocation } from '../model/replay.ts'
import { authenticateClient, type ClientCredentials, type ClientNeeds } from './client-authentication.ts'
import { Refusal } from './refusal.ts'
import { readOwnToken, type TokenNeeds } from './tokens.ts'

/**
 * Revokes a token of the client before it expires: RFC 7009 section 2.1. An unknown or expired token stays as
 * it is, and the client gets the same response, as section 2.2 requires.
 * @throws {Refusal} client_invalid, client_assertion_invalid, token_foreign for a valid token of another
 * client, rate_limited
 */
export async function revokeToken(
  needs: TokenNeeds & ClientNeeds,
  client: ClientCredentials,
  text: string,
): Promise<void> {
  const { db, now } = needs
  const { credential, singleUseTokens } = await authenticateClient(needs, 'api', client)
  const token = await readOwnToken(needs, text)
  const isOwn = token?.clientId === credential.clientId
  const isFirstUse = isOwn
    ? await storeRevocation(db, token, singleUseTokens, now())
    : await markUsed(db, singleUseTokens, now())
  if (!isFirstUse) throw new Refusal('client_assertion_invalid', { claim: 'jti' })
  if (token && !isOwn) throw new Refusal('token_foreign')
}
