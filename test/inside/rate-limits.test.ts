import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRateLimits, type Policies } from '../../src/domain/rate-limits.ts'
import { newSecret } from '../../src/domain/secrets.ts'
import { withTimeout } from '../../src/lib/with-timeout.ts'
import { type App, DB, empty, KV, migrate, startApp } from './support.ts'

beforeAll(migrate)
beforeEach(empty)

const PATH = '/api/v1/user-applications'
const SMALL: Policies = {
  api: { capacity: 3, perSecond: 1, shared: false },
  token: { capacity: 60, perSecond: 1, shared: true },
  unauthenticated: { capacity: 3, perSecond: 1, shared: false },
}

const start = Date.UTC(2026, 0, 1)

/** Starts an app whose limits use the test's clock. */
async function limitedApp(kv: KVNamespace | undefined = undefined, policies: Partial<Policies> = {}) {
  const clock = { now: start }
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const sleep = async (ms: number) => {
    clock.now += ms
  }
  const timers = { sleep, withTimeout }
  const needs = { kv, now: () => clock.now, hash: async (text: string) => btoa(text), failures, timers }
  const limits = createRateLimits(needs, { ...SMALL, ...policies })
  return { ...(await startApp({ rateLimits: limits, kv, now: () => clock.now })), clock, failures, limits }
}

async function bearer(app: Pick<App, 'sign'>, claims: Record<string, unknown> = {}): Promise<RequestInit> {
  return { headers: { Authorization: `Bearer ${await app.sign(claims)}` } }
}

async function newApplication(app: App) {
  const headers = { Authorization: `Bearer ${await app.sign()}`, 'Content-Type': 'application/json' }
  return (await app.send(PATH, { method: 'POST', headers, body: '{"name":"my-app"}' })).body
}

function exchange(clientId: string, secret: string): RequestInit {
  return {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    }),
  }
}

/** Sends the same until it is refused, and says how often it passed. */
async function burst(app: Pick<App, 'send'>, path: string, init: RequestInit, most = 200): Promise<number> {
  for (let passed = 0; passed < most; passed++) if ((await app.send(path, init)).status === 429) return passed
  return most
}

describe('a caller', () => {
  test('may call as often as the bucket allows, and passes again at the time to retry', async () => {
    const app = await limitedApp()
    const as = await bearer(app)
    expect(await burst(app, PATH, as)).toBe(3)
    const refused = await app.send(PATH, as)
    expect(refused).toMatchObject({ status: 429, body: { code: 429, message: 'Rate limit exceeded' } })
    expect(refused.headers.get('Retry-After')).toBe('1')
    expect(refused.headers.get('RateLimit-Policy')).toBe('"api";q=3;w=3')
    expect(refused.headers.get('RateLimit')).toBe('"api";r=0;t=3')
    app.clock.now += 1_000
    expect(await burst(app, PATH, as)).toBe(1)
  })

  test('gets the other wire format’s response there, spaces included', async () => {
    const app = await limitedApp()
    const as = await bearer(app)
    await burst(app, PATH, as)
    const { status, body } = await app.send('/v2024/user-apps/all?filters=x', as)
    expect({ status, body }).toEqual({ status: 429, body: { message: ' Rate Limit Exceeded ' } })
  })

  test('is not limited by calls without a token or by another caller', async () => {
    const app = await limitedApp()
    expect(await burst(app, PATH, {})).toBe(3)
    expect(await burst(app, PATH, { headers: { Authorization: 'Bearer a.b.c' } })).toBe(0)
    expect(await burst(app, PATH, await bearer(app))).toBe(3)
    expect(await burst(app, PATH, await bearer(app, { sub: 'bob' }))).toBe(3)
  })

  test('a refused caller costs no round trip to the database', async () => {
    const app = await limitedApp()
    const as = await bearer(app, { sub: 'nobody yet' })
    app.limits.api.take('https://issuer.test nobody yet', 3, () => {})
    expect((await app.send(PATH, as)).status).toBe(429)
    expect(await DB.prepare('select count(*) as n from identities').first('n')).toBe(0)
  })

  test('passes again once a clock that jumped back has caught up, without extra calls', async () => {
    const app = await limitedApp()
    const as = await bearer(app, { iat: start / 1_000 - 86_400, exp: start / 1_000 + 86_400 })
    await burst(app, PATH, as)
    app.clock.now -= 3_600_000
    expect(await burst(app, PATH, as)).toBe(0)
    app.clock.now = start + 1_000
    expect(await burst(app, PATH, as)).toBe(1)
    app.clock.now += 3_600_000
    expect(await burst(app, PATH, as)).toBe(3)
  })
})

test('a caller with an expired token is not charged to the network, and renews it there', async () => {
  const app = await limitedApp()
  expect(await burst(app, PATH, await bearer(app, { exp: 1 }), 20)).toBe(20)
  const { clientId, secret } = await newApplication(app)
  expect((await app.send('/oauth/token', exchange(clientId, secret))).status).toBe(200)
})

test('an impossible client ID gets no bucket', async () => {
  const app = await limitedApp(undefined, { token: { capacity: 1, perSecond: 0.001, shared: false } })
  const statuses = []
  for (let i = 0; i < 5; i++) {
    statuses.push((await app.send('/oauth/token', exchange('x'.repeat(60_000), newSecret()))).status)
  }
  expect(statuses).toEqual(Array(5).fill(401))
})

