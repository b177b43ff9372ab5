import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PRIVATE = 'hunter2'
const issuer = { issuer: 'https://id.example.com' }

describe.each<[what: string, wrong: Record<string, string>, setting: string, problem: string]>([
  ['no ISSUER', { ISSUER: '' }, 'ISSUER', 'is missing'],
  ['SIGNING_KEYS cut short', { SIGNING_KEYS: `[{"d":"${PRIVATE}"` }, 'SIGNING_KEYS', 'is not valid JSON'],
  [
    'no TRUSTED_ISSUERS, where others can reach it',
    { TRUSTED_ISSUERS: '', HOST: '0.0.0.0' },
    'TRUSTED_ISSUERS',
    'is missing',
  ],
])('a service with %s', (_, wrong, setting, problem) => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ ...(await goodSettings(issuer)), ...wrong })
  })
  afterAll(() => service.stop())

  test.each([
    ['GET', '/api/v1/user-applications'],
    ['POST', '/api/v1/access-keys'],
    ['POST', '/api/v1/token'],
    ['POST', '/api/v2/token'],
    ['POST', '/oauth/token'],
    ['GET', '/.well-known/jwks.json'],
    ['GET', '/nowhere'],
  ])('responds to %s %s with 503 and Retry-After', async (method, path) => {
    const response = await service.fetch(path, { method })
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toMatch(/^[1-9]\d*$/)
    expect(await response.json()).toEqual({ code: 503, message: 'Please try again in few minutes.' })
  })

  test('is alive', async () => {
    const response = await service.fetch('/healthz')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'alive' })
  })

  test('is not ready, and names the setting only', async () => {
    const response = await service.fetch('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unavailable', checks: { settings: [setting] } })
  })

  test('logs once what is wrong, without any value', async () => {
    await service.fetch('/healthz')
    const lines = service.logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'settings')
    expect(lines).toMatchObject([{ level: 'error', problems: [expect.stringMatching(`^${setting}: `)] }])
    expect(lines[0].problems.join()).toContain(problem)
    expect(service.logs.join()).not.toContain(PRIVATE)
  })
})

describe('a service with valid settings', () => {
  let service: Service
  beforeAll(async () => {
    service = await startService(await goodSettings(issuer))
  })
  afterAll(() => service.stop())

  test.each([
    ['/healthz', { status: 'alive' }],
    ['/readyz', { status: 'ready', checks: { settings: 'ok', database: 'ok', kv: 'ok' } }],
  ])('responds to %s with 200', async (path, body) => {
    const response = await service.fetch(path)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(body)
  })
})
