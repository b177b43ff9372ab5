import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signingJwk } from '../../src/platform/local-keys.ts'
import { api, read } from '../support/api/client.ts'
import { goodSettings, type Service, sendRaw, startService } from '../support/service/service.ts'

const AUTHORIZE = '/development-issuer/authorize'
const TOKEN = '/development-issuer/token'
const NOTHING = { status: 404, body: { code: 404, message: 'This path does not exist.' } }

const started: Service[] = []
afterAll(() => Promise.all(started.map((service) => service.stop())))

async function start(variables: Record<string, string>, ...options: string[]): Promise<Service> {
  const service = await startService({ ...(await goodSettings()), ...variables }, ...options)
  started.push(service)
  return service
}

describe('an issuer of the settings', () => {
  let service: Service
  beforeAll(async () => {
    const entry = { issuer: 'https://id.example.com/realms/a', audience: 'https://api.example.com' }
    const client = { clientId: 'portal', scope: 'openid apps', resource: 'https://api.example.com' }
    const console = { ...client, connect: ['https://token.example.com'] }
    const other = { ...entry, issuer: 'https://other.example.com' }
    const DEVELOPMENT_ISSUER_KEY = JSON.stringify(await signingJwk('development'))
    service = await start({
      TRUSTED_ISSUERS: JSON.stringify([{ ...entry, console }, other]),
      DEVELOPMENT_ISSUER_KEY,
    })
  })

  test('is listed for the console if it has a client for it', async () => {
    expect(await read(await service.fetch('/console.json'))).toMatchObject({
      status: 200,
      body: {
        signIn: [
          {
            issuer: 'https://id.example.com/realms/a',
            clientId: 'portal',
            scope: 'openid apps',
            resource: 'https://api.example.com',
            audience: ['https://api.example.com'],
          },
        ],
      },
    })
  })

  test('and the origins that it names are the only ones that the console’s page may connect to', async () => {
    const { headers } = await service.fetch('/')
    expect(headers.get('Content-Security-Policy')).toContain(
      "; connect-src 'self' https://id.example.com https://token.example.com; ",
    )
  })

  test.each([
    ['GET', AUTHORIZE],
    ['POST', AUTHORIZE],
    ['POST', TOKEN],
  ])(
    'disables the development issuer: %s %s is not found, despite a development key',
    async (method, path) => {
      expect(await read(await service.fetch(path, { method }))).toMatchObject(NOTHING)
    },
  )
})

