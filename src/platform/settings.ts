import * as z from 'zod/mini'
import type { PepperJwk } from '../domain/secrets.ts'
import type { SigningJwk } from '../domain/signing-keys.ts'
import { publicMembers } from '../lib/jwk.ts'
import { isLoopbackUrl } from '../lib/loopback.ts'
import { isProxy } from '../lib/network.ts'
import { isStrong, type PublicKey, RSA_BITS_MAX, RSA_BITS_MIN } from '../lib/public-key.ts'
import { isShareable } from '../limiter/limit.ts'
import { message } from './settings/messages.ts'
import { TrustedIssuer, type TrustedIssuerSetting } from './settings/trusted-issuer.ts'
import {
  between,
  distinct,
  flag,
  issuer,
  json,
  random,
  secureUrl,
  some,
  text,
  wholeNumber,
  wholeNumberBetween,
} from './settings/values.ts'

const base64url = (bytes: number) =>
  z
    .base64url()
    .check(z.refine((text) => Math.floor((text.length * 3) / 4) >= bytes, `must hold ${bytes} bytes`))
const kid = text.check(z.maxLength(64))
const coordinate = z.base64url().check(z.length(43))

/** Returns the check of the public members of a complete key. */
const strong = (message: string) =>
  z.refine<PublicKey>((jwk) => isStrong(publicMembers(jwk)), {
    message,
    when: ({ issues }) => issues.length === 0,
  })

const EcJwk = z
  .object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    kid,
    x: coordinate,
    y: coordinate,
    d: coordinate.check(random),
  })
  .check(strong('must be a point on P-256, with x and y in minimal base64url'))
const OkpJwk = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    kid,
    x: coordinate,
    d: coordinate.check(random),
  })
  .check(strong('must be a point on Ed25519, not of small order, with x in minimal base64url'))
const integer = z.base64url().check(some)
const factors = { p: integer, q: integer, dp: integer, dq: integer, qi: integer }
const RsaJwk = z
  .object({ kty: z.literal('RSA'), kid, n: base64url(256), e: integer, d: integer, ...factors })
  .check(
    strong(
      `must have an odd n of ${RSA_BITS_MIN} to ${RSA_BITS_MAX} bits without leading zeros, and AQAB as its e`,
    ),
  )

/** ES256, EdDSA or RS256. */
const SigningKey = z.discriminatedUnion('kty', [EcJwk, OkpJwk, RsaJwk])
const OctJwk = z.object({ kty: z.literal('oct'), kid, k: base64url(32).check(random) })

const keys = <Jwk extends z.ZodMiniType<{ kid: string }>>(jwk: Jwk) =>
  z.tuple([jwk], jwk).check(distinct('kid'))

const limit = (capacity: number, perSecond: number, shared: boolean) =>
  z
    .strictObject({
      capacity: z._default(z.int().check(...between(1, 1_000_000_000)), capacity),
      perSecond: z._default(z.number().check(...between(0.001, 1_000_000_000)), perSecond),
      shared: z._default(z.boolean(), shared),
    })
    .check(
      z.refine((policy) => !policy.shared || isShareable(policy), 'cannot be shared: it refills within 50 s'),
    )

/** The rate limits. `unauthenticated` is never shared, or strangers would decide how much KV costs. */
const RateLimits = z.strictObject({
  api: z.prefault(limit(100, 10, false), {}),
  token: z.prefault(limit(60, 1, true), {}),
  unauthenticated: z.prefault(
    limit(60, 1, false).check(z.refine(({ shared }) => !shared, 'cannot be shared')),
    {},
  ),
})

/** A resource identifier: RFC 8707 section 2. */
const resource = z
  .string()
  .check(
    z.refine(
      (text) => URL.canParse(text) && !text.includes('#'),
      'must be an absolute URI without a fragment, like https://api.example.com',
    ),
  )

