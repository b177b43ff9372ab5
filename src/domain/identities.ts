import { findTokenCredential } from '../model/credentials.ts'
import type { Database } from '../model/database.ts'
import { findUnchangedIdentity, recognizeIdentity } from '../model/identities.ts'
import { newId } from '../model/ids.ts'
import type { SingleUseToken } from '../model/replay.ts'
import { claimsUnnamedOwners } from './imported-owners.ts'
import { Refusal } from './refusal.ts'
import { type Caller, currentRights, type RightsNeeds } from './rights.ts'
import { isActive, type OwnToken, type TokenNeeds, type VerifiedToken } from './tokens.ts'
import { readIssuedAt, readProfile, readRights } from './trusted-claims.ts'

type Needs = RightsNeeds & Pick<TokenNeeds, 'trustedIssuers'> & { db: Database }

/**
 * Identifies the caller of a verified token from the database and marks its proof as used: one round trip. A
 * token that was seen before costs a second one if its claims differ from what is stored, or once an hour.
 * @throws {Refusal} token_revoked if the token was revoked, or its application, credential or owner is
 * deleted or disabled; proof_invalid if the proof was used before
 */
export function identifyCaller(
  needs: Needs,
  token: VerifiedToken,
  singleUseTokens: SingleUseToken[] = [],
): Promise<Caller> {
  return token.kind === 'own'
    ? identifyApplication(needs, token, singleUseTokens)
    : identifyPerson(needs, token, singleUseTokens)
}

/** Identifies the owner of an application, with the rights that token, application and owner all have. */
async function identifyApplication(
  needs: Needs,
  token: OwnToken,
  singleUseTokens: SingleUseToken[],
): Promise<Caller> {
  const { db, now } = needs
  const { credential, isFirstUse } = await findTokenCredential(db, token, now(), ...singleUseTokens)
  if (!isFirstUse) throw new Refusal('proof_invalid', { claim: 'jti' })
  if (!isActive(token, credential)) throw new Refusal('token_revoked')
  const { subject: identity } = token
  const { canManageApplications } = credential
  const rights = currentRights(needs, credential.owner, credential, token)
  return { identity, token, canManageApplications, ...rights }
}

async function identifyPerson(
  needs: Needs,
  token: VerifiedToken & { kind: 'trusted' },
  singleUseTokens: SingleUseToken[],
): Promise<Caller> {
  const { db, now } = needs
  const { issuer, subject, payload } = token
  const at = now()
  const claims = {
    issuer: issuer.issuer,
    subject,
    ...readProfile(issuer, payload),
    ...readRights(issuer, payload),
    rightsIssuedAt: readIssuedAt(payload),
    claimsUnnamedOwners: claimsUnnamedOwners(needs, issuer.issuer),
  }
  const known =
    token.seenBefore && singleUseTokens.length === 0 ? await findUnchangedIdentity(db, claims, at) : undefined
  const { identity, isFirstUse } = known
    ? { identity: known, isFirstUse: true }
    : await recognizeIdentity(db, newId(at), claims, at, ...singleUseTokens)
  if (!isFirstUse) throw new Refusal('proof_invalid', { claim: 'jti' })
  if (!identity.active) throw new Refusal('token_revoked')
  return {
    identity: identity.id,
    canManageApplications: true,
    roles: claims.roles,
    scopes: claims.scopes,
  }
}
