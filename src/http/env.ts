import type { AssertionNeeds } from '../domain/assertions.ts'
import type { RateLimits } from '../domain/rate-limits.ts'
import type { RefusedToken } from '../domain/refused-tokens.ts'
import type { Caller, RightsNeeds } from '../domain/rights.ts'
import type { Peppers } from '../domain/secrets.ts'
import type { SigningJwk } from '../domain/signing-keys.ts'
import type { TokenNeeds } from '../domain/tokens.ts'
import type { Proxies } from '../lib/network.ts'
import type { Kv } from '../limiter/kv-namespace.ts'
import type { Database } from '../model/database.ts'

/**
 * The values that the application is built from, made by a platform or a test. `now` returns epoch
 * milliseconds.
 */
export type Deps = TokenNeeds &
  AssertionNeeds &
  RightsNeeds & {
    db: Database
    /** Undefined if rate limits are not shared between isolates. */
    kv: Kv | undefined
    rateLimits: RateLimits
    limiterFailures: () => number
    trustedProxies: Proxies
    /** The origins whose pages may call the API. */
    corsOrigins: readonly string[]
    log: Log
    peppers: Peppers
    applicationsMax: number
    /** The default of whether an application's tokens may manage applications. */
    programsManageApplications: boolean
    lastLoginPrecisionSeconds: number
    requireExperimentalHeader: boolean
    assets: Assets
    signIn: SignIn[]
    /** The key of the development issuer; undefined outside development mode. */
    developmentKey: SigningJwk | undefined
  }

/**
 * Returns a static file, or undefined if it does not exist. It may be compressed by one of the `encodings`:
 * RFC 9110 section 12.5.3.
 */
export type Assets = (path: string, encodings?: string) => Promise<Response | undefined>

/**
 * An issuer at which the console's users sign in, the console's client there, and the origins that their
 * browsers connect to.
 */
export type SignIn = {
  issuer: string
  clientId: string
  scope: string
  /** The API to request a token for, RFC 8707. */
  resource?: string | undefined
  /** The audiences of which an access token must have one. */
  audience: string[]
  origins: string[]
}

/** Writes one line of the log. */
type Log = (line: LogLine) => void

/**
 * A line of the log. This is the allow-list: no query and no body, of the headers only the client ID and the
 * network, and only the pattern of a path.
 */
export type LogLine = {
  level: 'info' | 'error'
  event: 'request' | 'deferred' | 'broken' | 'settings' | 'limiter'
  requestId?: string
  /** Undefined for a method that HTTP does not define. */
  method?: string | undefined
  route?: string
  status?: number
  durationMs?: number
  identity?: string | undefined
  /** The client that the request names. If it is refused, the client may be only claimed. */
  clientId?: string | undefined
  /** The network that the limits see, only where an investigation needs it: see `needsNetwork`. */
  network?: string | undefined
  refusal?: string | undefined
  /** The reason for the refusal of a provider's token. */
  token?: RefusedToken | undefined
  /** The number of failed publishes and imports of the limiter since the start. */
  limiterFailures?: number | undefined
  error?: { name: string; message: string; stack: string | undefined } | undefined
  problems?: string[]
}

/** The context of a request. */
export type Env = {
  /** The address that the platform reports: the client's on Workers, the socket's peer elsewhere. */
  Bindings: { remoteAddress?: string | undefined }
  Variables: {
    requestId: string
    /** The headers of the response to come; `responded` once they are part of it. */
    headers: Record<string, string>
    responded?: true
    /** The URL of the metadata of our API, for challenges: RFC 9728 section 5.1. */
    resourceMetadata?: string
    caller?: Caller
    /** The client that the request names, for the log. */
    clientId?: string
    refusedToken?: RefusedToken | undefined
  }
}

/** The context of a request with an identified caller. */
export type CallerEnv = Env & { Variables: { caller: Caller } }
