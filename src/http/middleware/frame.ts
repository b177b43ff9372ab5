import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Deps, Env, LogLine } from '../env.ts'
import { refusalOf } from '../refusals.ts'

/** What every app has, also one that is closed. */
export type Frame = Pick<Deps, 'log' | 'now'> & Partial<Pick<Deps, 'limiterFailures'>>

/** Gives the request its id of 32 hex digits, says it in `X-Request-Id`, and logs the request in one line. */
export function requestLog({ log, now, limiterFailures }: Frame): MiddlewareHandler<Env> {
  return async function requestLog(c, next) {
    const started = now()
    const requestId = crypto.randomUUID().replaceAll('-', '')
    c.set('requestId', requestId)
    await next()
    c.res.headers.set('X-Request-Id', requestId)
    const failures = limiterFailures?.() || undefined
    log({ ...requestLine(c, now() - started), limiterFailures: failures })
  }
}

function requestLine(c: Context<Env>, durationMs: number): LogLine {
  const { method } = c.req
  const { status } = c.res
  const { requestId, caller } = c.var
  const level = status < 500 ? 'info' : 'error'
  const who = { identity: caller?.identity, clientId: caller?.clientId }
  const refusal = c.error && refusalOf(c.error).code
  const why = { refusal, error: status < 500 ? undefined : failure(c.error) }
  return { level, event: 'request', requestId, method, route: route(c), status, durationMs, ...who, ...why }
}

/** The pattern, never the path itself: what a caller writes there by mistake may be a secret. */
function route(c: Context): string {
  return matchedRoutes(c).at(-1)?.path ?? '*'
}

/** The innermost cause of what is our fault. The errors around it may quote the parameters of a query. */
export function failure(error: unknown): LogLine['error'] {
  if (error instanceof Error && error.cause) return failure(error.cause)
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message, stack }
}

/** What every answer says to browsers and caches; JSON says its charset, and nothing is kept unless it says so. */
export function answerHeaders(): MiddlewareHandler {
  return async function answerHeaders(c, next) {
    await next()
    const { headers } = c.res
    headers.set('X-Content-Type-Options', 'nosniff')
    if (!headers.has('Content-Security-Policy')) {
      headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    }
    if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'no-referrer')
    headers.append('Vary', 'Accept-Language')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    if (headers.get('Content-Type') === 'application/json') {
      headers.set('Content-Type', 'application/json; charset=utf-8')
    }
  }
}
