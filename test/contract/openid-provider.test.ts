import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, startOpenIdProvider } from '../support/oauth/openid-provider.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const AUDIENCE = 'https://latchkey.test/api'
const SCOPE = 'idn:app-roles:read'

const claims = {
  name: 'Alice Doe',
  preferred_username: 'alice.doe',
  email: 'alice@example.com',
  realm_access: { roles: ['admin', 'root'] },
  'urn:zitadel:iam:org:project:roles': { auditor: { '42': 'acme.example' }, root: { '42': 'acme.example' } },
}

let provider: Awaited<ReturnType<typeof startOpenIdProvider>>
let service: Service

beforeAll(async () => {
  provider = await startOpenIdProvider({ subject: 'alice', claims, audience: AUDIENCE, scope: SCOPE })
  const trusted = {
    issuer: provider.issuer,
    audience: AUDIENCE,
    claims: { roles: [['realm_access', 'roles'], ['urn:zitadel:iam:org:project:roles']] },
    roles: ['admin', 'auditor'],
    scopes: [SCOPE],
  }
  service = await startService({ ...(await goodSettings()), TRUSTED_ISSUERS: JSON.stringify([trusted]) })
})
afterAll(() => Promise.all([service.stop(), provider.stop()]))

describe('a user of an OpenID provider', () => {
  test('logs in there, and creates, lists and administers applications here', async () => {
    const { access_token } = await logIn(provider.issuer, SCOPE, AUDIENCE)

    const created = await call(access_token, '/api/v1/user-applications', { name: 'my-app' })
    expect(created).toMatchObject({ status: 201, body: { name: 'my-app' } })

    const own = await call(access_token, '/api/v1/user-applications')
    expect(own).toMatchObject({ status: 200, body: [{ name: 'my-app', lastLogin: null }] })

    const everyone = await call(access_token, '/api/v1/administration/user-applications')
    expect(everyone).toMatchObject({ status: 200, body: [{ createdBy: 'alice@example.com' }] })
  })

  test('is stored by issuer and subject with its claims, and only with rights that the issuer may grant', async () => {
    const { access_token } = await logIn(provider.issuer, SCOPE, AUDIENCE)
    await call(access_token, '/api/v1/user-applications')
    const { results } = await service.db.prepare('select * from identities').all()
    expect(results).toEqual([
      expect.objectContaining({
        issuer: provider.issuer,
        subject: 'alice',
        name: 'Alice Doe',
        alias: 'alice.doe',
        email: 'alice@example.com',
        roles: '["admin","auditor"]',
        scopes: `["${SCOPE}"]`,
      }),
    ])
  })
})

describe('other tokens of the provider are refused', () => {
  test('an ID token: its audience is the client', async () => {
    const { id_token } = await logIn(provider.issuer, SCOPE, AUDIENCE)
    expect(await call(id_token, '/api/v1/user-applications')).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('aud') },
    })
    expect(JSON.parse(service.logs.at(-1) as string)).toMatchObject({
      token: { issuer: provider.issuer, claim: 'aud', value: 'portal', expected: AUDIENCE },
    })
  })

  test('an opaque access token, which is not a JWT', async () => {
    const { access_token } = await logIn(provider.issuer, SCOPE)
    expect(access_token).not.toContain('.')
    expect(await call(access_token, '/api/v1/user-applications')).toMatchObject({
      status: 401,
      body: { message: expect.stringContaining('not a signed JWT') },
    })
  })
})

/** Reads, or with a body writes, as the token's user. */
async function call(token: string, path: string, body?: object) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const write = body ? { method: 'POST', body: JSON.stringify(body) } : {}
  const response = await service.fetch(path, { headers, ...write })
  return { status: response.status, body: await response.json() }
}
