import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Deps, Env, LogLine } from '../env.ts'
import { toRefusal } from '../refusals/to-refusal.ts'

/** What every app has, also one that is closed. */
export type LogNeeds = Pick<Deps, 'log' | 'now'> & Partial<Pick<Deps, 'limiterFailures'>>

/** What every answer says to browsers and caches; nothing is kept unless it says so. */
const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language',
}

/** Gives the request its id of 32 hex digits, says on its answer what all answers say, and logs it in one line. */
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

/** To an answer that was not made by `respond`; what it says itself stays. */
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
    ...{ method, route: route(c), status, durationMs, identity, clientId },
    refusal: c.error && toRefusal(c.error).code,
    error: status < 500 ? undefined : describeError(c.error),
    limiterFailures,
  }
}

/** The pattern, never the path itself: what a caller writes there by mistake may be a secret. */
function route(c: Context): string {
  return matchedRoutes(c).at(-1)?.path ?? '*'
}

/** The innermost cause of what is our fault. The errors around it may quote the parameters of a query. */
export function describeError(error: unknown): LogLine['error'] {
  if (error instanceof Error && error.cause) return describeError(error.cause)
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}
