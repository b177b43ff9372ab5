import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { asserted, assertion, newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, basic, ENDPOINTS, request, type Texts } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

/** The client's address, as a trusted proxy reports it, and its network. */
const ADDRESS = '2001:db8:1:2:3:4:5:6'
const NETWORK = '2001:db8:1:2::/64'
const FORWARDED = { 'X-Forwarded-For': ADDRESS }

let issuer: Issuer
let service: Service
let token: string
let client: NewApplication
let pair: Pair

beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService({ ...(await goodSettings(issuer)), TRUSTED_PROXIES: '["127.0.0.1","::1"]' })
  token = await issuer.sign({ claims: { sub: 'alice', roles: ['admin'], scope: 'idn:app-roles:read' } })
  client = await newApplication(service, token)
  pair = await newPair()
  await api(service, token).post(`/api/v1/user-applications/${client.id}/keys`, pair.jwk)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Returns the line of the last request. */
function lastLine(): Record<string, unknown> {
  return service.logs.map((line) => JSON.parse(line)).findLast(({ event }) => event === 'request')
}

/** Posts credentials from the address to an endpoint, and returns the line of the request. */
async function lineOf(path: string, given: Texts, headers: Texts = {}): Promise<Record<string, unknown>> {
  await ask(service, path, given, { ...FORWARDED, ...headers })
  return lastLine()
}

const CLIENT_ENDPOINTS = [...ENDPOINTS, '/oauth/introspect', '/oauth/revoke']
const FORM_ENDPOINTS = CLIENT_ENDPOINTS.filter((path) => path !== '/api/v1/token')

describe.each(CLIENT_ENDPOINTS)('a request to %s is logged with the network and the client', (route) => {
  const logged = (status: number, refusal?: string) => {
    const line = { route, status, network: NETWORK, clientId: client.clientId }
    return refusal ? { ...line, refusal } : line
  }

  test('if it is granted', async () => {
    const line = await lineOf(route, { ...request(client), token: 'unknown' })
    expect(line).toMatchObject(logged(200))
    expect(line).not.toHaveProperty('refusal')
  })

  test('if the secret is wrong', async () => {
    const { secret } = await newApplication(service, token)
    const line = await lineOf(route, { ...request(client, { client_secret: secret }), token: 'unknown' })
    expect(line).toMatchObject({ ...logged(line.status as number, 'client_invalid') })
  })

  test('if the secret is missing', async () => {
    const line = await lineOf(route, { ...request(client, { client_secret: '' }), token: 'unknown' })
    expect(line).toMatchObject(logged(line.status as number))
    expect(line.refusal).toMatch(/_missing$/)
  })

  test('but not by a text that is no client ID of ours', async () => {
    const { secret, clientId, id } = client
    for (const wrong of [secret, id, clientId.toUpperCase(), `${clientId}\n`, 'my password']) {
      const line = await lineOf(route, { ...request(client, { client_id: wrong }), token: 'unknown' })
      expect(line).toMatchObject({ route, network: NETWORK, refusal: 'client_invalid' })
      expect(line).not.toHaveProperty('clientId')
    }
    expect(service.logs.join('\n')).not.toContain(secret)
    expect(service.logs.join('\n')).not.toContain('my password')
  })
})

describe.each(FORM_ENDPOINTS)('at %s, the client is logged', (route) => {
  const form = { grant_type: 'client_credentials', token: 'unknown' }

  test('if it authenticates by Basic', async () => {
    const granted = await lineOf(route, form, basic(client.clientId, client.secret))
    expect(granted).toMatchObject({ status: 200, network: NETWORK, clientId: client.clientId })
    const refused = await lineOf(route, form, basic(client.clientId, 'wrong'))
    expect(refused).toMatchObject({ status: 401, network: NETWORK, clientId: client.clientId })
    const swapped = await lineOf(route, form, basic(client.secret, client.clientId))
    expect(swapped).toMatchObject({ status: 401, network: NETWORK, refusal: 'client_invalid' })
    expect(swapped).not.toHaveProperty('clientId')
  })

  test('if it authenticates by an assertion', async () => {
    const good = await assertion(client.clientId, pair)
    const granted = await lineOf(route, { ...form, ...asserted(good) })
    expect(granted).toMatchObject({ status: 200, network: NETWORK, clientId: client.clientId })
    const forged = await assertion(client.clientId, await newPair())
    const refused = await lineOf(route, { ...form, ...asserted(forged) })
    expect(refused).toMatchObject({ status: 401, network: NETWORK, clientId: client.clientId })
  })
})

