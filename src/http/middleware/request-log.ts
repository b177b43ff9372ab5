import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { isLoopback } from '../../lib/loopback.ts'
import type { Deps, Env, LogLine } from '../env.ts'
import { CLIENT_ENDPOINTS, resourceMetadataPath, urlOf } from '../paths.ts'
import { toRefusal } from '../refusals/to-refusal.ts'
import { callerNetwork } from './network.ts'

/** The values that the log of requests needs. */
export type LogNeeds = Pick<Deps, 'log' | 'now'> &
  Partial<Pick<Deps, 'issuer' | 'limiterFailures' | 'trustedProxies'>>

/** The headers of every response. A response may be cached only if it overrides them. */
const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  Vary: 'Accept-Language',
}

/** The policy to use only https, for a year, for the host and all hosts below it: RFC 6797 section 6.1. */
const HTTPS_ONLY = { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }

/**
 * Returns the common headers of a service. The policy is for https only, RFC 6797 section 7.2. A loopback
 * host has none, because it would hold for every port of the machine.
 */
function commonHeaders(issuer: string | undefined): Record<string, string> {
  const { protocol, hostname } = issuer ? new URL(issuer) : { protocol: '', hostname: '' }
  return protocol === 'https:' && !isLoopback(hostname) ? { ...COMMON, ...HTTPS_ONLY } : COMMON
}

/** Gives the request an ID of 32 hex digits, sets the common headers, and logs the request in one line. */
export function logRequest(needs: LogNeeds): MiddlewareHandler<Env> {
  const { log, now } = needs
  const common = commonHeaders(needs.issuer)
  const resourceMetadata = needs.issuer && urlOf(needs.issuer, resourceMetadataPath(needs.issuer))
  return async function frame(c, next) {
    const started = now()
    const requestId = crypto.randomUUID().replaceAll('-', '')
    c.set('requestId', requestId)
    if (resourceMetadata) c.set('resourceMetadata', resourceMetadata)
    c.set('headers', { 'X-Request-Id': requestId, ...common })
    await next()
    if (!c.get('responded')) addHeaders(c)
    log(requestLine(needs, c, now() - started))
  }
}

/** Adds the headers to a response that `respond` did not create. Its own headers have precedence. */
function addHeaders(c: Context<Env>): void {
  const { headers } = c.res
  const { Vary, ...others } = c.get('headers')
  for (const [name, value] of Object.entries(others)) if (!headers.has(name)) headers.set(name, value)
  if (Vary) headers.append('Vary', Vary)
}

/** The methods that a line names. One runtime passes on whatever a caller has put there. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']

function requestLine(
  { limiterFailures, trustedProxies = [] }: LogNeeds,
  c: Context<Env>,
  durationMs: number,
): LogLine {
  const { method } = c.req
  const { status } = c.res
  const pattern = route(c)
  return {
    level: status < 500 ? 'info' : 'error',
    event: 'request',
    requestId: c.get('requestId'),
    method: METHODS.includes(method) ? method : undefined,
    route: pattern,
    status,
    durationMs,
    identity: c.get('caller')?.identity,
    clientId: c.get('clientId'),
    network: needsNetwork(c, pattern) ? callerNetwork(c, trustedProxies) : undefined,
    refusal: c.error && toRefusal(c.error).code,
    token: c.get('refusedToken'),
    error: status < 500 ? undefined : describeError(c.error),
    limiterFailures: limiterFailures?.() || undefined,
  }
}

/**
 * Whether the line names the caller's network: if credentials were presented, and if a request without an
 * identified caller was refused. Calls of known users are logged without the place that they came from.
 */
function needsNetwork(c: Context<Env>, pattern: string): boolean {
  return CLIENT_ENDPOINTS.includes(pattern) || (c.res.status >= 400 && !c.get('caller'))
}

/**
 * Returns the pattern of the endpoint, also if middleware refused the request. The path itself is never
 * logged: a caller may have put a secret there by mistake. Only middleware and the refusal of other methods
 * match every method, and only middleware has a pattern that ends in `*`.
 */
function route(c: Context): string {
  const routes = matchedRoutes(c)
  const endpoint =
    routes.find(({ method }) => method !== 'ALL') ?? routes.find(({ path }) => !path.endsWith('*'))
  return (endpoint ?? routes.at(-1))?.path ?? '*'
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
