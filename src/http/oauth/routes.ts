import type { Context } from 'hono'
import { cors } from 'hono/cors'
import type { Audiences } from '../../domain/audiences.ts'
import { currentNonce } from '../../domain/dpop.ts'
import { exchangeCredentials } from '../../domain/exchange.ts'
import { introspect, type ProtectedResource } from '../../domain/introspection.ts'
import { revokeToken } from '../../domain/revocation.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { authenticateBearer } from '../middleware/authenticate.ts'
import { requestLimitsOf } from '../middleware/rate-limit.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import { metadataOf, resourceMetadataOf } from './metadata.ts'
import {
  clientCredentials,
  type Parameters,
  readFormTokenRequest,
  readJsonTokenRequest,
  readTokenParameter,
} from './parameters.ts'
import { toIntrospectionResponse, toJsonTokenResponse, toTokenResponse } from './views.ts'

/**
 * The longest time that the key set and the metadata may be cached: a new key must be published that long
 * before it signs.
 */
const PUBLISHED_MAX_AGE_SECONDS = 300

const CACHEABLE = { 'Cache-Control': `public, max-age=${PUBLISHED_MAX_AGE_SECONDS}` }

/** Creates the token endpoint of the first edition: JSON in both directions. */
export function jsonTokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const issued = await exchangeCredentials(needsOf(deps, c), await readJsonTokenRequest(c))
    return respondJson(c, toJsonTokenResponse(issued))
  })
}

/**
 * Creates the token endpoint of RFC 6749 section 4.4. A DPoP client gets the nonce of its next proof: RFC
 * 9449 section 8.2.
 */
export function tokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const issued = await exchangeCredentials(needsOf(deps, c), await readFormTokenRequest(c))
    if (issued.type === 'DPoP') responseHeaders(c)['DPoP-Nonce'] = await currentNonce(deps)
    return respondJson(c, toTokenResponse(issued))
  })
}

/** Creates the introspection endpoint, RFC 7662 section 2. */
export function introspectionEndpoint(deps: Deps) {
  return new Hono<Env>().use(authenticateBearer(deps)).post('/', async (c) => {
    const parameters = await readTokenParameter(c)
    const found = await introspect(needsOf(deps, c), protectedResourceOf(c, parameters), parameters.token)
    return respondJson(c, toIntrospectionResponse(found))
  })
}

/**
 * Creates the revocation endpoint, RFC 7009 section 2. A client ignores the body of its response; some cannot
 * read an empty one.
 */
export function revocationEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const parameters = await readTokenParameter(c)
    await revokeToken(needsOf(deps, c), clientCredentials(c, parameters), parameters.token)
    return respondJson(c, {})
  })
}

/**
 * Creates the route that publishes our public keys, RFC 7517 section 5, for resource servers that verify our
 * tokens.
 */
export function keySet({ signingKeys }: Pick<Deps, 'signingKeys'>) {
  return published().get('/', (c) => respondJson(c, signingKeys.published, 200, CACHEABLE))
}

/** Creates the route of the server's metadata: RFC 8414 section 2. */
export function metadata(names: Audiences) {
  const body = metadataOf(names)
  return published().get('/', (c) => respondJson(c, body, 200, CACHEABLE))
}

/** Creates the route of the metadata of our own API: RFC 9728 section 3. */
export function resourceMetadata({ issuer, trustedIssuers }: Pick<Deps, 'issuer' | 'trustedIssuers'>) {
  const body = resourceMetadataOf(issuer, trustedIssuers.keys())
  return published().get('/', (c) => respondJson(c, body, 200, CACHEABLE))
}

/** Creates a route whose response pages of any origin may read. */
function published() {
  return new Hono<Env>().use(cors({ origin: '*', allowMethods: ['GET'] }))
}

function needsOf(deps: Deps, c: Context<Env>) {
  return { ...deps, requestLimits: requestLimitsOf(deps, c) }
}

/** Returns the caller of a valid token, else the credentials that the request presents. */
function protectedResourceOf(c: Context<Env>, parameters: Parameters): ProtectedResource {
  const caller = c.get('caller')
  return caller ? { caller } : { client: clientCredentials(c, parameters) }
}
