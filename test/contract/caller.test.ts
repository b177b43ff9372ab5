import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const ME = '/api/v1/me'
const APPLICATIONS = '/api/v1/user-applications'

let issuer: Issuer
let service: Service
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService({ ...(await goodSettings(issuer)), APPLICATIONS_PER_USER_MAX: '7' })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const alice = {
  sub: 'alice',
  name: 'Alice Doe',
  preferred_username: 'alice.doe',
  email: 'alice@example.com',
  roles: ['admin', 'root'],
  scope: 'idn:app-roles:read other',
}
const user = (claims: object = alice) => issuer.sign({ claims: { ...claims } })

describe('the caller', () => {
  test('gets their profile, rights and limits', async () => {
    const { status, body } = await api(service, await user()).get(ME)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        id: expect.any(String),
        name: 'Alice Doe',
        alias: 'alice.doe',
        email: 'alice@example.com',
        clientId: null,
        roles: ['admin'],
        scopes: ['idn:app-roles:read'],
        limits: { applications: 7, keys: 5, tokenTtlSeconds: 900 },
      },
    })
  })

  test('may have no name, and no rights', async () => {
    const { body } = await api(service, await user({ sub: 'nobody' })).get(ME)
    expect(body).toMatchObject({ name: null, alias: null, email: null, roles: [], scopes: [] })
  })

  test('may be a program, which has the profile of its owner and a client ID', async () => {
    const application = await newApplication(service, await user({ ...alice, roles: [] }))
    const { body } = await api(service, await exchange(service, application)).get(ME)
    expect(body).toMatchObject({ name: 'Alice Doe', clientId: application.clientId, roles: [] })
  })

  test('must send a token', async () => {
    expect(await api(service).get(ME)).toMatchObject({ status: 401, body: { code: 401 } })
  })
})

describe.each(['user-applications', 'access-keys'])('the rights of one of the %s', (name) => {
  test('are the rights it was created with that its owner still has', async () => {
    const { id } = await newApplication(service, await user())
    const path = `/api/v1/${name}/${id}/rights`
    const granted = { roles: ['admin'], scopes: ['idn:app-roles:read'] }
    expect(await api(service, await user()).get(path)).toMatchObject({
      status: 200,
      body: { granted, effective: granted },
    })
    const lesser = await user({ ...alice, roles: [] })
    expect((await api(service, lesser).get(path)).body).toEqual({
      granted,
      effective: { roles: [], scopes: ['idn:app-roles:read'] },
    })
  })

  test('are hidden from other users', async () => {
    const { id } = await newApplication(service, await user())
    const other = api(service, await user({ ...alice, sub: 'mallory' }))
    const unknown = { status: 404, body: { code: 404, message: 'Resource id not found.' } }
    expect(await other.get(`/api/v1/${name}/${id}/rights`)).toMatchObject(unknown)
    expect(await other.get(`/api/v1/${name}/nothing/rights`)).toMatchObject(unknown)
  })
})

test('a new application has the rights of the token that created it', async () => {
  const narrow = await user({ sub: 'narrow', scope: 'idn:app-roles:read' })
  const { id } = await newApplication(service, narrow)
  const { body } = await api(service, narrow).get(`${APPLICATIONS}/${id}/rights`)
  expect(body).toMatchObject({ granted: { roles: [], scopes: ['idn:app-roles:read'] } })
})

test.each([
  ['ownerName eq', 12],
  ['shoeSize eq "x"', 0],
  ['ownerName co "x"', 10],
  ['ownerName eq "😀" or shoeSize eq 1', 20],
])('an error in the filter %s is reported at character %i, also in a header', async (filters, position) => {
  const auditor = api(service, await user({ sub: 'auditor', scope: 'idn:app-roles:manage' }))
  const { status, headers } = await auditor.get(`/user-apps/all?${new URLSearchParams({ filters })}`)
  expect({ status, position: headers.get('X-Filter-Position') }).toEqual({
    status: 400,
    position: String(position),
  })
})
