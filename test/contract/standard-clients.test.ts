import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { newPair, type Pair } from '../support/oauth/proofs.ts'
import { SCOPE } from '../support/oauth/token-endpoint.ts'
import { startRelay } from '../support/service/relay.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

/** The option without which both libraries require https. */
const LOOPBACK = { [oauth.allowInsecureRequests]: true }

const METHODS = ['Basic', 'body', 'ES256', 'EdDSA', 'RS256', 'PS256']

let issuer: Issuer
let service: Service
let relay: Awaited<ReturnType<typeof startRelay>>
let application: NewApplication
let pairs: Map<string, Pair>

beforeAll(async () => {
  issuer = await startIssuer()
  relay = await startRelay()
  service = await startService({ ...(await goodSettings(issuer)), ISSUER: relay.url })
  relay.leadTo(service.url)
  const owner = await issuer.sign({ claims: { sub: 'owner', scope: SCOPE } })
  application = await newApplication(service, owner)
  const made = METHODS.slice(2).map(async (alg) => [alg, await newPair(alg)] as const)
  pairs = new Map(await Promise.all(made))
  const keys = `/api/v1/user-applications/${application.id}/keys`
  await Promise.all([...pairs].map(([kid, { jwk }]) => api(service, owner).post(keys, { ...jwk, kid })))
})
afterAll(() => Promise.all([service.stop(), issuer.stop(), relay.stop()]))

const url = () => new URL(relay.url)
const resource = () => new URL('/api/v1/user-applications', relay.url)

/** Converts our key pair for either library. */
const cryptoPair = ({ privateKey, publicKey }: Pair) => ({ privateKey, publicKey })

describe.each(['oauth2', 'oidc'] as const)('openid-client, which discovers by %s,', (algorithm) => {
  /** Discovers the server for a client that authenticates by the method. */
  function discovered(method: string, client = application): Promise<openid.Configuration> {
    const { clientId, secret } = client
    const key = pairs.get(method)?.privateKey
    const auths: Record<string, () => openid.ClientAuth> = {
      Basic: () => openid.ClientSecretBasic(secret),
      body: () => openid.ClientSecretPost(secret),
    }
    const auth = auths[method]?.() ?? openid.PrivateKeyJwt({ key: key as CryptoKey, kid: method })
    const options = { algorithm, execute: [openid.allowInsecureRequests] }
    return openid.discovery(url(), clientId, undefined, auth, options)
  }

  test.each(METHODS)('gets a token by %s, calls our API, introspects and revokes it.', async (method) => {
    const config = await discovered(method)
    const granted = await openid.clientCredentialsGrant(config, { scope: 'sp:scopes:all' })
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'sp:scopes:all' })
    const { access_token } = granted
    const call = () => openid.fetchProtectedResource(config, access_token, resource(), 'GET')
    expect((await call()).status).toBe(200)
    const active = await openid.tokenIntrospection(config, access_token)
    expect(active).toMatchObject({ active: true, client_id: application.clientId, scope: 'sp:scopes:all' })
    await openid.tokenRevocation(config, access_token)
    expect(await openid.tokenIntrospection(config, access_token)).toEqual({ active: false })
    await expect(call()).rejects.toMatchObject({ code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 })
  })

  test.each(['ES256', 'EdDSA', 'RS256', 'PS256'])(
    'gets and uses a token that is bound by %s.',
    async (alg) => {
      const config = await discovered('Basic')
      const DPoP = openid.getDPoPHandle(config, cryptoPair(pairs.get(alg) as Pair))
      const granted = await openid.clientCredentialsGrant(config, {}, { DPoP })
      expect(granted.token_type).toBe('dpop')
      const { access_token } = granted
      for (let twice = 0; twice < 2; twice++) {
        const response = await openid.fetchProtectedResource(
          ...[config, access_token, resource(), 'GET', undefined, undefined, { DPoP }],
        )
        expect(response.status).toBe(200)
      }
      const active = await openid.tokenIntrospection(config, access_token)
      expect(active).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: expect.any(String) } })
    },
  )

  test('reads our errors.', async () => {
    const auth = openid.ClientSecretBasic('wrong')
    const options = { algorithm, execute: [openid.allowInsecureRequests] }
    const config = await openid.discovery(url(), application.clientId, undefined, auth, options)
    const refused = openid.clientCredentialsGrant(config)
    await expect(refused).rejects.toMatchObject({ code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 })
    const narrow = await newApplication(service, await issuer.sign({ claims: { sub: 'narrow' } }))
    const good = await discovered('body', narrow)
    const beyond = openid.clientCredentialsGrant(good, { scope: 'idn:app-roles:manage' })
    await expect(beyond).rejects.toMatchObject({ error: 'invalid_scope', status: 400 })
  })
})