test('the per-API form of the inventory is limited once', async () => {
  const app = await limitedApp()
  const { headers } = await app.send('/user-apps/v1', await bearer(app, { scope: 'sp:scopes:all' }))
  expect(headers.get('RateLimit')).toBe('"api";r=2;t=1')
})

describe('a client at the token endpoint', () => {
  test('is refused before the database is asked, and a correct secret passes again later', async () => {
    const app = await limitedApp(undefined, { token: { capacity: 2, perSecond: 1, shared: false } })
    const { clientId, secret } = await newApplication(app)
    expect(await burst(app, '/oauth/token', exchange(clientId, secret))).toBe(2)
    const refused = await app.send('/oauth/token', exchange(clientId, secret))
    expect(refused).toMatchObject({ status: 429 })
    expect(refused.headers.get('Retry-After')).toBe('1')
    app.clock.now += 1_000
    expect((await app.send('/oauth/token', exchange(clientId, secret))).status).toBe(200)
  })

  test('may fail as often as the network’s bucket allows; then every client of the network waits', async () => {
    const app = await limitedApp()
    const { clientId, secret } = await newApplication(app)
    const other = await newApplication({ ...app, sign: () => app.sign({ sub: 'bob' }) })
    expect(await burst(app, '/api/v2/token', exchange(clientId, other.secret))).toBe(3)
    expect((await app.send('/oauth/token', exchange(clientId, secret))).status).toBe(429)
    expect((await app.send(PATH, await bearer(app))).status).toBe(200)
    app.clock.now += 1_000
    expect((await app.send('/oauth/token', exchange(clientId, secret))).status).toBe(200)
  })
})

/** Refills by nothing to speak of while work in the background lets the clock go on. */
const SLOW = { token: { capacity: 60, perSecond: 0.001, shared: true } }

describe('two isolates over one KV', () => {
  test('share a limit after a while', async () => {
    const [first, second] = [await limitedApp(KV, SLOW), await limitedApp(KV, SLOW)]
    const { clientId, secret } = await newApplication(first)
    for (let i = 0; i < 12; i++) {
      expect((await first.send('/oauth/token', exchange(clientId, secret))).status).toBe(200)
    }
    const passed = await burst(second, '/oauth/token', exchange(clientId, secret))
    expect(passed).toBeGreaterThanOrEqual(60 - 12)
    expect(passed).toBeLessThanOrEqual(60 - 6)
    const { keys } = await KV.list({ prefix: 'rl/1/token/' })
    expect(keys.length).toBe(2)
    for (const { metadata, expiration } of keys) {
      expect(metadata).toMatchObject({
        n: expect.any(Number),
        level: expect.any(Number),
        at: expect.any(Number),
      })
      expect(expiration).toBeGreaterThan(Date.now() / 1_000 + 500)
    }
  })
})

describe('a KV that fails', () => {
  const broken = (list: () => Promise<unknown>, put: () => Promise<unknown> = list) =>
    ({ list, put, get: list }) as unknown as KVNamespace
  const never = () => new Promise(() => {})
  const CASES: [string, KVNamespace][] = [
    ['throws', broken(() => Promise.reject(new Error('KV is down')))],
    [
      'throws at once',
      broken(() => {
        throw new Error('KV is down')
      }),
    ],
    ['hangs', broken(never)],
    [
      'holds rubbish',
      broken(
        async () => ({
          keys: [
            { name: 'x' },
            { name: 'rl/1/token/x/y', metadata: { n: 'many', level: null, at: {} } },
            { name: '', metadata: [] },
          ],
        }),
        async () => {},
      ),
    ],
    ['returns rubbish', broken(async () => 'rubbish')],
  ]

  test.each(CASES)(
    'as one that %s leaves each isolate its own bucket, never more, and is counted',
    async (_, kv) => {
      const app = await limitedApp(kv, SLOW)
      let granted = 0
      const work: Promise<void>[] = []
      for (let i = 0; i < 100; i++) {
        if ((await app.limits.token.take('client', 1, (one) => void work.push(one))).granted) granted++
      }
      expect(granted).toBe(60)
      const { publish, import: imports, invalid } = app.failures
      expect(publish + imports + invalid).toBeGreaterThan(0)
    },
  )

  test('with a delay of 10 s holds up one request for 250 ms', async () => {
    const app = await limitedApp(broken(never), SLOW)
    const costs: number[] = []
    for (let i = 0; i < 60; i++) {
      const before = performance.now()
      await app.limits.token.take('client', 1, () => {})
      costs.push(performance.now() - before)
    }
    const waited = costs.filter((ms) => ms > 100)
    expect(waited).toHaveLength(1)
    expect(waited[0]).toBeLessThan(1_000)
  })

  test('with a limiter that throws: reads continue, all other requests get 503', async () => {
    const { limits } = await limitedApp()
    const throwing = {
      ...limits.api,
      take: () => {
        throw new TypeError('a bug')
      },
      peek: () => {
        throw new TypeError('a bug')
      },
    }
    const app = await startApp({ rateLimits: { api: throwing, token: throwing, unauthenticated: throwing } })
    expect((await app.send(PATH, await bearer(app))).status).toBe(200)
    expect(app.logs[0]).toMatchObject({ event: 'limiter', error: { message: 'a bug' } })
    expect((await app.send(PATH, { method: 'POST', ...(await bearer(app)) })).status).toBe(503)
    expect((await app.send('/oauth/token', exchange(crypto.randomUUID(), newSecret()))).status).toBe(503)
  })
})
