import { decodeJwt } from 'jose'
import {
  AppsBetaApi,
  AppsV2024Api,
  Configuration,
  type JsonPatchOperationBeta,
  type JsonPatchOperationV2024,
  Paginator,
} from 'sailpoint-api-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { importLines, line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { startGateway } from '../support/service/gateway.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const OWN_SOURCE_APP = '1a7c4e00000000000000000000000002'
const MANY = { id: 'many', name: 'Zoë & co + 50% #1', alias: 'many.apps' }
const MANY_LINES = Array.from({ length: 500 }, (_, i) => line(`many-${String(i).padStart(3, '0')}`, MANY))

let issuer: Issuer
let service: Service
let gateway: Awaited<ReturnType<typeof startGateway>>
let manager: NewApplication
let powerless: NewApplication
let alice: { id: string }
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService({ ...(await goodSettings(issuer)), REQUIRE_EXPERIMENTAL_HEADER: 'true' })
  gateway = await startGateway(service)
  manager = await applicationOf('alice', 'idn:app-roles:manage')
  powerless = await applicationOf('bob', '')
  alice = { id: decodeJwt(await exchange(service, manager)).sub as string }
  const admin = await issuer.sign({ claims: { sub: 'admin', roles: ['admin'] } })
  await importLines(service, admin, [
    ...lines(),
    ...MANY_LINES.map((one) => ({ ...one, hasMultipleAccounts: true })),
  ])
  // The client talks to the console whenever it asks.
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockReturnValue()
})
afterAll(() => vi.restoreAllMocks())
afterAll(() => Promise.all([gateway.stop(), service.stop(), issuer.stop()]))
afterEach(() => vi.clearAllMocks())

async function applicationOf(sub: string, scope: string): Promise<NewApplication> {
  return newApplication(service, await issuer.sign({ claims: { sub, scope } }))
}

/** Returns Alice's user apps. She has two accounts on one source, so that she can choose. */
function lines() {
  return ['a1', 'a2'].map((id) => line(id, alice, { hasMultipleAccounts: true }))
}

/** Configures the client as its documentation says. The client requests a token at once. */
function configured({ clientId, secret }: NewApplication, slash = ''): Configuration {
  const baseurl = gateway.url + slash
  return experimental(
    new Configuration({ baseurl, clientId, clientSecret: secret, tokenUrl: `${baseurl}/oauth/token` }),
  )
}

function withToken(accessToken: string): Configuration {
  return experimental(new Configuration({ baseurl: gateway.url, accessToken }))
}

/** Allows the client to send requests that the vendor calls experimental. */
function experimental(configuration: Configuration): Configuration {
  return Object.assign(configuration, { experimental: true })
}

type Api = AppsBetaApi | AppsV2024Api

const CLIENTS = [
  ['beta', '', (configuration: Configuration) => new AppsBetaApi(configuration)],
  ['beta, its base URL with a slash,', '/', (configuration: Configuration) => new AppsBetaApi(configuration)],
  ['v2024', '', (configuration: Configuration) => new AppsV2024Api(configuration)],
  [
    'v2024, its base URL with a slash,',
    '/',
    (configuration: Configuration) => new AppsV2024Api(configuration),
  ],
] as const

