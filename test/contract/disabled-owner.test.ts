import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { asserted, assertion, newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, basic, ENDPOINTS, request } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const OWNER = 'owner'

let issuer: Issuer
let service: Service
let pair: Pair
let owner: string
let application: NewApplication
let tokens: { bySecret: string; byKey: string }

beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  pair = await newPair()
  owner = await issuer.sign({ claims: { sub: OWNER, scope: 'idn:app-roles:read' } })
  application = await newApplication(service, owner)
  await api(service, owner).post(`${APPLICATIONS}/${application.id}/keys`, pair.jwk)
  const { body } = await byAssertion()
  tokens = {
    bySecret: await exchange(service, application),
    byKey: (body as { access_token: string }).access_token,
  }
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

async function byAssertion() {
  return ask(service, '/oauth/token', asserted(await assertion(application.clientId, pair)))
}

/** Disables or enables the owner, which no endpoint does yet. */
async function setActive(active: boolean): Promise<void> {
  const update = service.db.prepare('update identities set active = ? where subject = ?')
  await update.bind(Number(active), OWNER).run()
}

async function isActive(token: string): Promise<unknown> {
  const other = await newApplication(service, await issuer.sign({ claims: { sub: 'another' } }))
  const { clientId, secret } = other
  const { body } = await ask(service, '/oauth/introspect', { token }, basic(clientId, secret))
  return (body as { active: unknown }).active
}

/** The calls of a disabled owner’s programs and person, and the statuses while the owner is disabled. */
const CALLS: Record<string, [status: number, call: () => Promise<{ status: number }>]> = {
  ...Object.fromEntries(
    ENDPOINTS.map((path): [string, [number, () => Promise<{ status: number }>]] => [
      `an exchange of the secret at ${path}`,
      [path === '/api/v1/token' ? 400 : 401, () => ask(service, path, request(application))],
    ]),
  ),
  'an exchange of an assertion': [401, byAssertion],
  'a request with a token of the secret': [401, () => api(service, tokens.bySecret).get(APPLICATIONS)],
  'a request with a token of the key': [401, () => api(service, tokens.byKey).get(APPLICATIONS)],
  'a request for the inventory': [401, () => api(service, tokens.bySecret).get('/user-apps')],
  'a request of the owner': [401, () => api(service, owner).get(APPLICATIONS)],
}

describe('A disabled owner', () => {
  test.each(Object.keys(CALLS))('stops at once: %s.', async (name) => {
    const [status, call] = CALLS[name] ?? [0, byAssertion]
    await setActive(true)
    expect((await call()).status).toBe(200)
    await setActive(false)
    expect((await call()).status).toBe(status)
    await setActive(true)
    expect((await call()).status).toBe(200)
  })

  test('has no active token for an API that introspects.', async () => {
    await setActive(true)
    expect(await isActive(tokens.bySecret)).toBe(true)
    await setActive(false)
    expect([await isActive(tokens.bySecret), await isActive(tokens.byKey)]).toEqual([false, false])
  })

  test('gets the response of a wrong secret.', async () => {
    await setActive(false)
    const wrong = { ...application, secret: `${application.secret.slice(0, -1)}x` }
    const responses = [application, wrong].map((one) => ask(service, '/oauth/token', request(one)))
    const [disabled, mistaken] = await Promise.all(responses)
    expect(disabled?.body).toEqual(mistaken?.body)
    expect(disabled?.status).toBe(mistaken?.status)
  })
})
