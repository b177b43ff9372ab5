import { pepperJwk, signingJwk } from '../../src/platform/local-keys.ts'

/** Returns the settings of a development service, with limits that no test reaches. */
export async function settings(): Promise<Record<string, string>> {
  const plenty = { capacity: 1_000_000, perSecond: 1_000_000, shared: false }
  return {
    ISSUER: 'http://127.0.0.1',
    TRUSTED_ISSUERS: '',
    DEVELOPMENT_ISSUER_KEY: JSON.stringify(await signingJwk('development')),
    SIGNING_KEYS: JSON.stringify([await signingJwk('test-1')]),
    SECRET_PEPPERS: JSON.stringify([pepperJwk('test-1')]),
    RATE_LIMITS: JSON.stringify({ api: plenty, token: plenty, unauthenticated: plenty }),
  }
}
