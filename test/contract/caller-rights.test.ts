import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { ask, HEADERS, request, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const ADMINISTRATION = '/api/v1/administration/user-applications'
const SCOPES = 'idn:app-roles:manage idn:app-roles:read sp:scopes:all'

let issuer: Issuer
let second: Issuer
let service: Service

beforeAll(async () => {
  ;[issuer, second] = await Promise.all([startIssuer(), startIssuer()])
  const settings = await goodSettings(issuer, second)
  const [first, other] = JSON.parse(settings.TRUSTED_ISSUERS as string)
  const trusted = [first, { ...other, roles: ['auditor'], scopes: ['sp:scopes:all'] }]
  service = await startService({ ...settings, TRUSTED_ISSUERS: JSON.stringify(trusted) })
})
afterAll(() => Promise.all([service, issuer, second].map((one) => one.stop())))

/** Signs a token of a user of its own, with the rights that the first issuer may grant. */
function user(sub: string, claims: object = { roles: ['admin'], scope: SCOPES }): Promise<string> {
  return issuer.sign({ claims: { sub, ...claims } })
}

const call = async (token: string, path = APPLICATIONS) => whole(await api(service, token).get(path))

/** Returns the rights of a token that an application exchanges now. */
async function rightsOf(application: NewApplication) {
  const { scope, roles } = decodeJwt<{ scope: string; roles: string[] }>(await exchange(service, application))
  return { scope, roles }
}

const reason = 'JWT validation failed: JWT is revoked'
const challenge = `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="invalid_token", error_description="${reason}"`
const REVOKED = {
  status: 401,
  body: { code: 401, message: reason },
  headers: { ...HEADERS, 'www-authenticate': challenge },
}
const FORBIDDEN = {
  status: 403,
  body: { code: 403, message: 'You do not have sufficient permissions.' },
  headers: {
    ...HEADERS,
    'www-authenticate':
      'Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="insufficient_scope", error_description="You do not have sufficient permissions."',
  },
}
const ALLOWED = expect.objectContaining({ status: 200 })

describe('A program’s token', () => {
  test('manages its owner’s applications, and the owner owns those that it creates.', async () => {
    const owner = await user('managed')
    const first = await newApplication(service, owner)
    const program = api(service, await exchange(service, first))
    const made = await newApplication(service, await exchange(service, first), 'made-by-a-program')
    const ids = async (caller: typeof program) =>
      (await caller.get<NewApplication[]>(APPLICATIONS)).body.map(({ id }) => id)
    expect(await ids(api(service, owner))).toEqual([first.id, made.id])
    expect(await ids(program)).toEqual([first.id, made.id])
    const regenerated = await program.post(`${APPLICATIONS}/${made.id}/secret`)
    expect(regenerated.body).toEqual({
      secret: expect.stringMatching(/^lks_/),
      clientSecret: expect.stringMatching(/^lks_/),
    })
    expect((await program.delete(`${APPLICATIONS}/${made.id}`)).status).toBe(204)
    expect(await ids(program)).toEqual([first.id])
  })

  test.each<[string, (owner: string, id: string) => Promise<unknown>]>([
    ['after its application was deleted', (owner, id) => api(service, owner).delete(`${APPLICATIONS}/${id}`)],
    [
      'after its secret was regenerated',
      (owner, id) => api(service, owner).post(`${APPLICATIONS}/${id}/secret`),
    ],
    [
      'after an administrator deleted it',
      async (_, id) => api(service, await user('root')).delete(`${ADMINISTRATION}/${id}`),
    ],
    [
      'after its owner was disabled',
      () => service.db.prepare(`update identities set active = 0 where subject = 'ended'`).run(),
    ],
  ])('is refused at once %s.', async (_, end) => {
    await service.db.prepare(`update identities set active = 1 where subject = 'ended'`).run()
    const owner = await user('ended')
    const application = await newApplication(service, owner)
    const token = await exchange(service, application)
    expect(await call(token)).toEqual(ALLOWED)
    await end(owner, application.id)
    expect(await call(token)).toEqual(REVOKED)
  })

  test('loses the role that its owner lost, at its next call, and gets it back with the owner.', async () => {
    const application = await newApplication(service, await user('demoted'))
    const token = await exchange(service, application)
    expect(await call(token, ADMINISTRATION)).toEqual(ALLOWED)
    await call(await user('demoted', { scope: 'sp:scopes:all' }))
    expect(await call(token, ADMINISTRATION)).toEqual(FORBIDDEN)
    expect(await rightsOf(application)).toEqual({
      scope: 'idn:app-roles:manage idn:app-roles:read sp:scopes:all',
      roles: [],
    })
    await call(await user('demoted'))
    expect(await call(token, ADMINISTRATION)).toEqual(ALLOWED)
  })

  test('never gets a role that its owner got after it was issued.', async () => {
    const application = await newApplication(service, await user('promoted', {}))
    await call(await user('promoted'))
    expect(await rightsOf(application)).toEqual({ roles: [] })
    expect(await call(await exchange(service, application), ADMINISTRATION)).toEqual(FORBIDDEN)
  })

  test('with few rights cannot create a credential with more.', async () => {
    const broad = await newApplication(service, await user('broad'))
    expect(await rightsOf(broad)).toEqual({ scope: SCOPES, roles: ['admin'] })
    const response = await ask(service, '/oauth/token', request(broad, { scope: 'idn:app-roles:read' }))
    const narrow = (response.body as { access_token: string }).access_token
    expect(await call(narrow, ADMINISTRATION)).toEqual(FORBIDDEN)
    const minted = await newApplication(service, narrow)
    expect(await rightsOf(minted)).toEqual({ scope: 'idn:app-roles:read', roles: [] })
    expect(await call(await exchange(service, minted), ADMINISTRATION)).toEqual(FORBIDDEN)
  })
})

describe('A trusted issuer’s token', () => {
  test('of a disabled user is refused, and does not enable the user.', async () => {
    const token = await user('disabled')
    await call(token)
    await service.db.prepare(`update identities set active = 0 where subject = 'disabled'`).run()
    expect([await call(token), await call(token)]).toEqual([REVOKED, REVOKED])
  })

  test('grants only what its issuer may grant.', async () => {
    const claims = { roles: ['admin', 'auditor', 'root'], scope: `${SCOPES} evil:scope` }
    const byFirst = await newApplication(service, await user('granted', claims))
    expect(await rightsOf(byFirst)).toEqual({ scope: SCOPES, roles: ['admin'] })
    const token = await second.sign({ claims: { sub: 'granted', ...claims } })
    expect(await rightsOf(await newApplication(service, token))).toEqual({
      scope: 'sp:scopes:all',
      roles: ['auditor'],
    })
    expect(await call(token, ADMINISTRATION)).toEqual(FORBIDDEN)
  })

  test.each<[string, object, { scope: string | undefined; roles: string[] }]>([
    [
      'lists',
      { roles: ['admin', 'admin', 7, null], scope: ['sp:scopes:all'] },
      { scope: 'sp:scopes:all', roles: ['admin'] },
    ],
    [
      'text with blanks',
      { roles: 'root  admin', scope: ' sp:scopes:all  x' },
      { scope: 'sp:scopes:all', roles: ['admin'] },
    ],
    [
      'objects, whose keys they are',
      { roles: { admin: true }, scope: { 0: 'sp:scopes:all' } },
      { scope: undefined, roles: ['admin'] },
    ],
    [
      'other claims',
      { role: 'admin', groups: ['admin'], permissions: ['sp:scopes:all'] },
      { scope: undefined, roles: [] },
    ],
  ])('grants the rights in %s.', async (form, claims, rights) => {
    expect(await rightsOf(await newApplication(service, await user(`says-${form}`, claims)))).toEqual(rights)
  })

  test('belongs to another user than a token with the same subject from another issuer.', async () => {
    const theirs = await newApplication(service, await user('twin'))
    const twin = api(service, await second.sign({ claims: { sub: 'twin' } }))
    expect((await twin.get(APPLICATIONS)).body).toEqual([])
    const missing = { code: 404, message: 'Resource id not found.' }
    expect((await twin.get(`${APPLICATIONS}/${theirs.id}`)).body).toEqual(missing)
    expect((await twin.delete(`${APPLICATIONS}/${theirs.id}`)).body).toEqual(missing)
    expect(await rightsOf(theirs)).toEqual({ scope: SCOPES, roles: ['admin'] })
  })
})
