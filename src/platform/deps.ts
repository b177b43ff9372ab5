import { base64url, createLocalJWKSet } from 'jose'
import type { Audiences } from '../domain/audiences.ts'
import {
  DEVELOPMENT_AUDIENCE,
  DEVELOPMENT_ISSUER,
  DEVELOPMENT_ROLES,
  DEVELOPMENT_SCOPES,
} from '../domain/development-issuer.ts'
import { createRateLimits } from '../domain/rate-limits.ts'
import { createPeppers } from '../domain/secrets.ts'
import { createSigningKeys, publicJwk } from '../domain/signing-keys.ts'
import { remoteKeys, type TrustedIssuer } from '../domain/trusted-issuers.ts'
import { createVerifiedTokenCache } from '../domain/verified-token-cache.ts'
import type { Assets, Deps, LogLine, SignIn } from '../http/env.ts'
import { hmacHex } from '../lib/hmac-hex.ts'
import type { Kv } from '../limiter/kv-namespace.ts'
import type { D1 } from '../model/d1.ts'
import { connect } from '../model/database.ts'
import type { TrustedIssuerSetting } from './settings/trusted-issuer.ts'
import type { Settings } from './settings.ts'

/** The bindings that differ between platforms. */
type Bindings = {
  DB: D1
  /** Infinite for a database that responds synchronously. */
  databaseTimeoutMs?: number
  KV?: Kv | undefined
  assets?: Assets
}

/**
 * Creates the dependencies of the application from settings and bindings. Fetches and imports happen later.
 */
export function createDeps(
  settings: Settings,
  { DB, databaseTimeoutMs, KV, assets = noAssets }: Bindings,
): Deps {
  if (!KV)
    logLine({
      level: 'info',
      event: 'settings',
      problems: ['KV: is not bound, so rate limits are not shared'],
    })
  return {
    db: connect(DB, databaseTimeoutMs),
    kv: KV,
    ...limiters(settings, KV),
    trustedProxies: settings.TRUSTED_PROXIES,
    corsOrigins: settings.CORS_ORIGINS,
    now: Date.now,
    log: logLine,
    issuer: settings.ISSUER,
    audiences: audiences(settings),
    assertionAudience: settings.CLIENT_ASSERTION_AUDIENCE,
    assertionMaxSeconds: settings.CLIENT_ASSERTION_MAX_SECONDS,
    tokenTtlSeconds: settings.TOKEN_TTL_SECONDS,
    applicationsMax: settings.APPLICATIONS_PER_USER_MAX,
    ownerRightsMaxAgeSeconds: settings.OWNER_RIGHTS_MAX_AGE_SECONDS ?? Number.POSITIVE_INFINITY,
    programsManageApplications: settings.PROGRAMS_MANAGE_APPLICATIONS,
    lastLoginPrecisionSeconds: settings.LAST_LOGIN_PRECISION_SECONDS,
    requireExperimentalHeader: settings.REQUIRE_EXPERIMENTAL_HEADER,
    assets,
    signIn: (settings.TRUSTED_ISSUERS ?? []).flatMap(signIn),
    developmentKey: settings.TRUSTED_ISSUERS ? undefined : settings.DEVELOPMENT_ISSUER_KEY,
    signingKeys: createSigningKeys(settings.SIGNING_KEYS),
    peppers: createPeppers(settings.SECRET_PEPPERS),
    verifiedTokens: createVerifiedTokenCache(),
    trustedIssuers: new Map(trustedIssuers(settings).map((entry) => [entry.issuer, entry])),
  }
}

/** Returns the audiences of our tokens, the default first. */
function audiences({ ISSUER, AUDIENCE, AUDIENCES }: Settings): Audiences['audiences'] {
  const [first = ISSUER, ...others] = AUDIENCE === undefined ? AUDIENCES : [AUDIENCE, ...AUDIENCES]
  return [first, ...others]
}

/** Serves no files, for an edition without a site. */
async function noAssets(): Promise<undefined> {}

/** Creates the rate limiters. The first pepper hides the limited keys in KV. */
function limiters({ RATE_LIMITS, SECRET_PEPPERS }: Settings, kv: Kv | undefined) {
  const hash = hmacHex(base64url.decode(SECRET_PEPPERS[0].k) as Uint8Array<ArrayBuffer>)
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limits = createRateLimits({ kv, now: Date.now, hash, failures }, RATE_LIMITS)
  return {
    rateLimits: limits,
    limiterFailures: () => Object.values(failures).reduce((sum, count) => sum + count),
  }
}

/** Writes a line of the log as JSON, so that a newline in a value stays inside it. */
export function logLine(line: LogLine): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), ...line }))
}

/** Returns the trusted issuers of the settings, or the development issuer if the settings name none. */
function trustedIssuers({ TRUSTED_ISSUERS, DEVELOPMENT_ISSUER_KEY }: Settings): TrustedIssuer[] {
  if (TRUSTED_ISSUERS) return TRUSTED_ISSUERS.map(withRemoteKeys)
  return DEVELOPMENT_ISSUER_KEY ? [developmentIssuer(DEVELOPMENT_ISSUER_KEY)] : []
}

/**
 * Returns the sign-in option of an issuer with a console client. Its token endpoint can have another origin
 * than its name.
 */
function signIn({ issuer, audience, console }: TrustedIssuerSetting): SignIn[] {
  if (!console) return []
  const { connect, ...client } = console
  const origins = [issuer, ...connect].map((url) => new URL(url).origin)
  return [{ issuer, ...client, audience: [audience].flat(), origins }]
}

function withRemoteKeys({ jwksUri, console: _, ...issuer }: TrustedIssuerSetting): TrustedIssuer {
  return { ...issuer, keys: remoteKeys(Date.now, issuer.issuer, jwksUri) }
}

function developmentIssuer(key: NonNullable<Settings['DEVELOPMENT_ISSUER_KEY']>): TrustedIssuer {
  return {
    issuer: DEVELOPMENT_ISSUER,
    audience: DEVELOPMENT_AUDIENCE,
    algorithms: ['ES256'],
    claims: {
      name: [['name']],
      alias: [['preferred_username']],
      email: [['email']],
      roles: [['roles']],
      scopes: [['scope']],
    },
    roles: DEVELOPMENT_ROLES,
    scopes: DEVELOPMENT_SCOPES,
    keys: createLocalJWKSet({ keys: [publicJwk(key)] }),
  }
}
