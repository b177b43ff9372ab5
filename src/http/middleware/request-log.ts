import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Deps, Env, LogLine } from '../env.ts'
import { toRefusal } from '../refusals/to-refusal.ts'

/** The values that the log of requests needs. */
export type LogNeeds = Pick<Deps, 'log' | 'now'> & Partial<Pick<Deps, 'limiterFailures'>>

/** The headers of every response. A response may be cached only if it overrides them. */
const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language',
}

/** Gives the request an ID of 32 hex digits, sets the common headers, and logs the request in one line. */
export function logRequest({ log, now, limiterFailures }: LogNeeds): MiddlewareHandler<Env> {
  return async function frame(c, next) {
    const started = now()
    const requestId = crypto.randomUUID().replaceAll('-', '')
    c.set('requestId', requestId)
    c.set('headers', { 'X-Request-Id': requestId, ...COMMON })
    await next()
    if (!c.get('responded')) addHeaders(c)
    log(requestLine(c, now() - started, limiterFailures?.() || undefined))
  }
}

/** Adds the headers to a response that `respond` did not create. Its own headers have precedence. */
function addHeaders(c: Context<Env>): void {
  const { headers } = c.res
  const { Vary, ...others } = c.get('headers')
  for (const [name, value] of Object.entries(others)) if (!headers.has(name)) headers.set(name, value)
  if (Vary) headers.append('Vary', Vary)
}

function requestLine(c: Context<Env>, durationMs: number, limiterFailures: number | undefined): LogLine {
  const { method } = c.req
  const { status } = c.res
  const { identity, clientId } = c.get('caller') ?? {}
  return {
    level: status < 500 ? 'info' : 'error',
    event: 'request',
    requestId: c.get('requestId'),
    method,
    route: route(c),
    status,
    durationMs,
    identity,
    clientId,
    refusal: c.error && toRefusal(c.error).code,
    error: status < 500 ? undefined : describeError(c.error),
    limiterFailures,
  }
}

/**
 * Returns the pattern of the route. The path itself is never logged: a caller may have put a secret there by
 * mistake.
 */
function route(c: Context): string {
  return matchedRoutes(c).at(-1)?.path ?? '*'
}

/**
 * Returns the innermost cause of an error for the log. The errors around it can contain the parameters of a
 * query.
 */
export function describeError(error: unknown): LogLine['error'] {
  if (error instanceof Error && error.cause) return describeError(error.cause)
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}