describe('introspection by a token', () => {
  test('is logged with the client of the token, not with one that the body claims', async () => {
    const headers = { Authorization: `Bearer ${await exchange(service, client)}` }
    const given = { token: 'unknown', client_id: crypto.randomUUID() }
    const line = await lineOf('/oauth/introspect', given, headers)
    expect(line).toMatchObject({ status: 200, network: NETWORK, clientId: client.clientId })
  })
})

describe('the network is logged', () => {
  test.each<[path: string, status: number]>([
    ['/api/v1/user-applications', 401],
    ['/v2024/user-apps/all', 401],
    ['/nowhere', 404],
    ['/assets/nothing.js', 404],
  ])('for GET %s without a token', async (path, status) => {
    await service.fetch(path, { headers: FORWARDED })
    expect(lastLine()).toMatchObject({ status, network: NETWORK })
  })

  test('without the address itself', async () => {
    await service.fetch('/nowhere', { headers: FORWARDED })
    expect(service.logs.join('\n')).not.toContain(ADDRESS)
  })

  test.each(['/api/v1/user-applications', '/api/v1/user-applications/nothing', '/healthz', '/console.json'])(
    'not for GET %s with a token',
    async (path) => {
      await service.fetch(path, { headers: { Authorization: `Bearer ${token}`, ...FORWARDED } })
      expect(lastLine()).not.toHaveProperty('network')
    },
  )
})

test('a token that was revoked is logged with its client', async () => {
  const application = await newApplication(service, token)
  const own = await exchange(service, application)
  await api(service, token).delete(`/api/v1/user-applications/${application.id}`)
  await api(service, own).get('/api/v1/me')
  expect(lastLine()).toMatchObject({ refusal: 'token_revoked', clientId: application.clientId })
})

describe('the route in the log is the pattern of the endpoint', () => {
  test.each<[method: string, path: string, route: string]>([
    ['GET', '/v2024/user-apps/all', '/v2024/user-apps/all'],
    ['GET', '/user-apps/all', '/user-apps/all'],
    ['GET', '/user-apps/v1/all', '/user-apps/v1/all'],
    ['GET', '/v2024/user-apps/1', '/v2024/user-apps/:id'],
    ['PATCH', '/v2024/user-apps/all', '/v2024/user-apps/:id'],
    ['GET', '/v2024/user-apps/1/available-accounts', '/v2024/user-apps/:id/available-accounts'],
    ['DELETE', '/v2024/user-apps/all', '/v2024/user-apps/all'],
    ['GET', '/api/v1/me', '/api/v1/me'],
    ['POST', '/api/v1/me', '/api/v1/me'],
    ['GET', '/api/v1/user-applications/secret', '/api/v1/user-applications/:appId'],
    ['GET', '/oauth/token', '/oauth/token'],
    ['POST', '/oauth/token', '/oauth/token'],
    ['GET', '/assets/secret.js', '/assets/*'],
    ['HEAD', '/', '/'],
    ['GET', '/api/secret', '/api/*'],
    ['GET', '/secret', '/*'],
  ])('%s %s', async (method, path, route) => {
    for (const headers of [{ Authorization: `Bearer ${token}` }, { Authorization: '' }]) {
      await service.fetch(path, { method, headers })
      expect(lastLine()).toMatchObject({ method, route })
    }
  })
})
