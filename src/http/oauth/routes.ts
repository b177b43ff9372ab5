import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { exchangeSecret, type IssuedToken, type TokenRequest } from '../../domain/exchange.ts'
import type { Deps, Env } from '../env.ts'
import { failure } from '../middleware/frame.ts'
import { readFormTokenRequest, readJsonTokenRequest } from './parameters.ts'

/** How long a published key set may be kept: a key must be published that long before it signs. */
const KEYS_MAX_AGE_SECONDS = 300

/** The first edition of the token endpoint: JSON both ways. */
export function firstTokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const { accessToken, expiresInSeconds } = await exchange(deps, c, await readJsonTokenRequest(c))
    return c.json({ accessToken, expiresIn: expiresInSeconds })
  })
}

/** The second edition: RFC 6749 section 4.4. */
export function tokenEndpoint(deps: Deps) {
  return new Hono<Env>().post('/', async (c) => {
    const { accessToken, expiresInSeconds, scope } = await exchange(deps, c, await readFormTokenRequest(c))
    const granted = scope ? { scope } : {}
    return c.json({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      ...granted,
    })
  })
}

/** Our public keys, RFC 7517 section 5, for whoever verifies our tokens by themselves. */
export function keySet({ signingKeys }: Pick<Deps, 'signingKeys'>) {
  return new Hono<Env>().use(cors({ origin: '*', allowMethods: ['GET'] })).get('/', (c) => {
    return c.json(signingKeys.published, 200, { 'Cache-Control': `public, max-age=${KEYS_MAX_AGE_SECONDS}` })
  })
}

function exchange(deps: Deps, c: Context<Env>, request: TokenRequest): Promise<IssuedToken> {
  const { requestId } = c.var
  const defer = (work: Promise<void>) => {
    const logged = work.catch((error) =>
      deps.log({ level: 'error', event: 'deferred', requestId, error: failure(error) }),
    )
    c.executionCtx.waitUntil(logged)
  }
  return exchangeSecret({ ...deps, defer }, request)
}
