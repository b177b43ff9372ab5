import type { JWTPayload } from 'jose'
import { findCredential } from '../model/applications.ts'
import type { Database } from '../model/database.ts'
import { recognizeIdentity } from '../model/identities.ts'
import { type IdentityId, newId } from '../model/ids.ts'
import { Refusal } from './refusal.ts'
import { type Caller, intersect, type Rights, scopeList } from './rights.ts'
import type { TokenClaims, VerifiedToken } from './tokens.ts'
import type { ClaimPath, TrustedIssuer } from './trust.ts'

type Needs = { db: Database; now: () => number }

/**
 * Finds who a verified token speaks for, as the database knows them now, in one round trip.
 * @throws {Refusal} token_revoked when the application, its secret's generation or the identity no longer stands.
 */
export function identify(needs: Needs, token: VerifiedToken): Promise<Caller> {
  return token.kind === 'own' ? application(needs, token) : person(needs, token)
}

/** The owner, with what token, application and owner all still grant. */
async function application({ db }: Needs, token: TokenClaims): Promise<Caller> {
  const { subject, clientId, generation } = token
  const found = await findCredential(db, clientId)
  const stands = found?.owner.active && found.ownerId === subject && found.secretGeneration === generation
  if (!stands) throw new Refusal('token_revoked')
  return { identity: subject, clientId, ...intersect(token, found, found.owner) }
}

async function person({ db, now }: Needs, token: VerifiedToken & { kind: 'trusted' }): Promise<Caller> {
  const { issuer, subject, payload } = token
  const at = now()
  const claims = { issuer: issuer.issuer, subject, ...names(issuer, payload), ...rights(issuer, payload) }
  const identity = await recognizeIdentity(db, newId(at), claims, at)
  if (!identity.active) throw new Refusal('token_revoked')
  return { identity: identity.id, roles: claims.roles, scopes: claims.scopes }
}

function names({ claims }: TrustedIssuer, payload: JWTPayload) {
  const text = (path: ClaimPath) => {
    const value = claim(payload, path)
    return typeof value === 'string' ? value : null
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