/** An origin as browsers write it: RFC 6454 section 6.2. */
const origin = secureUrl.check(
  z.refine(
    (url) => new URL(url).origin === url,
    'must be an origin: scheme, host in lower case and port, without a path, like https://app.example.com',
  ),
)

const proxy = z.string().check(z.refine(isProxy, 'must be an IP address, or a network like 10.0.0.0/8'))

const TrustedIssuers = json(z.array(TrustedIssuer).check(some, distinct('issuer')))

/** All variables and secrets. A setting without a default is required. */
const Settings = z
  .object({
    ISSUER: issuer,
    AUDIENCE: z.optional(text),
    AUDIENCES: z.prefault(json(z.array(resource)), '[]'),
    TRUSTED_ISSUERS: z.optional(TrustedIssuers),
    SIGNING_KEYS: json(keys(SigningKey)),
    SECRET_PEPPERS: json(keys(OctJwk)),
    DEVELOPMENT_ISSUER_KEY: z.optional(json(EcJwk)),
    TOKEN_TTL_SECONDS: wholeNumber(900, 61, 86_400),
    CLIENT_ASSERTION_AUDIENCE: z._default(z.enum(['endpoint', 'issuer']), 'endpoint'),
    CLIENT_ASSERTION_MAX_SECONDS: wholeNumber(300, 60, 3_600),
    OWNER_RIGHTS_MAX_AGE_SECONDS: z.optional(wholeNumberBetween(60, 31_622_400)),
    APPLICATIONS_PER_USER_MAX: wholeNumber(20, 1, 1_000),
    PROGRAMS_MANAGE_APPLICATIONS: flag(true),
    RATE_LIMITS: z.prefault(json(RateLimits), '{}'),
    CORS_ORIGINS: z.prefault(json(z.array(origin)), '[]'),
    TRUSTED_PROXIES: z.prefault(json(z.array(proxy)), '[]'),
    REQUIRE_EXPERIMENTAL_HEADER: flag(false),
    LAST_LOGIN_PRECISION_SECONDS: wholeNumber(60, 1, 86_400),
  })
  .check(
    // The development issuer can be anyone, so it is trusted on this machine only.
    z.refine((all) => all.TRUSTED_ISSUERS ?? (all.DEVELOPMENT_ISSUER_KEY && isLoopbackUrl(all.ISSUER)), {
      path: ['TRUSTED_ISSUERS'],
      message: 'is missing',
      // zod skips the check if another setting is invalid, and then one problem would hide another.
      when: ({ issues }) => !issues.some(({ path: [name] = [] }) => name === 'TRUSTED_ISSUERS'),
    }),
  )

/** The names of all settings. */
export const SETTING_NAMES = Object.keys(Settings.shape)

export type Settings = z.infer<typeof Settings> & {
  SIGNING_KEYS: [SigningJwk, ...SigningJwk[]]
  SECRET_PEPPERS: [PepperJwk, ...PepperJwk[]]
}

/**
 * Reads the settings, or returns the name of each invalid setting and its requirement. An empty value counts
 * as missing.
 */
export function readSettings(variables: Record<string, unknown>): Settings | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const { success, data, error } = Settings.safeParse(given, { error: message })
  if (success) return data
  return { problems: error.issues.flatMap(problemsOf) }
}

/** Reads `TRUSTED_ISSUERS` alone, or returns its problems. */
export function readTrustedIssuers(value: unknown): TrustedIssuerSetting[] | { problems: string[] } {
  const schema = z.object({ TRUSTED_ISSUERS: TrustedIssuers })
  const { success, data, error } = schema.safeParse({ TRUSTED_ISSUERS: value }, { error: message })
  return success ? data.TRUSTED_ISSUERS : { problems: error.issues.flatMap(problemsOf) }
}

function problemsOf({ path: [name, ...rest], message }: z.core.$ZodIssue): string[] {
  const steps = rest.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return message.split('\n').map((requirement) => `${[name, ...steps].join('')}: ${requirement}`)
}