describe('the development issuer', () => {
  let service: Service
  beforeAll(async () => {
    const DEVELOPMENT_ISSUER_KEY = JSON.stringify(await signingJwk('development'))
    const ISSUER = 'http://127.0.0.1'
    service = await start({ ISSUER, TRUSTED_ISSUERS: '', DEVELOPMENT_ISSUER_KEY }, '--development')
  })

  const verifier = 'a verifier of 43 characters or more, as RFC 7636 has it'
  const request = () => ({
    client_id: 'console',
    response_type: 'code',
    redirect_uri: `${service.url}/`,
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    nonce: 'n',
    code_challenge_method: 'S256',
  })
  const bob = { sub: 'bob', name: 'Bob', alias: 'bob.b', email: 'bob@example.com', role: 'admin' }
  const post = (path: string, form: object, headers: Record<string, string> = {}) =>
    service.fetch(path, {
      method: 'POST',
      headers: { Origin: service.url, ...headers },
      body: new URLSearchParams({ ...form }),
    })
  const authorize = (departures: object = {}) =>
    post(AUTHORIZE, { ...request(), ...bob, grant: 'idn:app-roles:read', ...departures })
  const code = async () => new URL((await authorize()).headers.get('Location') ?? '').searchParams.get('code')
  const redeem = async (departures: object = {}) => {
    const client = { grant_type: 'authorization_code', client_id: 'console' }
    const form = { ...client, redirect_uri: `${service.url}/`, code_verifier: verifier, code: await code() }
    return read<{ access_token: string; id_token: string }>(await post(TOKEN, { ...form, ...departures }))
  }

  test('signs in the console’s users', async () => {
    const { body } = await read(await service.fetch('/console.json'))
    expect(body).toMatchObject({ signIn: [{ clientId: 'console', metadata: { token_endpoint: TOKEN } }] })
  })

  test('shows a page to choose a user, with a form that goes to this service only', async () => {
    const { status, headers } = await read(
      await service.fetch(`${AUTHORIZE}?${new URLSearchParams(request())}`),
    )
    expect(status).toBe(200)
    expect(headers.get('Content-Security-Policy')).toContain("form-action 'self'; frame-ancestors 'none'")
  })

  test('returns a code, and exchanges the code for a valid token', async () => {
    const { status, headers } = await authorize()
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    const location = new URL(headers.get('Location') ?? '')
    expect({ status, to: location.origin + location.pathname }).toEqual({
      status: 303,
      to: `${service.url}/`,
    })
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      state: 's',
      iss: 'urn:latchkey:development-issuer',
    })
    const { body } = await redeem()
    expect(decodeJwt(body.id_token)).toMatchObject({ aud: 'console', sub: 'bob', nonce: 'n' })
    const me = await api(service, body.access_token).get('/api/v1/me')
    expect(me.body).toMatchObject({ name: 'Bob', roles: ['admin'], scopes: ['idn:app-roles:read'] })
  })

  test.each([
    ['another client', { client_id: 'other' }, 'client_id=console'],
    ['another place to return to', { redirect_uri: 'https://evil.example/' }, 'redirect_uri='],
    ['a path of ours', { redirect_uri: 'http://127.0.0.1/x' }, 'redirect_uri='],
    ['no challenge', { code_challenge: '' }, 'code_challenge'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'code_challenge_method=S256'],
    ['no state', { state: '' }, 'state'],
    ['no user', { sub: '' }, 'sub'],
  ])('refuses a request for %s', async (_, departure, parameter) => {
    const { status, body } = await read(await authorize(departure))
    expect({ status, body }).toEqual({
      status: 400,
      body: { code: 400, message: expect.stringContaining(`missing: ${parameter}`) },
    })
  })

  test.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['another place to return to', { redirect_uri: 'http://127.0.0.1/' }],
    ['a code that it did not make', { code: 'eyJhbGciOiJub25lIn0.e30.' }],
  ])('issues no token for %s', async (_, departure) => {
    expect(await redeem(departure)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test.each([
    ['another client', { client_id: 'other' }, 'client_id=console'],
    ['another grant', { grant_type: 'password' }, 'grant_type=authorization_code'],
  ])('refuses a token for %s', async (_, departure, parameter) => {
    const { status, body } = await redeem(departure)
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 400 } })
    expect(JSON.stringify(body)).toContain(`missing: ${parameter}`)
  })

  test('issues codes and ID tokens that are refused as access tokens', async () => {
    const { body } = await redeem()
    for (const token of [(await code()) ?? '', body.id_token])
      expect((await api(service, token).get('/api/v1/me')).status).toBe(401)
  })

  test.each([
    ['a page of another site', { Origin: 'https://evil.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
    ['a form of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a form of another port', { 'Sec-Fetch-Site': 'same-site' }],
    ['who does not say from where', { Origin: 'null' }],
    ['who comes by a proxy', { 'X-Forwarded-For': '192.0.2.1' }],
    ['who comes by a proxy of RFC 7239', { Forwarded: 'for=192.0.2.1' }],
    ['who comes by a proxy that only names itself', { Via: '1.1 proxy.example' }],
    ['who comes by a proxy with TLS', { 'X-Forwarded-Proto': 'https' }],
    ['who comes by a proxy that names the client alone', { 'X-Real-IP': '192.0.2.1' }],
  ])('does not exist for %s', async (_, headers) => {
    expect(await read(await post(AUTHORIZE, request(), headers))).toMatchObject(NOTHING)
    expect(await read(await post(TOKEN, {}, headers))).toMatchObject(NOTHING)
  })

  test.each([
    'evil.example',
    'evil.example:8787',
    '127.0.0.1.evil.example',
    '192.0.2.1',
    'localhost.evil.example',
  ])('does not exist under a foreign name that points to this service: %s', async (host) => {
    const response = await sendRaw(
      service,
      `GET ${AUTHORIZE} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect(response).toMatch(/^HTTP\/1\.1 404 /)
  })
})
