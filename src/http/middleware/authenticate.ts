import type { Context, MiddlewareHandler } from 'hono'
import { currentNonce, verifyPossession } from '../../domain/dpop.ts'
import { identifyCaller } from '../../domain/identities.ts'
import { admitCaller, chargeUnauthenticated, type RequestLimits } from '../../domain/rate-limits.ts'
import { Refusal, type RefusalCode } from '../../domain/refusal.ts'
import { describeRefusedToken } from '../../domain/refused-tokens.ts'
import type { Caller } from '../../domain/rights.ts'
import { type VerifiedToken, verifyToken } from '../../domain/tokens.ts'
import type { SingleUseToken } from '../../model/replay.ts'
import type { CallerEnv, Deps, Env } from '../env.ts'
import { STATUS } from '../refusals/status.ts'
import { toRefusal } from '../refusals/to-refusal.ts'
import { responseHeaders } from '../respond.ts'
import { pathOf } from './path.ts'
import { requestLimitsOf } from './rate-limit.ts'

/** A token in the Authorization header: three base64url parts without padding, RFC 7515 section 7.1. */
const SCHEME_JWT = /^(Bearer|DPoP) +([\w-]+\.[\w-]+\.[\w-]+)$/i

/**
 * Identifies the caller by a token (RFC 6750 section 2.1, RFC 9449 section 7.1): signatures first, then the
 * limit, then the database.
 */
export function authenticate(deps: Deps): MiddlewareHandler<Env> {
  return async function authenticate(c, next) {
    const limits = requestLimitsOf(deps, c)
    const { token, singleUseTokens } = await verifyOrCharge(deps, c, limits)
    if (token.kind === 'own') c.set('clientId', token.clientId)
    await admitCaller(limits, token)
    c.set('caller', await identifyCaller(deps, token, singleUseTokens))
    if (singleUseTokens.length > 0) responseHeaders(c)['DPoP-Nonce'] = await currentNonce(deps)
    await next()
  }
}

/**
 * Identifies the caller again, after a large body: a client could send it slowly, and its token or its rights
 * end meanwhile.
 */
export async function identifyAgain(deps: Deps, c: Context<CallerEnv>): Promise<Caller> {
  const { token } = presentedToken(c.req.header('Authorization'))
  return identifyCaller(deps, await verifyToken(deps, token))
}

/** Identifies the caller if the request has a token. A client may present its own credentials instead. */
export function authenticateBearer(deps: Deps): MiddlewareHandler<Env> {
  const authenticated = authenticate(deps)
  return async function authenticateBearer(c, next) {
    const hasToken = /^(Bearer|DPoP)\b/i.test(c.req.header('Authorization') ?? '')
    return hasToken ? authenticated(c, next) : next()
  }
}

/**
 * The refusals of a token with a genuine signature: its caller is known and will retry, so the network is not
 * charged.
 */
const NOT_CHARGED: RefusalCode[] = ['token_expired', 'proof_nonce_required']

/**
 * Verifies the token and its proof. A bad token is charged to the caller's network, never to a user or an
 * application.
 */
async function verifyOrCharge(
  deps: Deps,
  c: Context<Env>,
  limits: RequestLimits,
): Promise<{ token: VerifiedToken; singleUseTokens: SingleUseToken[] }> {
  try {
    const presented = presentedToken(c.req.header('Authorization'))
    const token = await verifyToken(deps, presented.token).catch((error) => {
      c.set('refusedToken', describeRefusedToken(deps, presented.token, error))
      throw error
    })
    const request = { proof: c.req.header('DPoP'), method: c.req.method, path: pathOf(c) }
    return { token, singleUseTokens: await verifyPossession(deps, token, { ...presented, ...request }) }
  } catch (error) {
    const { code } = toRefusal(error)
    if (STATUS[code] === 401 && !NOT_CHARGED.includes(code)) await chargeUnauthenticated(limits)
    throw error
  }
}

/** Refuses a caller without rights before anything of the request is read. */
export function requireRights(require: (caller: Caller) => void): MiddlewareHandler<CallerEnv> {
  return async function allow(c, next) {
    require(c.get('caller'))
    await next()
  }
}

function presentedToken(header: string | undefined): { scheme: 'Bearer' | 'DPoP'; token: string } {
  if (!header || !/^(Bearer|DPoP)\b/i.test(header)) throw new Refusal('token_missing')
  const [, scheme, token] = SCHEME_JWT.exec(header) ?? []
  if (!scheme || !token) throw new Refusal('token_malformed')
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token }
}
