import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type ApiResponse,
  api,
  exchange,
  newApplication,
  read,
  remember,
  wordsKept,
} from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import {
  ask,
  ENDPOINTS,
  FORM,
  HEADERS,
  refusal,
  request,
  SCOPE,
  SECOND,
  tokenIn,
  whole,
} from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, sendRaw, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const JWKS = '/.well-known/jwks.json'

let issuer: Issuer
let service: Service
let settings: Record<string, string>
let credentials: Set<string>
let owner: string

beforeAll(async () => {
  issuer = await startIssuer()
  settings = await goodSettings(issuer)
  const remembered = remember(await startService(settings))
  service = remembered.service
  credentials = remembered.credentials
  owner = await issuer.sign({ claims: { sub: 'owner', roles: ['admin'], scope: SCOPE } })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Returns the access token of a response of either edition. */
function tokenOf({ body }: ApiResponse): string | undefined {
  return tokenIn(body) || undefined
}

async function issue(path: string, ...sent: Parameters<typeof request>): Promise<string> {
  return tokenOf(await ask(service, path, request(...sent))) ?? ''
}

/** The headers of every response with public keys. */
const PUBLIC = { ...HEADERS, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }

describe('The key set', () => {
  test('contains the public members of our keys, and any page may read and cache it.', async () => {
    const [{ kty, crv, kid, x, y }] = JSON.parse(settings.SIGNING_KEYS as string)
    const body = { keys: [{ kty, crv, kid, x, y, alg: 'ES256', use: 'sig' }] }
    expect(whole(await read(await service.fetch(JWKS)))).toEqual({ status: 200, body, headers: PUBLIC })
  })

  test('can only be read.', async () => {
    const response = await read(await service.fetch(JWKS, { method: 'POST' }))
    const message = 'The method is not allowed here. Use GET or HEAD.'
    expect([response.status, response.body, response.headers.get('Allow')]).toEqual([
      405,
      { code: 405, message },
      'GET, HEAD',
    ])
  })
})

describe.each(ENDPOINTS)('A token of %s', (path) => {
  const UNKNOWN = refusal(path, 'The client ID or secret is wrong.', 'invalid_client')

  test('verifies offline, and names its owner, its audience and its lifetime.', async () => {
    const application = await newApplication(service, owner)
    const { id } =
      (await service.db.prepare(`select id from identities where subject = 'owner'`).first()) ?? {}
    const keys = createRemoteJWKSet(new URL(service.url + JWKS))
    const { payload, protectedHeader } = await jwtVerify(await issue(path, application), keys, {
      issuer: ISSUER,
      audience: ISSUER,
    })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: 'test-1' })
    const seconds = expect.closeTo(Date.now() / 1000, -1)
    const claims = { iss: ISSUER, aud: ISSUER, sub: id, client_id: application.clientId, scope: SCOPE }
    const rest = {
      roles: ['admin'],
      generation: 1,
      jti: expect.any(String),
      iat: seconds,
      exp: (payload.iat ?? 0) + 900,
    }
    expect(payload).toEqual({ ...claims, ...rest })
  })

  test('decodes as standard base64, and no two are the same.', async () => {
    const application = await newApplication(service, owner)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issue(path, application)))
    const payloads = tokens.map((token) => JSON.parse(atob(token.split('.')[1] ?? '')))
    expect(payloads.map(({ scope }) => scope)).toEqual(tokens.map(() => SCOPE))
    expect(new Set(payloads.map(({ jti }) => jti)).size).toBe(20)
    expect(tokens.filter((token) => /[-_]/.test(token.split('.')[1] ?? '-'))).toEqual([])
  })

  test('is narrowed to the requested scope, without roles.', async () => {
    const token = await issue(path, await newApplication(service, owner), { scope: 'sp:scopes:all' })
    expect(decodeJwt(token)).toMatchObject({ scope: 'sp:scopes:all', roles: [] })
  })

  test('names our issuer, whatever hosts and origins the request names.', async () => {
    const sent = request(await newApplication(service, owner))
    const evil = [
      'Host: evil.test',
      'X-Forwarded-Host: evil.test',
      'X-Forwarded-Proto: http',
      'Forwarded: host=evil.test',
      'Origin: https://evil.test',
    ]
    const form = SECOND.includes(path)
    const body = form
      ? `${new URLSearchParams(sent)}`
      : JSON.stringify({ grantType: 'app_token', AppId: sent.client_id, AppSecret: sent.client_secret })
    const type = `Content-Type: ${form ? FORM : 'application/json'}`
    const head = [
      `POST ${path} HTTP/1.1`,
      ...evil,
      type,
      `Content-Length: ${body.length}`,
      'Connection: close',
    ]
    const response = await sendRaw(service, `${head.join('\r\n')}\r\n\r\n${body}`)
    const [token = ''] = /[\w-]+\.[\w-]+\.[\w-]+(?=")/.exec(response) ?? []
    expect(decodeJwt(token)).toMatchObject({ iss: ISSUER, aud: ISSUER })
    expect(response).not.toMatch(/evil|access-control/i)
  })

  test('is not issued after a delete, and is invalid if it raced one.', async () => {
    const applications = await Promise.all(Array.from({ length: 4 }, () => newApplication(service, owner)))
    const raced = await Promise.all(
      applications.map(async (application) => {
        const held = await ask(service, path, request(application))
        const before = ask(service, path, request(application))
        const deleted = api(service, owner).delete(`${APPLICATIONS}/${application.id}`)
        const during = ask(service, path, request(application))
        expect((await deleted).status).toBe(204)
        expect(whole(await ask(service, path, request(application)))).toEqual(UNKNOWN)
        return [held, await before, await during]
      }),
    )
    const [granted, refused] = [raced.flat().filter(tokenOf), raced.flat().filter((one) => !tokenOf(one))]
    const calls = await Promise.all(
      granted.map((response) => api(service, tokenOf(response)).get(APPLICATIONS)),
    )
    const REVOKED = { code: 401, message: 'JWT validation failed: JWT is revoked' }
    expect(refused.map(whole)).toEqual(refused.map(() => UNKNOWN))
    expect(granted.length).toBeGreaterThanOrEqual(4)
    expect(calls.map(({ body }) => body)).toEqual(granted.map(() => REVOKED))
  })
})

