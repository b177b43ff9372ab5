import * as z from 'zod'
import type { PepperJwk } from '../domain/secrets.ts'
import type { SigningJwk } from '../domain/signing-keys.ts'
import { isSecureUrl } from '../domain/trust.ts'
import { isProxy } from '../lib/network.ts'
import { isShareable } from '../lib/token-bucket.ts'

const base64url = (bytes: number) =>
  z.base64url().refine((text) => Math.floor((text.length * 3) / 4) >= bytes, `must hold ${bytes} bytes`)
const kid = z.string().min(1).max(64)
const coordinate = z.base64url().length(43)
const text = z.string().min(1)
const claim = z.union([text, z.array(text).min(1)])
const issuer = z.string().refine(isSecureUrl, 'must be an https URL (http on a loopback address only)')

const EcJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid,
  x: coordinate,
  y: coordinate,
  d: coordinate,
})
const OkpJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid,
  x: coordinate,
  d: coordinate,
})
const integer = z.base64url().min(1)
const factors = { p: integer, q: integer, dp: integer, dq: integer, qi: integer }
const RsaJwk = z.object({ kty: z.literal('RSA'), kid, n: base64url(256), e: integer, d: integer, ...factors })

/** ES256, EdDSA or RS256. */
const SigningKey = z.discriminatedUnion('kty', [EcJwk, OkpJwk, RsaJwk])
const OctJwk = z.object({ kty: z.literal('oct'), kid, k: base64url(32) })

/** Asymmetric only: with a symmetric one, whoever verifies can also sign. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
]

const TrustedIssuer = z.strictObject({
  issuer,
  audience: z.union([text, z.array(text).min(1)]),
  jwksUri: issuer.optional(),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519']),
  claims: z
    .strictObject({
      id: claim.optional(),
      name: claim.default('name'),
      alias: claim.default('preferred_username'),
      email: claim.default('email'),
      roles: claim.default('roles'),
      scopes: claim.default('scope'),
    })
    .prefault({}),
  roles: z.array(text).default([]),
  scopes: z.array(text).default([]),
  console: z
    .strictObject({
      clientId: text,
      scope: text.default('openid'),
      resource: text.optional(),
      connect: z.array(issuer).default([]),
    })
    .optional(),
})

/** A variable that holds JSON. What is wrong is told without a word of the value: it may be a secret. */
function json<Schema extends z.ZodType>(schema: Schema) {
  const parsed = z.string().transform((value, context) => {
    try {
      return JSON.parse(value) as unknown
    } catch {
      context.issues.push({ code: 'custom', input: '', message: 'is not valid JSON' })
      return z.NEVER
    }
  })
  return parsed.pipe(schema)
}

const keys = <Jwk extends z.ZodType<{ kid: string }>>(jwk: Jwk) =>
  z
    .tuple([jwk], jwk)
    .refine((all) => new Set(all.map((one) => one?.kid)).size === all.length, 'repeats a kid')

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const limit = (capacity: number, perSecond: number, shared: boolean) =>
  z
    .strictObject({
      capacity: z.number().int().min(1).max(1_000_000_000).default(capacity),
      perSecond: z.number().min(0.001).max(1_000_000_000).default(perSecond),
      shared: z.boolean().default(shared),
    })
    .refine((policy) => !policy.shared || isShareable(policy), 'cannot be shared: it refills within 50 s')
    .prefault({})

/** `unauthenticated` is never shared: it counts strangers, who would choose the bill for KV. */
const RateLimits = z.strictObject({
  api: limit(100, 10, false),
  token: limit(60, 1, true),
  unauthenticated: limit(60, 1, false).refine(({ shared }) => !shared, 'cannot be shared'),
})

/** Every variable and secret, each with its default; a setting without one is required. */
const Settings = z
  .object({
    ISSUER: issuer,
    AUDIENCE: text.optional(),
    TRUSTED_ISSUERS: json(z.array(TrustedIssuer).min(1)).optional(),
    SIGNING_KEYS: json(keys(SigningKey)),
    SECRET_PEPPERS: json(keys(OctJwk)),
    DEVELOPMENT_ISSUER_KEY: json(EcJwk).optional(),
    TOKEN_TTL_SECONDS: wholeNumber(61, 86_400).default(900),
    APPLICATIONS_PER_USER_MAX: wholeNumber(1, 1_000).default(20),
    RATE_LIMITS: json(RateLimits).prefault('{}'),
    TRUSTED_PROXIES: json(
      z.array(z.string().refine(isProxy, 'must be an IP address, or a network like 10.0.0.0/8')),
    ).prefault('[]'),
    REQUIRE_EXPERIMENTAL_HEADER: z.enum(['true', 'false']).default('false'),
    LAST_LOGIN_PRECISION_SECONDS: wholeNumber(1, 86_400).default(60),
  })
  .refine((settings) => settings.TRUSTED_ISSUERS ?? settings.DEVELOPMENT_ISSUER_KEY, {
    path: ['TRUSTED_ISSUERS'],
    message: 'is missing',
    // zod leaves the check out where anything else is wrong, and then one problem would hide another.
    when: ({ issues }) => !issues.some(({ path: [name] = [] }) => name === 'TRUSTED_ISSUERS'),
  })

export type Settings = z.infer<typeof Settings> & {
  SIGNING_KEYS: [SigningJwk, ...SigningJwk[]]
  SECRET_PEPPERS: [PepperJwk, ...PepperJwk[]]
}
export type TrustedIssuerSetting = z.infer<typeof TrustedIssuer>

/** Reads the settings, or says of each that is wrong its name and what it must be. An empty one is as none. */
export function readSettings(variables: Record<string, unknown>): Settings | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const { success, data, error } = Settings.safeParse(given)
  if (success) return data
  return { problems: error.issues.map(({ path, message }) => problem(path, given, message)) }
}

function problem(path: PropertyKey[], given: Record<string, unknown>, message: string): string {
  const [name, ...rest] = path.map(String)
  const place = [name, ...rest.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))].join('')
  return `${place}: ${given[name ?? ''] === undefined ? 'is missing' : message}`
}
