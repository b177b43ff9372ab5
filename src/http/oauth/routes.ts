import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { currentNonce } from '../../domain/dpop.ts'
import { exchangeCredentials, type IssuedToken, type TokenRequest } from '../../domain/exchange.ts'
import { introspect, type ProtectedResource } from '../../domain/introspection.ts'
import { admitClient, admitProtectedResource, chargeFailure } from '../../domain/rate-limits.ts'
import { revokeToken } from '../../domain/revocation.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { authenticateBearer } from '../middleware/authenticate.ts'
import { limited, requestLimitsOf } from '../middleware/rate-limit.ts'
import { respond, respondJson, responseHeaders } from '../respond.ts'
import {
  clientCredentials,
  type Parameters,
  readFormTokenRequest,
  readJsonTokenRequest,
  readTokenParameter,
} from './parameters.ts'
import type { FirstToken } from './responses.ts'
import { toIntrospectionResponse, toTokenResponse } from './views.ts'

/** How long a published key set may be kept: a key must be published that long before it signs. */
export const KEYS_MAX_AGE_SECONDS = 300

/** The first edition of the token endpoint: JSON both ways. */
export function firstTokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const { accessToken, expiresInSeconds } = await exchange(deps, c, await readJsonTokenRequest(c))
    return respondJson(c, { accessToken, expiresIn: expiresInSeconds } satisfies FirstToken)
  })
}

/** The second edition: RFC 6749 section 4.4. */
export function tokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const issued = await exchange(deps, c, await readFormTokenRequest(c))
    await sendNonce(deps, c, issued)
    return respondJson(c, toTokenResponse(issued))
  })
}

/** Our public keys, RFC 7517 section 5, for whoever verifies our tokens by themselves. */
export function keySet({ signingKeys }: Pick<Deps, 'signingKeys'>) {
  return new Hono<Env>().use(cors({ origin: '*', allowMethods: ['GET'] })).get('/', (c) => {
    return respondJson(c, signingKeys.published, 200, {
      'Cache-Control': `public, max-age=${KEYS_MAX_AGE_SECONDS}`,
    })
  })
}

/** Whether a token stands, and what it says then: RFC 7662 section 2. */
export function introspectionEndpoint(deps: Deps) {
  return new Hono<Env>().use(authenticateBearer(deps)).post('/', async (c) => {
    const parameters = await readTokenParameter(c)
    const standing = await introspect(
      tokenQueryNeeds(deps, c),
      protectedResourceOf(c, parameters),
      parameters.token,
    )
    return respondJson(c, toIntrospectionResponse(standing))
  })
}

/** Ends a token of the client's own: RFC 7009 section 2; the answer says nothing, and so has no body. */
export function revocationEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const parameters = await readTokenParameter(c)
    await revokeToken(tokenQueryNeeds(deps, c), clientCredentials(c, parameters), parameters.token)
    return respond(c, null, 200)
  })
}

function exchange(deps: Deps, c: Context<Env>, request: TokenRequest): Promise<IssuedToken> {
  const gate = requestLimitsOf(deps, c)
  const admit = (clientId: string) => limited(deps, c, () => admitClient(gate, clientId))
  return exchangeCredentials(
    { ...deps, defer: gate.defer, admit, failed: () => chargeFailure(gate) },
    request,
  )
}

/** Who sent a proof is told the nonce of the next: RFC 9449 section 8.2. */
async function sendNonce(deps: Deps, c: Context<Env>, { type }: IssuedToken): Promise<void> {
  if (type === 'DPoP') responseHeaders(c)['DPoP-Nonce'] = await currentNonce(deps)
}

/** Who came with a token has proved it; anybody else has credentials to show. */
function protectedResourceOf(c: Context<Env>, parameters: Parameters): ProtectedResource {
  const caller = c.get('caller')
  return caller ? { caller } : { client: clientCredentials(c, parameters) }
}

function tokenQueryNeeds(deps: Deps, c: Context<Env>) {
  const gate = requestLimitsOf(deps, c)
  const admit = (clientId: string) => limited(deps, c, () => admitProtectedResource(gate, clientId))
  return { ...deps, admit, failed: () => chargeFailure(gate) }
}
