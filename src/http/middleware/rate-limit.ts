import type { Context } from 'hono'
import type { LimitReport, RequestLimits } from '../../domain/rate-limits.ts'
import { Refusal } from '../../domain/refusal.ts'
import { networkOf } from '../../lib/network.ts'
import type { Deps, Env } from '../env.ts'
import { responseHeaders } from '../respond.ts'
import { describeError } from './request-log.ts'

/** How this request meets the limits. */
export function requestLimitsOf(deps: Deps, c: Context<Env>): RequestLimits {
  const { limits, trustedProxies } = deps
  return {
    limits,
    network: networkOf(c.env.remoteAddress, c.req.header('X-Forwarded-For'), trustedProxies),
    report: (told) => addRateLimitHeaders(responseHeaders(c), told),
    defer: defer(deps, c),
  }
}

/** How a limit stands, by draft-ietf-httpapi-ratelimit-headers: lists of items, RFC 9651 section 3.1. */
function addRateLimitHeaders(headers: Record<string, string>, { policy, decision }: LimitReport): void {
  const { name, capacity, perSecond } = policy
  const windowSeconds = Math.ceil(capacity / perSecond)
  append(headers, 'RateLimit-Policy', `"${name}";q=${capacity};w=${windowSeconds}`)
  append(headers, 'RateLimit', `"${name}";r=${decision.remaining};t=${decision.resetSeconds}`)
}

function append(headers: Record<string, string>, name: string, item: string): void {
  headers[name] = headers[name] ? `${headers[name]}, ${item}` : item
}

/** Takes work that goes on after the answer; where it fails, the log says so. */
export function defer({ log }: Pick<Deps, 'log'>, c: Context<Env>): (work: Promise<void>) => void {
  return function defer(work) {
    const requestId = c.get('requestId')
    const logged = work.catch((error) =>
      log({ level: 'error', event: 'deferred', requestId, error: describeError(error) }),
    )
    c.executionCtx.waitUntil(logged)
  }
}

/** A limiter that throws is a bug of ours: reads go on without it, all else waits. @throws {Refusal} rate_limited, unavailable */
export async function limited(deps: Deps, c: Context<Env>, admission: () => Promise<void>): Promise<void> {
  try {
    await admission()
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    deps.log({ level: 'error', event: 'limiter', requestId: c.get('requestId'), error: describeError(cause) })
    if (!['GET', 'HEAD'].includes(c.req.method))
      throw new Refusal('unavailable', { component: 'limiter' }, { cause })
  }
}
