import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from '../env.ts'
import { respond, responseHeaders } from '../respond.ts'

/** The response headers that pages may read, besides those that every page may. */
const EXPOSED = [
  'DPoP-Nonce',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Filter-Position',
  'X-Request-Id',
  'X-Total-Count',
].join(', ')

/** The methods and headers of requests, and the seconds for which a browser may remember them. */
const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, DPoP, X-SailPoint-Experimental',
  'Access-Control-Max-Age': '7200',
}

/**
 * Lets pages of these origins call the API: CORS, https://fetch.spec.whatwg.org/#http-cors-protocol. Every
 * preflight ends here, before it could spend a limit. Hono's middleware would add headers to each response
 * once it exists, which costs much more.
 */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler<Env> {
  return async function allowOrigins(c, next) {
    const origin = c.req.header('Origin')
    const isAllowed = origin !== undefined && origins.includes(origin)
    const headers = responseHeaders(c)
    if (origins.length > 0) headers.Vary += ', Origin'
    if (isAllowed) {
      headers['Access-Control-Allow-Origin'] = origin
      headers['Access-Control-Expose-Headers'] = EXPOSED
    }
    if (isPreflight(c)) return respond(c, null, 204, isAllowed ? PREFLIGHT : {})
    return next()
  }
}

function isPreflight(c: Context): boolean {
  return c.req.method === 'OPTIONS' && c.req.header('Access-Control-Request-Method') !== undefined
}