test('Of concurrent regenerates, exactly one leaves a valid secret.', async () => {
  const token = await issuer.sign({ claims: { sub: 'regenerating' } })
  const { id, clientId, secret } = await newApplication(service, token)
  const responses = await Promise.all(
    Array.from({ length: 8 }, () =>
      api(service, token).post<{ secret: string }>(`${APPLICATIONS}/${id}/secret`),
    ),
  )
  const secrets = [secret, ...responses.map(({ body }) => body.secret)]
  const exchanged = await Promise.all(
    secrets.map((one) =>
      ask(service, '/oauth/token', {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: one,
      }),
    ),
  )
  expect(new Set(secrets).size).toBe(9)
  expect(exchanged.map(({ status }) => status).sort()).toEqual([200, ...Array(8).fill(401)])
})

describe('lastLogin', () => {
  const path = (id: string) => `${APPLICATIONS}/${id}`

  test('is null until the first exchange, and neither a second exchange soon after nor a call changes it.', async () => {
    const application = await newApplication(service, owner)
    const lastLogin = async (token = owner) =>
      (await api(service, token).get<{ lastLogin: string | null }>(path(application.id))).body.lastLogin
    expect(await lastLogin()).toBeNull()
    const began = Date.now()
    const token = await exchange(service, application)
    const first = await vi.waitUntil(lastLogin)
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Date.parse(first) - began).toBeGreaterThanOrEqual(0)
    for (let again = 0; again < 3; again++) await exchange(service, application)
    expect([await lastLogin(), await lastLogin(token), await lastLogin()]).toEqual([first, first, first])
  })

  test.each([
    [50, false],
    [61, true],
  ])('of %i seconds ago is moved by an exchange: %s.', async (secondsAgo, moved) => {
    const application = await newApplication(service, owner)
    const before = Date.now() - secondsAgo * 1000
    await service.db
      .prepare('update applications set last_login_at = ? where id = ?')
      .bind(before, application.id)
      .run()
    await exchange(service, application)
    const lastLogin = async () => {
      const { body } = await api(service, owner).get<{ lastLogin: string }>(path(application.id))
      return Date.parse(body.lastLogin) > before
    }
    if (moved) await vi.waitUntil(lastLogin)
    expect(await lastLogin()).toBe(moved)
  })
})

test('No secret and no token that was issued is logged or stored.', async () => {
  expect([...credentials].filter((one) => one.startsWith('lks_')).length).toBeGreaterThan(20)
  expect([...credentials].filter((one) => one.startsWith('eyJ')).length).toBeGreaterThan(60)
  expect(service.logs.length).toBeGreaterThan(80)
  expect(await wordsKept(service, credentials)).toEqual([])
})