describe('oauth4webapi', () => {
  async function discovered(): Promise<oauth.AuthorizationServer> {
    const response = await oauth.discoveryRequest(url(), { algorithm: 'oauth2', ...LOOPBACK })
    return oauth.processDiscoveryResponse(url(), response)
  }

  function authentication(method: string): oauth.ClientAuth {
    const key = pairs.get(method)?.privateKey
    if (key) return oauth.PrivateKeyJwt({ key, kid: method })
    return method === 'Basic'
      ? oauth.ClientSecretBasic(application.secret)
      : oauth.ClientSecretPost(application.secret)
  }

  test.each(METHODS)('gets a token by %s, and introspects and revokes it.', async (method) => {
    const as = await discovered()
    const client = { client_id: application.clientId }
    const auth = authentication(method)
    const response = await oauth.clientCredentialsGrantRequest(as, client, auth, {}, LOOPBACK)
    const granted = await oauth.processClientCredentialsResponse(as, client, response)
    const introspect = async () => {
      const asked = await oauth.introspectionRequest(as, client, auth, granted.access_token, LOOPBACK)
      return oauth.processIntrospectionResponse(as, client, asked)
    }
    expect(await introspect()).toMatchObject({ active: true, scope: SCOPE, iss: relay.url })
    const revoked = await oauth.revocationRequest(as, client, auth, granted.access_token, LOOPBACK)
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined()
    expect(await introspect()).toEqual({ active: false })
  })

  test('gets a nonce, then a token that is bound to a key, and calls our API.', async () => {
    const as = await discovered()
    const client = { client_id: application.clientId }
    const DPoP = oauth.DPoP({}, cryptoPair(pairs.get('ES256') as Pair))
    const request = async () => {
      const options = { DPoP, ...LOOPBACK }
      const response = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        authentication('ES256'),
        {},
        options,
      )
      return oauth.processClientCredentialsResponse(as, client, response)
    }
    const error = await request().catch((error: unknown) => error)
    expect(oauth.isDPoPNonceError(error)).toBe(true)
    const { access_token, token_type } = await request()
    expect(token_type).toBe('dpop')
    const response = await oauth.protectedResourceRequest(
      ...[access_token, 'GET', resource(), undefined, undefined, { DPoP, ...LOOPBACK }],
    )
    expect(response.status).toBe(200)
  })

  test('verifies a received token as a resource server.', async () => {
    const as = await discovered()
    const client = { client_id: application.clientId }
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      authentication('body'),
      {},
      LOOPBACK,
    )
    const { access_token } = await oauth.processClientCredentialsResponse(as, client, response)
    const request = new Request(resource(), { headers: { Authorization: `Bearer ${access_token}` } })
    const claims = await oauth.validateJwtAccessToken(as, request, relay.url, LOOPBACK)
    expect(claims).toMatchObject({ client_id: application.clientId, scope: SCOPE })
  })
})

test('The remote key set of jose, found by the metadata, verifies our tokens.', async () => {
  const metadata = await (await fetch(`${relay.url}/.well-known/oauth-authorization-server`)).json()
  const { jwks_uri, token_endpoint } = metadata as { jwks_uri: string; token_endpoint: string }
  const { clientId: client_id, secret: client_secret } = application
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
  const granted = (await (await fetch(token_endpoint, { method: 'POST', body })).json()) as {
    access_token: string
  }
  const keys = createRemoteJWKSet(new URL(jwks_uri))
  const options = { issuer: relay.url, audience: relay.url, typ: 'at+jwt' }
  expect((await jwtVerify(granted.access_token, keys, options)).payload).toMatchObject({ client_id })
})
