import { setTimeout as sleep } from 'node:timers/promises'
import { parseList } from 'structured-headers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type NewApplication, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

let issuer: Issuer
let service: Service
beforeAll(async () => {
  issuer = await startIssuer()
  const limits = {
    api: { capacity: 3 },
    token: { capacity: 2, shared: false },
    unauthenticated: { capacity: 4 },
  }
  service = await startService({ ...(await goodSettings(issuer)), RATE_LIMITS: JSON.stringify(limits) })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const PATH = '/api/v1/user-applications'

/** Returns the items of both headers: name and parameters, RFC 9651 section 3.1. */
function reportedLimits(headers: Headers) {
  const items = (name: string) =>
    parseList(headers.get(name) ?? '').map(([value, parameters]) => [value, Object.fromEntries(parameters)])
  return { policy: items('RateLimit-Policy'), limit: items('RateLimit') }
}

function requestToken(at: Service, { clientId, secret }: NewApplication): Promise<Response> {
  const credentials = { client_id: clientId, client_secret: secret }
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...credentials })
  return at.fetch('/oauth/token', { method: 'POST', body })
}

/** Wears the bucket out, and returns the refusal. It refills by ten a second, so only a burst does. */
async function refusal(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const responses = await Promise.all(Array.from({ length: 10 }, send))
    const refused = responses.find(({ status }) => status === 429)
    if (refused) return refused
  }
}

const seconds = (most: number) =>
  expect.toSatisfy((value: number) => Number.isInteger(value) && value >= 0 && value <= most)

describe('every response of a limited route reports the state of the limit', () => {
  test('to a caller', async () => {
    const { status, headers } = await api(service, await issuer.sign()).get(PATH)
    expect(status).toBe(200)
    expect(reportedLimits(headers)).toEqual({
      policy: [['api', { q: 3, w: 1 }]],
      limit: [['api', { r: 2, t: seconds(1) }]],
    })
  })

  test('to a caller whose request is refused', async () => {
    const { status, headers } = await api(service, await issuer.sign({ claims: { sub: 'bob' } })).get(
      `${PATH}/none`,
    )
    expect(status).toBe(404)
    expect(reportedLimits(headers).limit).toEqual([['api', { r: 2, t: seconds(1) }]])
  })

  test('to a client', async () => {
    const application = await newApplication(service, await issuer.sign({ claims: { sub: 'carol' } }))
    const response = await requestToken(service, application)
    expect(response.status).toBe(200)
    expect(reportedLimits(response.headers)).toEqual({
      policy: [['token', { q: 2, w: 2 }]],
      limit: [['token', { r: 1, t: seconds(2) }]],
    })
    const refused = await refusal(() => requestToken(service, application))
    expect(reportedLimits(refused.headers).limit).toEqual([['token', { r: 0, t: seconds(2) }]])
  })
})

test('a shared limit reports what the client may use, and nothing before other isolates are known', async () => {
  const shared = await startService({ ...(await goodSettings(issuer)), RATE_LIMITS: '{}' })
  try {
    const application = await newApplication(shared, await issuer.sign())
    const begun = Date.now()
    const limits: { r?: number; t: number }[] = []
    while (limits.length < 6 || (limits.at(-1)?.r === undefined && limits.length < 30)) {
      const { headers } = await requestToken(shared, application)
      const [[name, limit] = []] = reportedLimits(headers).limit
      expect(name).toBe('token')
      limits.push(limit as (typeof limits)[number])
      if (limits.length > 5) await sleep(50)
    }
    expect(limits.slice(0, 5).map(({ r }) => r)).toEqual(Array(5).fill(undefined))
    const least = 60 - limits.length
    expect(limits.at(-1)?.r).toBeGreaterThanOrEqual(least)
    expect(limits.at(-1)?.r).toBeLessThanOrEqual(least + Math.ceil((Date.now() - begun) / 1_000))
  } finally {
    await shared.stop()
  }
})

describe('a refused caller', () => {
  test('is given the time to retry', async () => {
    const token = await issuer.sign({ claims: { sub: 'dave' } })
    const refused = await refusal(() =>
      service.fetch(PATH, { headers: { Authorization: `Bearer ${token}` } }),
    )
    expect(await refused.json()).toEqual({ code: 429, message: 'Rate limit exceeded' })
    expect(refused.headers.get('Retry-After')).toBe('1')
    expect(reportedLimits(refused.headers).limit).toEqual([['api', { r: 0, t: seconds(1) }]])
  })

  test('without a valid token is charged to the network, and to no caller', async () => {
    const refused = await refusal(() => service.fetch(PATH, { headers: { Authorization: 'Bearer a.b.c' } }))
    expect(reportedLimits(refused.headers).policy).toEqual([['unauthenticated', { q: 4, w: 4 }]])
    expect((await service.fetch(PATH, { headers: { 'X-Forwarded-For': '198.51.100.1' } })).status).toBe(429)
    expect((await api(service, await issuer.sign({ claims: { sub: 'erin' } })).get(PATH)).status).toBe(200)
  })
})

test.each(['/healthz', '/readyz', '/.well-known/jwks.json'])('%s is not limited', async (path) => {
  const responses = await Promise.all(Array.from({ length: 20 }, () => service.fetch(path)))
  for (const { status, headers } of responses) expect([status, headers.get('RateLimit')]).toEqual([200, null])
})
