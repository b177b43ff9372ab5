import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { FORM, request } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const ORIGIN = 'https://app.example.com'
const APPLICATIONS = '/api/v1/user-applications'
const PATHS = [
  APPLICATIONS,
  '/api/v1/me',
  '/oauth/token',
  '/api/v1/token',
  '/user-apps/all',
  '/v2025/user-apps',
  '/user-apps/v1/all',
]

let issuer: Issuer
let open: Service
let closed: Service
beforeAll(async () => {
  issuer = await startIssuer()
  const strict = { capacity: 3, perSecond: 0.001 }
  const settings = await goodSettings(issuer)
  const RATE_LIMITS = JSON.stringify({ unauthenticated: strict })
  open = await startService({ ...settings, RATE_LIMITS, CORS_ORIGINS: JSON.stringify([ORIGIN]) })
  closed = await startService({ ...settings, RATE_LIMITS })
})
afterAll(() => Promise.all([open, closed, issuer].map((one) => one.stop())))

function preflight(service: Service, path: string, origin: string) {
  const headers = {
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization, content-type',
  }
  return service.fetch(path, { method: 'OPTIONS', headers })
}

/** Returns the headers of CORS, RFC 9110's Vary, and those of the limits. */
function corsOf({ headers }: Response) {
  return Object.fromEntries([...headers].filter(([name]) => /^(access-control-|vary|ratelimit)/.test(name)))
}

describe('A preflight of an allowed origin', () => {
  test.each(PATHS)('gets what pages may send to %s.', async (path) => {
    const response = await preflight(open, path, ORIGIN)
    expect(response.status).toBe(204)
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'GET, HEAD, POST, PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type, DPoP, X-SailPoint-Experimental',
      'access-control-expose-headers': expect.stringContaining('X-Request-Id'),
      'access-control-max-age': '7200',
      vary: 'Accept-Language, Origin',
    })
  })
})

test.each([
  ['another origin', () => open, 'https://evil.example.com', 'Accept-Language, Origin'],
  ['null', () => open, 'null', 'Accept-Language, Origin'],
  [
    'an origin that begins as the allowed one',
    () => open,
    `${ORIGIN}.evil.example`,
    'Accept-Language, Origin',
  ],
  ['any origin, without the setting', () => closed, ORIGIN, 'Accept-Language'],
])('A preflight of %s allows nothing.', async (_, service, origin, vary) => {
  for (const path of PATHS) expect(corsOf(await preflight(service(), path, origin))).toEqual({ vary })
})

test('Preflights spend no limit, whatever their origin.', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    await preflight(open, APPLICATIONS, 'https://evil.example.com')
    await preflight(closed, APPLICATIONS, ORIGIN)
  }
  for (const service of [open, closed]) expect((await service.fetch(APPLICATIONS)).status).toBe(401)
})

describe('Pages of an allowed origin', () => {
  test('call the API, and read its errors.', async () => {
    const token = await issuer.sign()
    const headers = { Authorization: `Bearer ${token}`, Origin: ORIGIN }
    const found = await open.fetch(APPLICATIONS, { headers })
    const missing = await open.fetch(`${APPLICATIONS}/none`, { headers })
    expect([found.status, missing.status]).toEqual([200, 404])
    for (const response of [found, missing])
      expect(corsOf(response)).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-expose-headers': expect.stringMatching(/RateLimit, .*X-Total-Count/),
        vary: 'Accept-Language, Origin',
      })
    expect(found.headers.has('Access-Control-Allow-Credentials')).toBe(false)
  })

  test('exchange a secret.', async () => {
    const application = await newApplication(open, await issuer.sign())
    const headers = { 'Content-Type': FORM, Origin: ORIGIN }
    const body = new URLSearchParams(request(application))
    const response = await open.fetch('/oauth/token', { method: 'POST', headers, body })
    expect(response.status).toBe(200)
    expect(corsOf(response)).toMatchObject({ 'access-control-allow-origin': ORIGIN })
  })
})

test('A page of another origin may read no response.', async () => {
  const headers = { Authorization: `Bearer ${await issuer.sign()}`, Origin: 'https://evil.example.com' }
  const response = await open.fetch(APPLICATIONS, { headers })
  expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false)
  expect(response.headers.get('Vary')).toBe('Accept-Language, Origin')
})
