import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, HEADERS, request, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const ADMINISTRATION = '/api/v1/administration/user-applications'
const MANAGE = 'idn:app-roles:manage'
const READ = 'idn:app-roles:read'
const ALL = 'sp:scopes:all'
const ODD = 'odd>?~scope'

let issuer: Issuer
let service: Service
let pair: Pair
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  pair = await newPair()
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

type Claims = { roles?: string[]; scope?: string }
const WIDE: Claims = { roles: ['admin'], scope: `${MANAGE} ${READ}` }

const sign = (sub: string, claims: Claims) => issuer.sign({ claims: { sub, ...claims } })

/** Exchanges a secret for a token with this scope. */
async function narrowed(application: NewApplication, scope: string): Promise<string> {
  const { body } = await ask(service, '/oauth/token', request(application, { scope }))
  return (body as { access_token: string }).access_token
}

/** The requests that change an application or end it, by their effect. */
const CHANGES = {
  regenerate: (token: string, id: string) => api(service, token).post(`${APPLICATIONS}/${id}/secret`),
  'add a key': (token: string, id: string) =>
    api(service, token).post(`${APPLICATIONS}/${id}/keys`, { ...pair.jwk, kid: 'added' }),
  'end the secret': (token: string, id: string) => api(service, token).delete(`${APPLICATIONS}/${id}/secret`),
  'delete a key': (token: string, id: string) =>
    api(service, token).delete(`${APPLICATIONS}/${id}/keys/first`),
  delete: (token: string, id: string) => api(service, token).delete(`${APPLICATIONS}/${id}`),
}
const EXTENSIONS = ['regenerate', 'add a key'] as const
const ENDINGS = ['end the secret', 'delete a key', 'delete'] as const
const ANY = [...EXTENSIONS, ...ENDINGS]

const MESSAGE = 'You do not have sufficient permissions.'

/** Returns the refusal of a token that lacks these rights of the application. */
function uncovered(details: string, scope?: string) {
  const error = `error="insufficient_scope", error_description="${MESSAGE}"`
  const challenge = `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", ${error}${scope === undefined ? '' : `, scope="${scope}"`}`
  const headers = { ...HEADERS, 'www-authenticate': challenge }
  return { status: 403, body: { code: 403, message: MESSAGE, details }, headers }
}

/** The refusal of a token that may not manage applications. */
const FORBIDDEN = { status: 403, body: { code: 403, message: MESSAGE } }

/** Creates an owner's wide application with the key `first`, and one of these claims. */
async function ownerOf(claims: Claims = WIDE) {
  const sub = crypto.randomUUID()
  const wide = await sign(sub, WIDE)
  const target = await newApplication(service, wide)
  await api(service, wide).post(`${APPLICATIONS}/${target.id}/keys`, { ...pair.jwk, kid: 'first' })
  const token = await sign(sub, claims)
  return { sub, wide, target, token, application: await newApplication(service, token) }
}

/** Expects that the application is as it was made, also its secret and its keys. */
async function expectUntouched(sub: string, target: NewApplication): Promise<void> {
  const owner = await sign(sub, WIDE)
  const { body } = await api(service, owner).get<{ keys: object[] }>(`${APPLICATIONS}/${target.id}/keys`)
  expect(body.keys).toEqual([{ ...pair.jwk, kid: 'first' }])
  const { roles, scope } = decodeJwt(await exchange(service, target))
  expect({ roles, scope }).toEqual(WIDE)
}

describe('A program', () => {
  test.each(ANY)('without rights cannot change an application with more: %s.', async (change) => {
    const { sub, target, application } = await ownerOf({})
    const token = await exchange(service, application)
    const refused = uncovered(`roles: admin; scopes: ${MANAGE} ${READ}`, `${MANAGE} ${READ}`)
    expect(whole(await CHANGES[change](token, target.id))).toEqual(refused)
    await expectUntouched(sub, target)
  })

  test.each(ANY)('with fewer scopes cannot change an application with more: %s.', async (change) => {
    const { sub, target, application } = await ownerOf({ roles: ['admin'], scope: READ })
    const token = await exchange(service, application)
    expect(whole(await CHANGES[change](token, target.id))).toEqual(uncovered(`scopes: ${MANAGE}`, MANAGE))
    await expectUntouched(sub, target)
  })

  test.each(ANY)('without the role cannot change an administrator’s application: %s.', async (change) => {
    const { sub, target, application } = await ownerOf({ scope: ALL })
    const token = await exchange(service, application)
    expect(whole(await CHANGES[change](token, target.id))).toEqual(uncovered('roles: admin'))
    await expectUntouched(sub, target)
  })

  test.each(ANY)('with a narrowed token cannot change its own application: %s.', async (change) => {
    const { sub, target } = await ownerOf()
    const refused = uncovered(`roles: admin; scopes: ${MANAGE}`, MANAGE)
    expect(whole(await CHANGES[change](await narrowed(target, READ), target.id))).toEqual(refused)
    await expectUntouched(sub, target)
  })

  test.each(ANY)('whose rights cover an application can change it: %s.', async (change) => {
    const { target, application } = await ownerOf({ roles: ['admin'], scope: ALL })
    expect((await CHANGES[change](await exchange(service, application), target.id)).status).toBeLessThan(300)
  })

  test('that lost a right with its owner cannot replace its own secret.', async () => {
    const { sub, target } = await ownerOf()
    const token = await exchange(service, target)
    await api(service, await sign(sub, { scope: `${MANAGE} ${READ}` })).get(APPLICATIONS)
    expect(whole(await CHANGES.regenerate(token, target.id))).toEqual(uncovered('roles: admin'))
  })

  test('without rights reads all applications of its owner.', async () => {
    const { target, application } = await ownerOf({})
    const program = api(service, await exchange(service, application))
    const paths = ['', '/keys', '/rights'].map((part) => `${APPLICATIONS}/${target.id}${part}`)
    for (const path of [APPLICATIONS, ...paths]) expect((await program.get(path)).status).toBe(200)
  })

  test('gets the same 404 for another user’s application as for an unknown one.', async () => {
    const { target } = await ownerOf()
    const { application } = await ownerOf({})
    const token = await exchange(service, application)
    for (const change of ANY) {
      const responses = [target.id, crypto.randomUUID()].map((id) => CHANGES[change](token, id))
      const [others, unknown] = (await Promise.all(responses)).map(whole)
      expect(others).toEqual(unknown)
      expect(others?.status).toBe(404)
    }
  })
})

