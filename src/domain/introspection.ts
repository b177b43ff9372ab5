import { type Credential, findTokenCredential } from '../model/credentials.ts'
import { markUsed } from '../model/replay.ts'
import { authenticateClient, type ClientCredentials, type ClientNeeds } from './client-authentication.ts'
import { Refusal } from './refusal.ts'
import { type Caller, currentRights, type Rights, type RightsNeeds, requireAdministrator } from './rights.ts'
import { isActive, type OwnToken, readOwnToken, type TokenNeeds } from './tokens.ts'

type Needs = TokenNeeds & ClientNeeds & RightsNeeds

/**
 * The protected resource that introspects a token, RFC 7662: a client that presents its credentials, or an
 * identified caller.
 */
export type ProtectedResource = { client: ClientCredentials } | { caller: Caller }

/** An active token, and the rights that it grants now. */
export type IntrospectedToken = { token: OwnToken; rights: Rights }

/**
 * Introspects a token: RFC 7662. Returns undefined for a token that is not active. Any client may introspect
 * any token, as a resource server must: a client that holds a token can read it anyway, and tokens cannot be
 * guessed. Other callers must be administrators.
 * @throws {Refusal} client_invalid, client_assertion_invalid, permission_missing, rate_limited
 */
export async function introspect(
  needs: Needs,
  resource: ProtectedResource,
  text: string,
): Promise<IntrospectedToken | undefined> {
  const token = await readOwnToken(needs, text)
  const found =
    'client' in resource
      ? await findForClient(needs, resource.client, token)
      : await findForAdministrator(needs, resource.caller, token)
  if (!token || !isActive(token, found)) return undefined
  return { token, rights: currentRights(needs, found.owner, found, token) }
}

async function findForClient(
  needs: Needs,
  client: ClientCredentials,
  token: OwnToken | undefined,
): Promise<Credential | undefined> {
  const { tokenCredential, singleUseTokens } = await authenticateClient(needs, 'api', client, token)
  const first = await markUsed(needs.db, singleUseTokens, needs.now())
  if (!first) throw new Refusal('client_assertion_invalid', { claim: 'jti' })
  return tokenCredential
}

async function findForAdministrator(
  { db, now }: Needs,
  caller: Caller,
  token: OwnToken | undefined,
): Promise<Credential | undefined> {
  requireAdministrator(caller)
  return token && (await findTokenCredential(db, token, now())).credential
}
