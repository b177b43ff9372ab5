import type { Context } from 'hono'
import type { LimitReport, RequestLimits } from '../../domain/rate-limits.ts'
import type { Deps, Env } from '../env.ts'
import { responseHeaders } from '../respond.ts'
import { callerNetwork } from './network.ts'
import { describeError } from './request-log.ts'

/** Returns the limits as this request meets them. */
export function requestLimitsOf(deps: Deps, c: Context<Env>): RequestLimits {
  const { rateLimits, trustedProxies, log } = deps
  return {
    limiters: rateLimits,
    network: callerNetwork(c, trustedProxies),
    isRead: ['GET', 'HEAD'].includes(c.req.method),
    report: (report) => addRateLimitHeaders(responseHeaders(c), report),
    onError: (error) =>
      log({ level: 'error', event: 'limiter', requestId: c.get('requestId'), error: describeError(error) }),
    defer: deferrer(deps, c),
  }
}

/**
 * Adds the state of a limit by draft-ietf-httpapi-ratelimit-headers: lists of items, RFC 9651 section 3.1.
 */
function addRateLimitHeaders(headers: Record<string, string>, { policy, decision }: LimitReport): void {
  const { name, capacity, perSecond } = policy
  const windowSeconds = Math.ceil(capacity / perSecond)
  append(headers, 'RateLimit-Policy', `"${name}";q=${capacity};w=${windowSeconds}`)
  const remaining = decision.remaining === undefined ? '' : `;r=${decision.remaining}`
  append(headers, 'RateLimit', `"${name}"${remaining};t=${decision.resetSeconds}`)
}

function append(headers: Record<string, string>, name: string, item: string): void {
  headers[name] = headers[name] ? `${headers[name]}, ${item}` : item
}

/** Returns a function that keeps work alive after the response and logs its failure. */
function deferrer({ log }: Pick<Deps, 'log'>, c: Context<Env>): RequestLimits['defer'] {
  return function defer(work) {
    const requestId = c.get('requestId')
    const logged = work.catch((error) =>
      log({ level: 'error', event: 'deferred', requestId, error: describeError(error) }),
    )
    c.executionCtx.waitUntil(logged)
  }
}
