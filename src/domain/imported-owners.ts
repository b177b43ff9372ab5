import type { OwnersIssuer } from '../model/user-apps-import.ts'
import { Refusal } from './refusal.ts'
import type { TrustedIssuer } from './trusted-issuers.ts'

type Needs = { trustedIssuers: ReadonlyMap<string, TrustedIssuer> }

/**
 * Returns the issuer whose tokens may claim the owners of an import: the named one, else the only one that
 * names IDs, if there is just one.
 * @throws {Refusal} import_issuer_unknown
 */
export function issuerOfOwners({ trustedIssuers }: Needs, named: string | undefined): OwnersIssuer {
  const naming = issuersNamingIds({ trustedIssuers })
  if (named !== undefined && !naming.includes(named)) throw new Refusal('import_issuer_unknown')
  const issuer = named ?? (naming.length === 1 ? naming[0] : undefined)
  return { issuer, others: naming.filter((other) => other !== issuer) }
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