describe('A person with a narrow token', () => {
  test.each(EXTENSIONS)('cannot give a wide application another credential: %s.', async (change) => {
    const { sub, target, token } = await ownerOf({ scope: READ })
    const refused = uncovered(`roles: admin; scopes: ${MANAGE}`, MANAGE)
    expect(whole(await CHANGES[change](token, target.id))).toEqual(refused)
    await expectUntouched(sub, target)
  })

  test.each(ENDINGS)('can end a wide application or its credentials: %s.', async (change) => {
    const { target, token } = await ownerOf({})
    expect((await CHANGES[change](token, target.id)).status).toBe(204)
  })

  test('can add a key again and again to an application that the token covers.', async () => {
    const { token, application } = await ownerOf({ scope: ODD })
    expect((await CHANGES['add a key'](token, application.id)).status).toBe(201)
    expect((await CHANGES['add a key'](token, application.id)).status).toBe(409)
  })
})

test('The scope for all covers every scope, and no scope covers it.', async () => {
  const sub = crypto.randomUUID()
  const all = await sign(sub, { scope: ALL })
  const made = await newApplication(service, all)
  const named = await sign(sub, { scope: `${MANAGE} ${READ} ${ODD}` })
  const other = await newApplication(service, named)
  expect((await CHANGES.regenerate(all, other.id)).status).toBe(200)
  expect(whole(await CHANGES.regenerate(named, made.id))).toEqual(uncovered(`scopes: ${ALL}`, ALL))
})

test('A missing scope is named in the challenge of the inventory, whose body stays as it is.', async () => {
  const response = await api(service, await sign('reader', {})).get('/user-apps')
  expect(Object.keys(response.body as object)).toEqual(['detailCode', 'trackingId', 'messages', 'causes'])
  expect(response.headers.get('WWW-Authenticate')).toMatch(/, scope="idn:app-roles:read"$/)
})

describe('canManageApplications', () => {
  /** Creates an application that may or may not manage applications, and returns a token of it. */
  async function program(body: object) {
    const owner = await sign(crypto.randomUUID(), WIDE)
    const { body: made } = await api(service, owner).post<NewApplication>(APPLICATIONS, {
      name: 'made',
      ...body,
    })
    return { owner, made, token: await exchange(service, made) }
  }

  test('is true by default, and may be given as true.', async () => {
    for (const body of [{}, { canManageApplications: true }]) {
      const { token } = await program(body)
      expect((await api(service, token).post(APPLICATIONS, { name: 'another' })).status).toBe(201)
    }
  })

  test('of false lets a program read, but create, change and delete nothing.', async () => {
    const { owner, made, token } = await program({ canManageApplications: false })
    const other = await newApplication(service, owner)
    const created = await api(service, token).post(APPLICATIONS, { name: 'another' })
    expect(created).toMatchObject(FORBIDDEN)
    for (const { id } of [made, other])
      for (const change of ANY) expect(await CHANGES[change](token, id)).toMatchObject(FORBIDDEN)
    expect(await api(service, token).delete(`${ADMINISTRATION}/${other.id}`)).toMatchObject(FORBIDDEN)
    for (const path of [APPLICATIONS, ADMINISTRATION, `${APPLICATIONS}/${other.id}/keys`])
      expect((await api(service, token).get(path)).status).toBe(200)
  })

  test.each(['false', 0, null, {}])('does not take %j.', async (canManageApplications) => {
    const owner = await sign(crypto.randomUUID(), WIDE)
    const response = await api(service, owner).post(APPLICATIONS, { name: 'made', canManageApplications })
    const message = 'canManageApplications must be true or false.'
    expect(whole(response)).toEqual({ status: 400, body: { code: 400, message }, headers: HEADERS })
  })

  test('has the default of the setting.', async () => {
    const settings = await goodSettings(issuer)
    const strict = await startService({ ...settings, PROGRAMS_MANAGE_APPLICATIONS: 'false' })
    try {
      const owner = await sign('owner', WIDE)
      const post = async (token: string, body: object) =>
        (await api(strict, token).post<NewApplication>(APPLICATIONS, body)).body
      const byDefault = await exchange(strict, await post(owner, { name: 'by-default' }))
      expect(await api(strict, byDefault).post(APPLICATIONS, { name: 'refused' })).toMatchObject(FORBIDDEN)
      const asked = await post(owner, { name: 'asked-for', canManageApplications: true })
      const more = await api(strict, await exchange(strict, asked)).post(APPLICATIONS, { name: 'made' })
      expect(more.status).toBe(201)
    } finally {
      await strict.stop()
    }
  })
})
