import type { Context, MiddlewareHandler } from 'hono'
import type { Gate, Told } from '../../domain/rate-limits.ts'
import { Refusal } from '../../domain/refusal.ts'
import { networkOf } from '../../lib/network.ts'
import type { Deps, Env } from '../env.ts'
import { failure } from './frame.ts'

/** Says on every answer how the limits stand, by draft-ietf-httpapi-ratelimit-headers: items of RFC 9651. */
export function rateLimitHeaders(): MiddlewareHandler<Env> {
  return async function rateLimitHeaders(c, next) {
    const told: Told[] = []
    c.set('told', told)
    await next()
    if (told.length === 0) return
    c.res.headers.set('RateLimit-Policy', told.map(({ policy }) => policyItem(policy)).join(', '))
    c.res.headers.set('RateLimit', told.map(limitItem).join(', '))
  }
}

function policyItem({ name, capacity, perSecond }: Told['policy']): string {
  return `"${name}";q=${capacity};w=${Math.ceil(capacity / perSecond)}`
}

function limitItem({ policy, decision }: Told): string {
  return `"${policy.name}";r=${decision.remaining};t=${decision.resetSeconds}`
}

/** How this request meets the limits. */
export function gateOf(deps: Deps, c: Context<Env>): Gate {
  const { limits, trustedProxies } = deps
  return {
    limits,
    network: networkOf(c.env.remoteAddress, c.req.header('X-Forwarded-For'), trustedProxies),
    tell: (told) => c.var.told.push(told),
    defer: defer(deps, c),
  }
}

/** Takes work that goes on after the answer; where it fails, the log says so. */
export function defer({ log }: Pick<Deps, 'log'>, c: Context<Env>): (work: Promise<void>) => void {
  const { requestId } = c.var
  return function defer(work) {
    const logged = work.catch((error) =>
      log({ level: 'error', event: 'deferred', requestId, error: failure(error) }),
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
    deps.log({ level: 'error', event: 'limiter', requestId: c.var.requestId, error: failure(cause) })
    if (!['GET', 'HEAD'].includes(c.req.method))
      throw new Refusal('unavailable', { part: 'limiter' }, { cause })
  }
}
