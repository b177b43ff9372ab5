import type { Caller } from '../domain/rights.ts'
import type { Peppers } from '../domain/secrets.ts'
import type { TokenNeeds } from '../domain/tokens.ts'
import type { Database } from '../model/database.ts'
import type { Messages } from './messages/messages.ts'

/** What the app is built of: values, as a platform or a test makes them. `now` is in epoch milliseconds. */
export type Deps = TokenNeeds & {
  db: Database
  kv: KVNamespace
  log: Log
  peppers: Peppers
  applicationsMax: number
  lastLoginPrecisionSeconds: number
  requireExperimentalHeader: boolean
}

/** Writes one line; only what {@link LogLine} names ever reaches it. */
export type Log = (line: LogLine) => void

/** The allow-list of what is logged: no query, no body, no header, no path but its pattern. */
export type LogLine = {
  level: 'info' | 'error'
  event: 'request' | 'deferred' | 'settings'
  requestId?: string
  method?: string
  route?: string
  status?: number
  durationMs?: number
  identity?: string | undefined
  clientId?: string | undefined
  refusal?: string | undefined
  error?: { name: string; message: string; stack: string | undefined } | undefined
  problems?: string[]
}

/** What a request carries. */
export type Env = { Variables: { requestId: string; messages: Messages; caller?: Caller } }

/** What a request of somebody carries. */
export type CallerEnv = { Variables: Env['Variables'] & { caller: Caller } }