describe.each(CLIENTS)('the vendor’s client for %s', (_, slash, open) => {
  let api: Api
  beforeAll(() => {
    api = open(configured(manager, slash))
  })

  test('fetches its token with its secret, and lists all user apps', async () => {
    const { status, data, headers } = await api.listAllUserApps({ filters: 'id eq "a1" or id eq "a2"' })
    expect({ status, data }).toEqual({ status: 200, data: lines() })
    expect(headers['x-total-count']).toBeUndefined()
  })

  test('filters by a name with every character that URLs escape', async () => {
    const filters = `ownerName eq "${MANY.name}"`
    const { data } = await api.listAllUserApps({ filters, limit: 2, offset: 1 })
    expect(data.map(({ id }) => id)).toEqual(['many-001', 'many-002'])
  })

  test('counts', async () => {
    const given = { filters: 'ownerId eq "many"', count: true, limit: 0 }
    const { data, headers } = await api.listAllUserApps(given)
    expect({ data, total: headers['x-total-count'] }).toEqual({ data: [], total: '500' })
  })

  test('pages through an exact multiple of the page size', async () => {
    const ask = vi.fn((paging: { limit?: number; offset?: number }) =>
      api.listAllUserApps({ ...paging, filters: 'ownerId eq "many"' }),
    )
    const { data } = await Paginator.paginate(api, ask)
    expect(data.map(({ id }) => id)).toEqual(MANY_LINES.map(({ id }) => id))
    expect(ask).toHaveBeenCalledTimes(3)
  })

  test('pages with its own arguments, up to a limit', async () => {
    const ask = (given: Parameters<Api['listAllUserApps']>[0]) => api.listAllUserApps(given)
    const given = { filters: 'ownerId eq "many"', limit: 150, offset: 300 }
    const { data } = await Paginator.paginate(api, ask, given, 100)
    expect(data.map(({ id }) => id)).toEqual(MANY_LINES.slice(300).map(({ id }) => id))
  })

  test('lists the caller’s own user apps, including the credential that it uses', async () => {
    const { data, headers } = await api.listOwnedUserApps({ count: true })
    expect(data).toEqual([expect.objectContaining({ id: manager.id }), ...lines()])
    expect(headers['x-total-count']).toBe('3')
    const { data: credentials } = await api.listOwnedUserApps({
      filters: `sourceAppId eq "${OWN_SOURCE_APP}"`,
    })
    expect(credentials[0]).toMatchObject({ account: { id: manager.id, name: manager.name }, owner: alice })
    expect((await api.listOwnedUserApps()).data).toHaveLength(3)
  })

  test('lists the accounts to choose from', async () => {
    const { data, headers } = await api.listAvailableAccountsForUserApp({ id: 'a1', limit: 1, count: true })
    const sourceAccount = {
      id: 'account-a1',
      nativeIdentity: 'test account',
      displayName: 'test account',
      sourceId: 'source-1',
      sourceDisplayName: 'test-source',
    }
    expect(data).toEqual([{ appId: 'a1', appDisplayName: 'test-app', sourceAccount }])
    expect(headers['x-total-count']).toBe('2')
  })

  test('chooses an account', async () => {
    for (const id of ['account-a2', 'account-a1']) {
      const { status, data } = await patch(api, 'a1', '/account', { id, type: 'ACCOUNT' })
      expect(status).toBe(200)
      expect(data).toMatchObject({ id: 'a1', account: { id, type: 'ACCOUNT', name: 'test account' } })
    }
    const { data } = await patch(api, 'a2', '/account', { id: 'account-a2', type: 'ACCOUNT' })
    expect(data).toEqual({ ...lines()[1], modified: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) })
    const admin = await issuer.sign({ claims: { sub: 'admin', roles: ['admin'] } })
    await importLines(service, admin, lines())
  })

  test.each<[what: string, status: number, ask: (api: Api) => Promise<unknown>, code: string, cause: RegExp]>(
    [
      [
        'an operator that the field has not',
        400,
        (api) => api.listAllUserApps({ filters: 'ownerName co "x"' }),
        '400.1 Bad Request Content',
        /ownerName does not support co; it supports eq, sw\.$/,
      ],
      [
        'an empty filter',
        400,
        (api) => api.listAllUserApps({ filters: '' }),
        '400.1 Bad Request Content',
        /^filters is required/,
      ],
      [
        'a limit out of range',
        400,
        (api) => api.listOwnedUserApps({ limit: 251 }),
        '400.1 Bad Request Content',
        /^limit must be/,
      ],
      [
        'another path in a patch',
        400,
        (api) => patch(api, 'a1', '/owner', { id: 'x' }),
        '400.1 Bad Request Content',
        /account/,
      ],
      ['no patch at all', 400, (api) => api.patchUserApp({ id: 'a1' }), '400.1 Bad Request Content', /./],
      [
        'an account that is not available',
        400,
        (api) => patch(api, 'a1', '/account', { id: 'account-many-000', type: 'ACCOUNT' }),
        '400.1 Bad Request Content',
        /account/,
      ],
    ],
  )('reads what is wrong with %s: %i', async (_, status, ask, detailCode, cause) => {
    const response = await refused(ask(api))
    expect(response).toMatchObject({
      status,
      data: { detailCode, trackingId: response.headers['x-request-id'] },
    })
    const text = expect.stringMatching(cause)
    expect(response.data.causes).toEqual([{ locale: 'en-US', localeOrigin: 'DEFAULT', text }])
    expect(response.data.messages).toHaveLength(1)
  })

  test.each<[what: string, ask: (api: Api) => Promise<unknown>]>([
    ['of another', (api) => api.listAvailableAccountsForUserApp({ id: 'many-000' })],
    ['that is not there', (api) => patch(api, 'no/such?app#', '/account', { id: 'x', type: 'ACCOUNT' })],
  ])('gets 404 for a user app %s', async (_, ask) => {
    const { status, data } = await refused(ask(api))
    expect({ status, data }).toMatchObject({ status: 404, data: { detailCode: '404 Not found' } })
  })

  test('gets 403 without the right', async () => {
    const { status, data } = await refused(
      open(configured(powerless, slash)).listAllUserApps({ filters: 'id eq x' }),
    )
    expect({ status, data }).toMatchObject({ status: 403, data: { detailCode: '403 Forbidden' } })
  })

  test('gets 401 with an invalid token', async () => {
    const { status, data, headers } = await refused(open(withToken('none')).listOwnedUserApps())
    expect({ status, data }).toEqual({ status: 401, data: { error: expect.any(String) } })
    expect(headers['www-authenticate']).toMatch(/^Bearer /)
  })

  test('reports that it has no token if its secret is wrong', async () => {
    const api = open(configured({ ...manager, secret: powerless.secret }, slash))
    await expect(api.listOwnedUserApps()).rejects.toThrow('Request failed with status code 401')
    expect(console.error).toHaveBeenCalledWith('Unable to fetch access token.  Aborting.')
  })

  test('uses only the language it is configured for', async () => {
    const german = { headers: { 'Accept-Language': 'de-AT' } }
    const { data } = await refused(api.listAllUserApps({ filters: 'x eq y' }, german))
    expect(data.causes.map(({ locale }) => locale)).toEqual(['en-US', 'de-DE'])
  })
})

/** Calls the same operation of both editions, whose types differ. */
function patch(api: Api, id: string, path: string, value: object) {
  const operations = [{ op: 'replace', path, value }]
  return api instanceof AppsBetaApi
    ? api.patchUserApp({ id, jsonPatchOperationBeta: operations as JsonPatchOperationBeta[] })
    : api.patchUserApp({ id, jsonPatchOperationV2024: operations as JsonPatchOperationV2024[] })
}

type Refused = {
  status: number
  headers: Record<string, string>
  data: { causes: { locale: string }[]; messages: unknown[] }
}

/** Returns the response in the client's error. */
async function refused(asking: Promise<unknown>): Promise<Refused> {
  const error = await asking.then(
    () => new Error('Expected a refusal.'),
    (error) => error,
  )
  if (!error.response) throw error
  return error.response
}
