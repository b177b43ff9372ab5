import type { MiddlewareHandler } from 'hono'
import { identify } from '../../domain/identities.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Caller } from '../../domain/rights.ts'
import { verifyToken } from '../../domain/tokens.ts'
import type { CallerEnv, Deps } from '../env.ts'

/** Three base64url parts, RFC 7515 section 7.1; a padded, cut or repeated token is none. */
const BEARER_JWT = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i

/** Finds out who calls, by the bearer token (RFC 6750 section 2.1): first the signature, then the database. */
export function authenticate(deps: Deps): MiddlewareHandler<CallerEnv> {
  return async function authenticate(c, next) {
    const token = await verifyToken(deps, bearerToken(c.req.header('Authorization')))
    c.set('caller', await identify(deps, token))
    await next()
  }
}

/** Lets pass whom `require` does not refuse, before anything of the request is read. */
export function allow(require: (caller: Caller) => void): MiddlewareHandler<CallerEnv> {
  return async function allow(c, next) {
    require(c.var.caller)
    await next()
  }
}

function bearerToken(header: string | undefined): string {
  if (!header || !/^Bearer\b/i.test(header)) throw new Refusal('token_missing')
  const token = BEARER_JWT.exec(header)?.[1]
  if (!token) throw new Refusal('token_malformed')
  return token
}
