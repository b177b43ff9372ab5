import type { OwnersIssuer } from '../model/user-apps-import.ts'
import { Refusal } from './refusal.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

type Needs = { trustedIssuers: ReadonlyMap<string, TrustedIssuer> }

/**
 * Returns the issuer whose people the owners of an import are: the named one, else the only one that names
 * IDs.
 * @throws {Refusal} import_issuer_unknown
 */
export function issuerOfOwners({ trustedIssuers }: Needs, named: string | undefined): OwnersIssuer {
  if (named !== undefined && !trustedIssuers.has(named)) throw new Refusal('import_issuer_unknown')
  const [first = null, ...others] = issuersNamingIds({ trustedIssuers })
  return named ?? (others.length > 0 ? undefined : first)
}

/** Whether the issuer may claim imported owners whose import named no issuer: it alone names IDs. */
export function claimsUnnamedOwners(needs: Needs, issuer: string): boolean {
  const naming = issuersNamingIds(needs)
  return naming.length === 1 && naming[0] === issuer
}

/** Returns the issuers whose entries say which claim holds the ID that an import knows. */
function issuersNamingIds({ trustedIssuers }: Needs): string[] {
  return [...trustedIssuers.values()].filter(({ claims }) => claims.id).map(({ issuer }) => issuer)
}
