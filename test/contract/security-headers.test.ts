import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { newApplication } from '../support/api/client.ts'
import { HTTPS_ONLY, SECURITY_HEADERS, securityHeaders } from '../support/api/security-headers.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { FORM, request } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, sendRaw, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const JSON_TYPE = 'application/json'
const PAGE = {
  'cache-control': 'no-cache',
  'content-security-policy': expect.stringContaining("script-src 'self'"),
}
const FILE = { 'cache-control': 'public, max-age=31536000, immutable' }
const REVALIDATED = { 'cache-control': 'no-cache' }
const PUBLISHED = { 'cache-control': 'public, max-age=300' }

/** A kind of response: its request, its status, and the headers in which it differs from the others. */
type Kind = {
  kind: string
  method?: string
  path: string | (() => string)
  init?: () => RequestInit
  status: number
  differs?: object
}

let issuer: Issuer
let service: Service
let authorized: () => RequestInit
let stranger: () => RequestInit
let form: () => RequestInit
let applicationId: string
let file: string
let tag: string

beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  const token = await issuer.sign({
    claims: { sub: 'alice', roles: ['admin'], scope: 'idn:app-roles:manage' },
  })
  const strangersToken = await issuer.sign({ claims: { sub: 'bob' } })
  const application = await newApplication(service, token)
  applicationId = application.id
  stranger = () => ({ headers: { Authorization: `Bearer ${strangersToken}` } })
  authorized = () => ({ headers: { Authorization: `Bearer ${token}`, 'Content-Type': JSON_TYPE } })
  form = () => ({ headers: { 'Content-Type': FORM }, body: `${new URLSearchParams(request(application))}` })
  const page = await service.fetch('/')
  tag = page.headers.get('ETag') as string
  file = /\/assets\/[^"]+\.js/.exec(await page.text())?.[0] as string
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const POST = { method: 'POST' }
const created = () => ({ ...authorized(), body: '{"name":"another"}' })
const cached = () => ({ headers: { 'If-None-Match': tag } })
const compressed = () => ({ headers: { 'Accept-Encoding': 'gzip' } })
const preflight = () => ({ headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'GET' } })

const KINDS: Kind[] = [
  { kind: 'a health check', path: '/healthz', status: 200 },
  { kind: 'a readiness check', path: '/readyz', status: 200 },
  { kind: 'the published keys', path: '/.well-known/jwks.json', status: 200, differs: PUBLISHED },
  {
    kind: 'the metadata',
    path: '/.well-known/oauth-authorization-server',
    status: 200,
    differs: PUBLISHED,
  },
  { kind: 'a preflight', method: 'OPTIONS', path: '/.well-known/jwks.json', init: preflight, status: 204 },
  { kind: 'a token', ...POST, path: '/oauth/token', init: () => form(), status: 200 },
  { kind: 'a refused token', ...POST, path: '/oauth/token', status: 415 },
  { kind: 'a client without credentials', ...POST, path: '/oauth/revoke', status: 415 },
  { kind: 'a created application', ...POST, path: APPLICATIONS, init: created, status: 201 },
  { kind: 'a list', path: APPLICATIONS, init: () => authorized(), status: 200 },
  { kind: 'HEAD of a list', method: 'HEAD', path: APPLICATIONS, init: () => authorized(), status: 200 },
  {
    kind: 'a streamed list',
    path: '/api/v1/administration/access-keys',
    init: () => authorized(),
    status: 200,
  },
  { kind: 'the inventory', path: '/user-apps/all?filters=id+eq+"1"', init: () => authorized(), status: 200 },
  { kind: 'an invalid filter', path: '/user-apps/all?filters=x', init: () => authorized(), status: 400 },
  { kind: 'an invalid body', ...POST, path: APPLICATIONS, init: () => authorized(), status: 400 },
  { kind: 'a call without a token', path: APPLICATIONS, status: 401 },
  { kind: 'a call without a right', path: '/user-apps/all', init: () => stranger(), status: 403 },
  { kind: 'an unknown application', path: `${APPLICATIONS}/1`, init: () => authorized(), status: 404 },
  { kind: 'an unknown path', path: '/nowhere', status: 404 },
  { kind: 'an unknown path of the API', path: '/api/nowhere', status: 404 },
  { kind: 'an unknown file', path: '/assets/nothing.js', status: 404 },
  { kind: 'another method', method: 'DELETE', path: '/healthz', status: 405 },
  { kind: 'another method of a page', ...POST, path: '/', status: 405 },
  { kind: 'another method of a file', ...POST, path: () => file, status: 405 },
  { kind: 'the console', path: '/', status: 200, differs: PAGE },
  { kind: 'the console compressed', path: '/', init: compressed, status: 200, differs: PAGE },
  { kind: 'HEAD of the console', method: 'HEAD', path: '/', status: 200, differs: PAGE },
  { kind: 'the console unchanged', path: '/', init: cached, status: 304, differs: PAGE },
  { kind: 'a file', path: () => file, status: 200, differs: FILE },
  { kind: 'a file compressed', path: () => file, init: compressed, status: 200, differs: FILE },
  { kind: 'the API reference', path: '/docs', status: 200, differs: PAGE },
  { kind: 'the OpenAPI document', path: '/openapi.json', status: 200, differs: REVALIDATED },
  { kind: 'the options to sign in', path: '/console.json', status: 200 },
  {
    kind: 'a deleted application',
    method: 'DELETE',
    path: () => `${APPLICATIONS}/${applicationId}`,
    init: () => authorized(),
    status: 204,
  },
]

