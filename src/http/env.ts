import type { RateLimits } from '../domain/rate-limits.ts'
import type { Caller } from '../domain/rights.ts'
import type { Peppers } from '../domain/secrets.ts'
import type { SigningJwk } from '../domain/signing-keys.ts'
import type { TokenNeeds } from '../domain/tokens.ts'
import type { Proxies } from '../lib/network.ts'
import type { Database } from '../model/database.ts'

/** What the app is built of: values, as a platform or a test makes them. `now` is in epoch milliseconds. */
export type Deps = TokenNeeds & {
  /** The audiences that a client assertion may name. */
  assertionAudiences: readonly string[]
  db: Database
  /** Without one, rate limits are not shared between isolates. */
  kv: KVNamespace | undefined
  rateLimits: RateLimits
  limiterFailures: () => number
  trustedProxies: Proxies
  log: Log
  peppers: Peppers
  applicationsMax: number
  lastLoginPrecisionSeconds: number
  requireExperimentalHeader: boolean
  assets: Assets
  signIn: SignIn[]
  /** Of the development issuer, where it is believed. */
  developmentKey: SigningJwk | undefined
}

/** A static file by its path, or nothing; it may be compressed as `encodings` (RFC 9110 section 12.5.3) allow. */
export type Assets = (path: string, encodings?: string) => Promise<Response | undefined>

/** An issuer that the console's users sign in at, as a client of its, and the origins that their browsers ask then. */
export type SignIn = {
  issuer: string
  clientId: string
  scope: string
  /** The API that a token is asked for, RFC 8707. */
  resource?: string | undefined
  origins: string[]
}

/** Writes one line; only what {@link LogLine} names ever reaches it. */
export type Log = (line: LogLine) => void

/** The allow-list of what is logged: no query, no body, no header, no path but its pattern. */
export type LogLine = {
  level: 'info' | 'error'
  event: 'request' | 'deferred' | 'broken' | 'settings' | 'limiter'
  requestId?: string
  method?: string
  route?: string
  status?: number
  durationMs?: number
  identity?: string | undefined
  clientId?: string | undefined
  refusal?: string | undefined
  /** How often the limiter could not tell or hear the others, since the start. */
  limiterFailures?: number | undefined
  error?: { name: string; message: string; stack: string | undefined } | undefined
  problems?: string[]
}

/** What a request carries. */
export type Env = {
  /** The address that the platform vouches for: of the client on Workers, of the socket's other end elsewhere. */
  Bindings: { remoteAddress?: string | undefined }
  Variables: {
    requestId: string
    /** Of the answer to come, and whether it was made of them. */
    headers: Record<string, string>
    responded?: true
    caller?: Caller
  }
}

/** What a request of somebody carries. */
export type CallerEnv = Env & { Variables: { caller: Caller } }
