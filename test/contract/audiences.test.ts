import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type NewApplication, read } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import {
  ENDPOINTS,
  FIRST,
  post,
  refusal,
  request,
  SECOND,
  tokenIn,
  whole,
} from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const ORDERS = 'https://orders.test/api'
const STOCK = 'urn:example:stock'
const READ = 'idn:app-roles:read'
const NO_AUDIENCE = 'JWT validation failed: claim aud is missing or has an unexpected value'

let issuer: Issuer
let service: Service
let applications: Record<'manager' | 'caller' | 'reader' | 'everything', NewApplication>
beforeAll(async () => {
  issuer = await startIssuer()
  const AUDIENCES = JSON.stringify([ORDERS, STOCK])
  service = await startService({ ...(await goodSettings(issuer)), AUDIENCES })
  applications = {
    manager: await create({ scope: '' }, true),
    caller: await create({ scope: 'odd>?~scope', roles: ['admin'] }, false),
    reader: await create({ scope: READ }, false),
    everything: await create({ scope: 'sp:scopes:all' }, false),
  }
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Creates an application of an owner with these claims. */
async function create(claims: object, canManageApplications: boolean): Promise<NewApplication> {
  const token = await issuer.sign({ claims: { sub: crypto.randomUUID(), ...claims } })
  const body = { name: 'caller', canManageApplications }
  return (await api(service, token).post<NewApplication>(APPLICATIONS, body)).body
}

/** Exchanges the secret of an application, for resources as a client would name them. */
function exchange(path: string, { clientId, secret }: NewApplication, ...resources: string[]) {
  if (path === FIRST) {
    const [resource] = resources.length > 1 ? [resources] : resources
    const body = { grantType: 'client_credentials', clientId, clientSecret: secret, resource }
    return post(service, path, JSON.stringify(body), { 'Content-Type': 'application/json' })
  }
  const form = new URLSearchParams(request({ clientId, secret } as NewApplication))
  for (const resource of resources) form.append('resource', resource)
  return post(service, path, form)
}

async function tokenFor(application: NewApplication, ...resources: string[]): Promise<string> {
  return tokenIn((await exchange(SECOND[0] as string, application, ...resources)).body)
}

function audienceIn(body: unknown) {
  return decodeJwt(tokenIn(body)).aud
}

describe.each(ENDPOINTS)('At %s,', (path) => {
  test.each([
    ['that may manage applications', 'manager', [ORDERS, ISSUER]],
    ['that has a scope of this service', 'reader', [ORDERS, ISSUER]],
    ['that has the scope for all', 'everything', [ORDERS, ISSUER]],
    ['that has nothing to do here', 'caller', ORDERS],
  ] as const)('without a resource, the token of an application %s is for %j.', async (_, name, aud) => {
    expect(audienceIn((await exchange(path, applications[name])).body)).toEqual(aud)
  })

  test.each([
    [[ORDERS], ORDERS],
    [[STOCK], STOCK],
    [[ISSUER], ISSUER],
    [
      [STOCK, ORDERS, STOCK],
      [STOCK, ORDERS],
    ],
    [['', STOCK], STOCK],
  ])('a token for the resources %j is for exactly these.', async (resources, aud) => {
    for (const name of ['manager', 'caller'] as const)
      expect(audienceIn((await exchange(path, applications[name], ...resources)).body)).toEqual(aud)
  })

  test.each([
    ['unknown', ['https://other.test']],
    ['beside a known one', [ORDERS, 'https://other.test']],
    ['spelled in another way', [`${ORDERS}/`]],
    ['of an identity provider', ['https://api.test']],
  ])('a resource is refused that is %s.', async (_, resources) => {
    const message =
      'The resource is not an audience of this service. Name one of protected_resources in its metadata.'
    expect(whole(await exchange(path, applications.manager, ...resources))).toEqual(
      refusal(path, message, 'invalid_target'),
    )
  })
})

test.each(['1', '{}', '["urn:example:stock", null]'])(
  'In JSON, a resource that is %s is refused.',
  async (resource) => {
    const { clientId, secret } = applications.manager
    const body = `{"grantType":"app_token","clientId":"${clientId}","clientSecret":"${secret}","Resource":${resource}}`
    const response = await post(service, FIRST, body, { 'Content-Type': 'application/json' })
    expect(whole(response)).toEqual(refusal(FIRST, 'The parameter resource must be text.'))
  },
)

test('In JSON, a resource is named once.', async () => {
  const { clientId, secret } = applications.manager
  const body = `{"grantType":"app_token","clientId":"${clientId}","clientSecret":"${secret}","resource":"${STOCK}","RESOURCE":"${ORDERS}"}`
  const response = await post(service, FIRST, body, { 'Content-Type': 'application/json' })
  expect(whole(response)).toEqual(
    refusal(FIRST, 'The parameter resource is given more than once. Send it once.'),
  )
})

describe('A token for another resource server', () => {
  test.each([
    ['lists no applications', 'GET', APPLICATIONS],
    ['creates no application', 'POST', APPLICATIONS],
    ['reads no profile', 'GET', '/api/v1/me'],
    ['reads no inventory', 'GET', '/user-apps'],
    ['introspects no token', 'POST', '/oauth/introspect'],
    ['administers nothing', 'GET', '/api/v1/administration/user-applications'],
  ])('%s.', async (_, method, path) => {
    const token = await tokenFor(applications.manager, ORDERS)
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const body = path.startsWith('/oauth') ? new URLSearchParams({ token }) : '{"name":"replayed"}'
    const type = path.startsWith('/oauth') ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}
    const init = { method, headers: { ...headers, ...type }, ...(method === 'GET' ? {} : { body }) }
    // The second request finds the token among those that were verified before.
    for (const _ of [1, 2]) {
      const response = await read(await service.fetch(path, init))
      expect(response.status).toBe(401)
      expect(response.headers.get('WWW-Authenticate')).toContain(NO_AUDIENCE)
    }
  })

  test('is introspected with its audience, and stays refused afterwards.', async () => {
    const { manager } = applications
    const token = await tokenFor(manager, STOCK, ORDERS)
    const { client_id, client_secret } = request(manager)
    const form = new URLSearchParams({
      token,
      client_id: client_id ?? '',
      client_secret: client_secret ?? '',
    })
    const { body } = await post(service, '/oauth/introspect', form)
    expect(body).toMatchObject({ active: true, aud: [STOCK, ORDERS] })
    expect((await api(service, token).get(APPLICATIONS)).status).toBe(401)
  })

  test('is revoked by its client.', async () => {
    const { caller } = applications
    const token = await tokenFor(caller, STOCK)
    const { client_id, client_secret } = request(caller)
    const form = new URLSearchParams({
      token,
      client_id: client_id ?? '',
      client_secret: client_secret ?? '',
    })
    expect(await post(service, '/oauth/introspect', form)).toMatchObject({ body: { active: true } })
    expect(await post(service, '/oauth/revoke', form)).toMatchObject({ status: 200 })
    expect(await post(service, '/oauth/introspect', form)).toMatchObject({ body: { active: false } })
  })
})

test('A token for this service among others manages applications.', async () => {
  const token = await tokenFor(applications.manager, ISSUER, STOCK)
  expect((await api(service, token).get(APPLICATIONS)).status).toBe(200)
})

test('The metadata lists the resources.', async () => {
  const { body } = await read(await service.fetch('/.well-known/oauth-authorization-server'))
  expect(body).toMatchObject({ protected_resources: [ORDERS, STOCK, ISSUER] })
})

test('AUDIENCE is the first of the audiences.', async () => {
  const settings = { ...(await goodSettings(issuer)), AUDIENCE: 'orders', AUDIENCES: `["${STOCK}"]` }
  const named = await startService(settings)
  try {
    const { body } = await read(await named.fetch('/.well-known/oauth-authorization-server'))
    expect(body).toMatchObject({ protected_resources: ['orders', STOCK, ISSUER] })
  } finally {
    await named.stop()
  }
})
