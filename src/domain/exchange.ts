import { isScopeToken } from '../lib/scope-token.ts'
import { recordLogin } from '../model/applications.ts'
import type { Credential } from '../model/credentials.ts'
import { markUsed } from '../model/replay.ts'
import { audienceFor } from './audiences.ts'
import {
  type AuthenticatedClient,
  authenticateClient,
  type ClientCredentials,
  type ClientNeeds,
} from './client-authentication.ts'
import { type ProofRequest, type VerifiedProof, verifyTokenRequestProof } from './dpop.ts'
import { Refusal } from './refusal.ts'
import { currentRights, grants, type Rights, type RightsNeeds, scopeList } from './rights.ts'
import { signToken, type TokenNeeds } from './tokens.ts'

type Needs = Omit<TokenNeeds, 'trustedIssuers'> &
  ClientNeeds &
  RightsNeeds & {
    lastLoginPrecisionSeconds: number
  }

/**
 * A token request by the client credentials grant, RFC 6749 section 4.4, with an optional DPoP proof, RFC
 * 9449 section 5.
 */
export type TokenRequest = {
  client: ClientCredentials
  scope?: string | undefined
  /** The resource servers to call, RFC 8707 section 2. */
  resources: string[]
  dpop?: ProofRequest
}

export type IssuedToken = {
  accessToken: string
  type: 'Bearer' | 'DPoP'
  expiresInSeconds: number
  scope: string
}

/**
 * Exchanges a client's credentials for an access token that acts for its owner. Costs one read, one write if
 * an assertion or a proof is used, and at most one write after the response.
 * @throws {Refusal} client_invalid, client_assertion_invalid, proof_invalid, proof_nonce_required,
 * scope_invalid, resource_unknown, rate_limited
 */
export async function exchangeCredentials(needs: Needs, request: TokenRequest): Promise<IssuedToken> {
  const client = await authenticateClient(needs, 'token', request.client)
  const proof = request.dpop && (await verifyTokenRequestProof(needs, request.dpop))
  const { credential, issuedFor } = client
  const rights = currentRights(needs, credential.owner, credential)
  const { roles, scopes } = narrow(rights, request.scope)
  const audience = audienceFor(needs, request.resources, credential, rights)
  await preventReplay(needs, client, proof)
  const { clientId, ownerId: subject } = credential
  const claims = { subject, clientId, audience, ...issuedFor, thumbprint: proof?.thumbprint, roles, scopes }
  const accessToken = await signToken(needs, claims)
  deferLoginRecord(needs, credential)
  const type = proof ? 'DPoP' : 'Bearer'
  return { accessToken, type, expiresInSeconds: needs.tokenTtlSeconds, scope: scopes.join(' ') }
}

/**
 * Marks an assertion and a proof as used.
 * @throws {Refusal} client_assertion_invalid, proof_invalid if one was used before
 */
async function preventReplay(
  { db, now }: Needs,
  { singleUseTokens }: AuthenticatedClient,
  proof: VerifiedProof | undefined,
): Promise<void> {
  if (await markUsed(db, [...singleUseTokens, ...(proof ? [proof.singleUse] : [])], now())) return
  const claim = { claim: 'jti' }
  throw proof ? new Refusal('proof_invalid', claim) : new Refusal('client_assertion_invalid', claim)
}

/**
 * Narrows rights to the requested scopes, RFC 6749 section 3.3, which the granted ones must cover. A narrowed
 * token has no roles. A scope without a name asks for nothing.
 * @throws {Refusal} scope_invalid
 */
function narrow(granted: Rights, scope = ''): Rights {
  const scopes = scopeList(scope)
  if (scopes.length === 0) return granted
  if (!scopes.every((wanted) => isScopeToken(wanted) && grants(granted, wanted)))
    throw new Refusal('scope_invalid')
  return { roles: [], scopes }
}

function deferLoginRecord(
  { db, now, requestLimits, lastLoginPrecisionSeconds }: Needs,
  credential: Credential,
): void {
  const at = now()
  const since = at - lastLoginPrecisionSeconds * 1000
  if (credential.lastLoginAt === null || credential.lastLoginAt <= since) {
    requestLimits.defer(recordLogin(db, credential.id, at, since))
  }
}
