import { pepperJwk, signingJwk } from '../../../src/platform/local-keys.ts'
import { AUDIENCE, type Issuer } from '../oauth/issuer.ts'

/** The name of the service, wherever it listens. */
export const ISSUER = 'https://latchkey.test'

/** For tests of anything else than the limits. */
const PLENTY = { capacity: 1_000_000, perSecond: 1_000_000, shared: false }

/** Returns valid settings, different in each run, which trust `issuers`. */
export async function goodSettings(...issuers: Pick<Issuer, 'issuer'>[]): Promise<Record<string, string>> {
  const trusted = issuers.map(({ issuer }) => ({
    issuer,
    audience: AUDIENCE,
    roles: ['admin'],
    scopes: ['idn:app-roles:manage', 'idn:app-roles:read', 'sp:scopes:all', 'odd>?~scope'],
  }))
  return {
    ISSUER,
    TRUSTED_ISSUERS: JSON.stringify(trusted),
    SIGNING_KEYS: JSON.stringify([await signingJwk('test-1')]),
    SECRET_PEPPERS: JSON.stringify([pepperJwk('test-1')]),
    RATE_LIMITS: JSON.stringify({ api: PLENTY, token: PLENTY, unauthenticated: PLENTY }),
  }
}
