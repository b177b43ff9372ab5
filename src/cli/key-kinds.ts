import { pepperJwk, signingJwk } from '../platform/local-keys.ts'

/** The next step after each verb. `kid` is the key that changed, `before` the first key before the change. */
export type Advice = Record<'new' | 'add' | 'promote' | 'retire', (kid: string, before: string) => string>

type Made = { kid: string }

type Kind = {
  make: (kid: string, algorithm: string) => Made | Promise<Made>
  advice: Advice
  /** The known libraries of resource servers that cannot verify an algorithm. */
  cautions: Record<string, string>
}

const RS256 = 'If an API of yours uses one of them, create an RS256 key: --alg RS256.'

const SIGNING_KEYS: Kind = {
  make: signingJwk,
  cautions: {
    ES256: `fastify-jwt-jwks cannot verify ES256, and go-oidc only if its algorithms are set. ${RS256}`,
    Ed25519: `mod_auth_openidc, mod_oauth2 and passport-jwt cannot verify EdDSA, and go-oidc only if its algorithms are set. ${RS256}`,
  },
  advice: {
    new: (kid) =>
      `${kid} signs. If you replace an existing value, all tokens become invalid: use add instead.`,
    add: (
      kid,
    ) => `${kid} is published but does not sign yet. Resource servers cache the published keys for 300 seconds:
deploy this value, wait that long, then run: promote ${kid}`,
    promote: (
      kid,
      before,
    ) => `${kid} signs from now on. Tokens signed with ${before} are valid for TOKEN_TTL_SECONDS, 900 by default:
deploy this value, wait that long, then run: retire ${before}`,
    retire: (kid) =>
      `${kid} is removed. Tokens signed with it are refused as soon as this value is deployed.`,
  },
}

const SECRET_PEPPERS: Kind = {
  make: pepperJwk,
  cautions: {},
  advice: {
    new: (kid) =>
      `${kid} hashes. If you replace an existing value, all secrets become invalid: use add instead.`,
    add: (kid) => `${kid} hashes nothing yet. Deploy this value everywhere, then run: promote ${kid}`,
    promote: (
      kid,
      before,
    ) => `${kid} hashes the secrets that are created from now on. Keep ${before} while a secret older
than this exists: ${before} verifies it.`,
    retire: (kid) =>
      `${kid} is removed. Secrets hashed with it become invalid as soon as this value is deployed.`,
  },
}

/** The settings that hold keys. */
export const KINDS = { SIGNING_KEYS, SECRET_PEPPERS }
