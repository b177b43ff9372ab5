import { type Credential, findCredential, recordLogin } from '../model/applications.ts'
import type { Database } from '../model/database.ts'
import type { ClientId } from '../model/ids.ts'
import { Refusal } from './refusal.ts'
import { intersect, type Rights, scopeList } from './rights.ts'
import { isSecret, type Peppers, secretMatches } from './secrets.ts'
import { signToken, type TokenNeeds } from './tokens.ts'

type Needs = Omit<TokenNeeds, 'trustedIssuers'> & {
  db: Database
  peppers: Peppers
  lastLoginPrecisionSeconds: number
  /** Takes work that goes on after the answer. */
  defer: (work: Promise<void>) => void
}

/** A request for a token by the client credentials grant, RFC 6749 section 4.4. */
export type TokenRequest = { clientId: string; clientSecret: string; scope?: string | undefined }

export type IssuedToken = { accessToken: string; expiresInSeconds: number; scope: string }

/**
 * Exchanges a client's secret for an access token that acts for its owner: one read, and after the answer one write
 * at most. An unknown client and a wrong secret are the same refusal after the same work.
 * @throws {Refusal} client_invalid, scope_invalid
 */
export async function exchangeSecret(needs: Needs, request: TokenRequest): Promise<IssuedToken> {
  const credential = await authenticateClient(needs, request)
  const { roles, scopes } = narrow(intersect(credential, credential.owner), request.scope)
  const { clientId, ownerId: subject, secretGeneration: generation } = credential
  const accessToken = await signToken(needs, { subject, clientId, generation, roles, scopes })
  noteLogin(needs, credential)
  return { accessToken, expiresInSeconds: needs.tokenTtlSeconds, scope: scopes.join(' ') }
}

async function authenticateClient(
  { db, peppers }: Needs,
  { clientId, clientSecret }: TokenRequest,
): Promise<Credential> {
  if (!isSecret(clientSecret)) throw new Refusal('client_invalid')
  const credential = await findCredential(db, clientId as ClientId)
  const matches = await secretMatches(peppers, clientSecret, credential)
  if (!matches || !credential?.owner.active) throw new Refusal('client_invalid')
  return credential
}

/** RFC 6749 section 3.3. A scope that is asked for leaves the roles out: a narrow token is no administrator's. */
function narrow(granted: Rights, scope: string | undefined): Rights {
  if (scope === undefined) return granted
  const scopes = scopeList(scope)
  if (!scopes.every((wanted) => granted.scopes.includes(wanted))) throw new Refusal('scope_invalid')
  return { roles: [], scopes }
}

function noteLogin({ db, now, defer, lastLoginPrecisionSeconds }: Needs, credential: Credential): void {
  const at = now()
  const since = at - lastLoginPrecisionSeconds * 1000
  if (credential.lastLoginAt === null || credential.lastLoginAt <= since) {
    defer(recordLogin(db, credential.id, at, since))
  }
}