describe('the security headers are on', () => {
  test.each(KINDS)('$kind ($status)', async ({ method = 'GET', path, init, status, differs }) => {
    const response = await service.fetch(typeof path === 'string' ? path : path(), { method, ...init?.() })
    expect(response.status).toBe(status)
    expect(securityHeaders(response.headers)).toEqual({ ...SECURITY_HEADERS, ...differs })
    expect(response.headers.get('X-Request-Id')).toMatch(/^[0-9a-f]{32}$/)
    for (const name of ['X-Powered-By', 'Server', 'Set-Cookie']) expect(response.headers.get(name)).toBeNull()
  })
})

// Sent raw, because the runtimes close the connection of a body that they do not read, some with a delay.
test('the security headers are on a response to a large body', async () => {
  const head = 'POST /oauth/token HTTP/1.1\r\nHost: latchkey.test\r\nConnection: close\r\n'
  const response = await sendRaw(service, `${head}Content-Length: 70000\r\n\r\n`)
  expect(response).toMatch(/^HTTP\/1\.1 413 /)
  for (const [name, value] of Object.entries(SECURITY_HEADERS))
    expect(response.toLowerCase()).toContain(`\r\n${name}: ${value.toLowerCase()}\r\n`)
})

test('the security headers are on a response to too many requests', async () => {
  const once = { capacity: 1, perSecond: 0.01, shared: false }
  const RATE_LIMITS = JSON.stringify({ api: once, token: once, unauthenticated: once })
  const limited = await startService({ ...(await goodSettings(issuer)), RATE_LIMITS })
  await limited.fetch(APPLICATIONS)
  const { status, headers } = await limited.fetch(APPLICATIONS)
  expect({ status, headers: securityHeaders(headers) }).toEqual({ status: 429, headers: SECURITY_HEADERS })
  await limited.stop()
})

describe.each<[issuer: string, policy: string | null]>([
  ['https://latchkey.test/tenant', HTTPS_ONLY],
  ['https://localhost:8443', null],
  ['http://127.0.0.1:8787', null],
  ['http://localhost:8787', null],
])('a service with the issuer %s', (ISSUER, policy) => {
  let one: Service
  beforeAll(async () => {
    one = await startService({ ...(await goodSettings(issuer)), ISSUER })
  })
  afterAll(() => one.stop())

  test.each(['/healthz', '/', '/api/v1/me', '/nowhere'])(
    `sends GET %s with the policy ${policy}`,
    async (path) => {
      const { headers } = await one.fetch(path)
      expect(headers.get('Strict-Transport-Security')).toBe(policy)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    },
  )
})

// The self-hosted editions do not start without valid settings.
describe.runIf(inject('edition') === 'workerd')('a worker without valid settings', () => {
  let closed: Service
  beforeAll(async () => {
    closed = await startService({ ...(await goodSettings(issuer)), SIGNING_KEYS: '' })
  })
  afterAll(() => closed.stop())

  test.each(['/healthz', '/readyz', '/', '/api/v1/me'])(
    'sends GET %s with the other headers',
    async (path) => {
      const { headers } = await closed.fetch(path)
      expect(securityHeaders(headers)).toEqual({
        ...SECURITY_HEADERS,
        'strict-transport-security': undefined,
      })
    },
  )
})
