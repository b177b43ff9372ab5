import type { JWTPayload } from 'jose'
import { findTokenCredential } from '../model/credentials.ts'
import type { Database } from '../model/database.ts'
import { findUnchangedIdentity, recognizeIdentity } from '../model/identities.ts'
import { type IdentityId, newId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { Refusal } from './refusal.ts'
import { type Caller, intersect, type Rights, scopeList } from './rights.ts'
import { isActive, isStorableText, type OwnToken, type VerifiedToken } from './tokens.ts'
import type { ClaimPath, TrustedIssuer } from './trusted-issuers.ts'

type Needs = { db: Database; now: () => number }

/**
 * Finds who a verified token speaks for, as the database knows them now, and spends the proof that came with it: one
 * round trip, and another where a token that came before is news all the same, as once an hour.
 * @throws {Refusal} token_revoked when the application, its grounds or the identity no longer stands, or the token was
 * revoked; proof_invalid when the proof was used before
 */
export function identifyCaller(
  needs: Needs,
  token: VerifiedToken,
  singleUseTokens: SingleUseToken[] = [],
): Promise<Caller> {
  return token.kind === 'own'
    ? application(needs, token, singleUseTokens)
    : person(needs, token, singleUseTokens)
}

/** The owner, with what token, application and owner all still grant. */
async function application(
  { db, now }: Needs,
  token: OwnToken,
  singleUseTokens: SingleUseToken[],
): Promise<Caller> {
  const { credential, first } = await findTokenCredential(db, token, now(), ...singleUseTokens)
  if (!first) throw new Refusal('proof_invalid', { claim: 'jti' })
  if (!isActive(token, credential)) throw new Refusal('token_revoked')
  const { subject: identity, clientId } = token
  return { identity, clientId, ...intersect(token, credential, credential.owner) }
}

async function person(
  { db, now }: Needs,
  token: VerifiedToken & { kind: 'trusted' },
  singleUseTokens: SingleUseToken[],
): Promise<Caller> {
  const { issuer, subject, payload } = token
  const at = now()
  const claims = { issuer: issuer.issuer, subject, ...names(issuer, payload), ...rights(issuer, payload) }
  const known =
    token.seenBefore && singleUseTokens.length === 0 ? await findUnchangedIdentity(db, claims, at) : undefined
  const { identity, first } = known
    ? { identity: known, first: true }
    : await recognizeIdentity(db, newId(at), claims, at, ...singleUseTokens)
  if (!first) throw new Refusal('proof_invalid', { claim: 'jti' })
  if (!identity.active) throw new Refusal('token_revoked')
  return { identity: identity.id, roles: claims.roles, scopes: claims.scopes }
}

function names({ claims }: TrustedIssuer, payload: JWTPayload) {
  const text = (path: ClaimPath) => {
    const value = claim(payload, path)
    return isStorableText(value) ? value : null
  }
  const knownId = claims.id ? (text(claims.id) as IdentityId | null) : null
  return { name: text(claims.name), alias: text(claims.alias), email: text(claims.email), knownId }
}

/** What the token grants of what its issuer may grant; sorted, so that the same rights are the same row. */
function rights({ claims, roles, scopes }: TrustedIssuer, payload: JWTPayload): Rights {
  const granted = (path: ClaimPath, allowed: string[]) =>
    list(claim(payload, path))
      .filter((value) => allowed.includes(value))
      .sort()
  return { roles: granted(claims.roles, roles), scopes: granted(claims.scopes, scopes) }
}

function claim(payload: JWTPayload, path: ClaimPath): unknown {
  return [path].flat().reduce<unknown>((value, name) => own(value, name), payload)
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

/** Roles and scopes come as an array, or as text with blanks between. */
function list(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.filter((entry) => typeof entry === 'string'))]
  return typeof value === 'string' ? scopeList(value) : []
}
