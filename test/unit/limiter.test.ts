import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { createLimiter, type Decision, type LimiterNeeds, type Policy } from '../../src/limiter/limiter.ts'
import { createVirtualKv } from '../support/limiter/virtual-kv.ts'
import { createClock } from '../support/limiter/virtual-time.ts'

const TOKEN: Policy = { name: 'token', capacity: 60, perSecond: 1, shared: true }
const AT_ONCE = { spreadMs: () => 0, loses: 0, fails: 0, hangs: 0 }

/** Creates a limiter in virtual time; `work` holds what it deferred until after the response. */
function build(policy: Policy, needs: Partial<LimiterNeeds> = {}, clock = createClock(0)) {
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const work: Promise<void>[] = []
  const timers: LimiterNeeds['timers'] = {
    sleep: clock.sleep,
    withTimeout: (ms, task) =>
      Promise.race([task, clock.sleep(ms).then(() => Promise.reject(new Error('late')))]),
  }
  const hash = async (key: string) => `hash of ${key}`
  const limiter = createLimiter({ kv: undefined, now: clock.now, hash, failures, timers, ...needs }, policy)
  const take = (key = 'client', cost = 1) => {
    clock.stir()
    return limiter.take(key, cost, (task) => void work.push(task))
  }
  return { limiter, take, clock, failures, work }
}

/** Takes one token after another. Returns the immediate decisions, and the promises of awaited ones. */
function takeMany(take: () => Decision | Promise<Decision>, times: number) {
  const decisions = Array.from({ length: times }, () => take())
  const awaited = decisions.filter((decision) => decision instanceof Promise)
  const immediate = decisions.filter((decision): decision is Decision => !(decision instanceof Promise))
  return {
    awaited,
    granted: immediate.filter(({ granted }) => granted).length,
    refused: immediate.filter(({ granted }) => !granted),
  }
}

/** Returns a namespace that records its writes. */
function spy(list: () => unknown = async () => ({ keys: [] })) {
  const calls: unknown[][] = []
  const put = async (...call: unknown[]) => void calls.push(call)
  return { calls, kv: { put, list } as unknown as KVNamespace }
}

describe('a limiter that does not share its keys', () => {
  test.each([
    ['without KV', TOKEN, undefined],
    ['for a policy that is not shared', { ...TOKEN, shared: false }, spy().kv],
    ['for a bucket that refills too fast to be shared', { ...TOKEN, capacity: 49 }, spy().kv],
  ])('%s grants by its own bucket and defers no work', (_, policy, kv) => {
    const { take, work } = build(policy, { kv })
    const { granted, refused } = takeMany(take, policy.capacity + 1)
    expect(granted).toBe(policy.capacity)
    expect(refused).toEqual([
      { granted: false, remaining: 0, retryAfterSeconds: 1, resetSeconds: policy.capacity },
    ])
    expect(work).toEqual([])
  })

  test('grants a request after the seconds of retryAfterSeconds', async () => {
    const { limiter, take, clock } = build({ ...TOKEN, perSecond: 0.3 })
    takeMany(take, 60)
    limiter.charge('client', 7, () => {})
    const refused = await take()
    expect(refused).toEqual({ granted: false, remaining: 0, retryAfterSeconds: 27, resetSeconds: 224 })
    await clock.passUntil(27_000)
    expect(await take()).toMatchObject({ granted: true, remaining: 0, retryAfterSeconds: 0 })
  })

  test('peeks without taking a token or caching the key', () => {
    const { limiter } = build(TOKEN)
    const peeked = { granted: true, remaining: 60, retryAfterSeconds: 0, resetSeconds: 0 }
    expect([limiter.peek('client', 1), limiter.peek('client', 1)]).toEqual([peeked, peeked])
    limiter.charge('client', 60, () => {})
    expect(limiter.peek('client', 1)).toMatchObject({ granted: false, retryAfterSeconds: 1 })
  })
})

describe('a publish', () => {
  test('writes the count under the policy, the hashed key and the node, with an expiry', async () => {
    const { calls, kv } = spy()
    const { take, clock, work } = build(TOKEN, { kv, nodeId: () => 'node' })
    takeMany(take, 6)
    await clock.passUntil(1)
    const metadata = { n: 6, level: 54, at: 0, past: [] }
    expect(calls).toEqual([['rl/1/token/hash of client/node', '', { metadata, expirationTtl: 4_960 }]])
    await Promise.all(work)
  })

  test('follows until the last token is published, at most every ten seconds, without further requests', async () => {
    const { calls, kv } = spy()
    const { take, clock } = build(TOKEN, { kv })
    takeMany(take, 6)
    await clock.passUntil(1)
    takeMany(take, 9)
    await clock.passUntil(9_999)
    expect(calls).toMatchObject([[{}, '', { metadata: { n: 6 } }]])
    await clock.passUntil(60_000)
    expect(calls).toMatchObject([{}, [{}, '', { metadata: { n: 15, past: [[6, 54, 0]] } }]])
  })

  test('is retried by another request if the work of the first was cut off', async () => {
    const { calls, kv } = spy()
    const timers = {
      sleep: () => new Promise<void>(() => {}),
      withTimeout: <T>(_: number, work: Promise<T>) => work,
    }
    const { take, clock } = build(TOKEN, { kv, timers })
    for (const [at, writes] of [
      [0, 1],
      [1, 1],
      [11_999, 1],
      [12_000, 2],
    ] as const) {
      await clock.passUntil(at)
      takeMany(take, 6)
      await clock.passUntil(at)
      expect(calls).toHaveLength(writes)
    }
  })

  test('needs the first node id, and each lifetime of a key has its own', async () => {
    const names: string[] = []
    const { kv } = spy()
    const { take, clock } = build(TOKEN, { kv, keysMax: 1, nodeId: () => `node-${names.push('')}` })
    takeMany(take, 5)
    expect(names).toHaveLength(0)
    for (const key of ['client', 'another', 'client']) {
      takeMany(() => take(key), 6)
      await clock.passUntil(clock.now() + 100_000)
    }
    expect(names).toHaveLength(3)
  })
})

describe('the remaining tokens', () => {
  test('are unknown before an import, and while the last one is too old; then they are those of the level', async () => {
    const clock = createClock(0)
    const { take } = build(TOKEN, { kv: createVirtualKv(clock, () => 0.5, AT_ONCE, 1).at(0) }, clock)
    const remaining = async () => (await take()).remaining
    for (let taken = 1; taken <= 6; taken++) expect(await remaining()).toBeUndefined()
    await clock.passUntil(1_000)
    expect(await remaining()).toBe(54)
    await clock.passUntil(20_000)
    expect(await remaining()).toBe(59)
    await clock.passUntil(100_000)
    expect(await remaining()).toBeUndefined()
  })

  test('are 0 for a refused request, also before an import', () => {
    const { kv } = spy(() => Promise.reject(new Error('no KV')))
    const { take } = build(TOKEN, { kv })
    const { refused } = takeMany(take, 17)
    expect(refused[0]).toMatchObject({ granted: false, remaining: 0 })
  })
})

describe('an import', () => {
  test('is awaited by one request after a quarter was granted; others are refused meanwhile', async () => {
    const clock = createClock(0)
    const { take } = build(TOKEN, { kv: createVirtualKv(clock, () => 0.5, AT_ONCE, 1).at(0) }, clock)
    const { granted, awaited, refused } = takeMany(take, 20)
    expect([granted, awaited.length, refused.length]).toEqual([15, 1, 4])
    expect(refused[0]).toEqual({ granted: false, remaining: 0, retryAfterSeconds: 1, resetSeconds: 15 })
    await clock.passUntil(100)
    expect(await awaited[0]).toMatchObject({ granted: true, remaining: 44 })
    expect(takeMany(take, 60).granted).toBe(44)
  })

  test('charges the burst of another isolate', async () => {
    const clock = createClock(0)
    const kv = createVirtualKv(clock, () => 0.5, AT_ONCE, 2)
    const there = build(TOKEN, { kv: kv.at(0) }, clock)
    takeMany(there.take, 16)
    await clock.passUntil(1_000)
    takeMany(there.take, 60)
    await clock.passUntil(20_000)
    const here = build(TOKEN, { kv: kv.at(1) }, clock)
    const { granted, awaited } = takeMany(here.take, 16)
    await clock.passUntil(21_000)
    expect(granted).toBe(15)
    expect(await awaited[0]).toMatchObject({ granted: true })
    // The other isolate granted 60 and the refill of a second, this one 16, and 20 seconds have passed.
    expect(takeMany(here.take, 60).granted).toBe(4)
  })

  test.each([
    ['fails', () => Promise.reject(new Error('KV is down'))],
    ['throws', () => raise(new Error('KV is down'))],
    ['hangs', () => new Promise(() => {})],
    ['returns an invalid listing', async () => 'invalid'],
  ])(
    'is given up after 250 ms if KV %s: the limiter continues alone and counts the failure',
    async (_, trouble) => {
      const kv = { put: trouble, list: trouble } as unknown as KVNamespace
      const { take, clock, failures, work } = build(TOKEN, { kv })
      const { granted, awaited } = takeMany(take, 16)
      await clock.passUntil(250)
      expect([granted, (await awaited[0])?.granted]).toEqual([15, true])
      expect(takeMany(take, 60).granted).toBe(44)
      await clock.passUntil(60_000)
      expect(failures.import).toBe(2)
      await expect(Promise.all(work)).resolves.toBeDefined()
    },
  )

  test('skips and counts invalid counts, and charges the others', async () => {
    const keys = [
      { name: 'rl/1/token/hash of client/a', metadata: { n: 'many' } },
      { name: 'rl/1/token/hash of client/b', metadata: { n: 30, level: 30, at: 0, past: [] } },
      { name: 'rl/1/token/hash of client/c' },
    ]
    const { take, clock, failures } = build(TOKEN, { kv: spy(async () => ({ keys })).kv })
    takeMany(take, 16)
    await clock.passUntil(1)
    expect(takeMany(take, 60).granted).toBe(14)
    expect(failures).toMatchObject({ import: 0, publish: 0 })
    expect(failures.invalid).toBeGreaterThanOrEqual(2)
  })
})

describe('the key cache', () => {
  test('evicts the least recently used key', () => {
    const { limiter, take } = build(TOKEN, { keysMax: 2 })
    for (const key of ['a', 'b', 'a', 'c']) void take(key, 60)
    expect(['a', 'b', 'c'].map((key) => limiter.peek(key, 1).remaining)).toEqual([0, 60, 0])
  })

  test('keeps a key in debt until the debt is paid', async () => {
    const { limiter, take, clock, failures } = build(TOKEN, { keysMax: 2 })
    limiter.charge('debtor', 70, () => {})
    for (const key of ['a', 'b', 'c']) void take(key)
    expect(limiter.peek('debtor', 1)).toMatchObject({ granted: false, retryAfterSeconds: 11 })
    await clock.passUntil(10_000)
    void take('d')
    expect(limiter.peek('debtor', 1).remaining).toBe(60)
    expect(failures.evictedInDebt).toBe(0)
  })

  test('evicts and counts the smallest debt if all keys are in debt', () => {
    const { limiter, failures } = build(TOKEN, { keysMax: 3 })
    for (const debt of [30, 10, 20, 25]) limiter.charge(`owes ${debt}`, 60 + debt, () => {})
    const waits = [30, 10, 20, 25].map((debt) => limiter.peek(`owes ${debt}`, 1).retryAfterSeconds)
    expect(waits).toEqual([31, 0, 21, 26])
    expect(failures.evictedInDebt).toBe(1)
  })
})

function raise(error: Error): never {
  throw error
}

test('a cache keeps the last ten thousand of a million keys', { timeout: 20_000 }, () => {
  const now = () => 0
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limit = { name: 'api', capacity: 2, perSecond: 1, shared: false }
  const limiter = createLimiter({ kv: undefined, now, hash: async (text) => text, failures }, limit)
  for (let i = 0; i < 1_000_000; i++) void limiter.take(`key ${i}`, 1, () => {})
  const isCached = (index: number) => limiter.peek(`key ${index}`, 1).remaining === 1
  expect([isCached(989_999), isCached(990_000), isCached(999_999)]).toEqual([false, true, true])
})

test.each([
  [10_000, 32],
  [32, 32],
])('a cache of %d keys does not grow in a million uses of %d keys', { timeout: 20_000 }, (keysMax, keys) => {
  const now = () => 0
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limit = { name: 'api', capacity: 1_000_000, perSecond: 1, shared: false }
  const needs = { kv: undefined, now, hash: async (text: string) => text, failures, keysMax }
  const limiter = createLimiter(needs, limit)
  const before = heapBytes()
  for (let i = 0; i < 1_000_000; i++) void limiter.take(`key ${i % keys}`, 1, () => {})
  expect(heapBytes() - before).toBeLessThan(5_000_000)
  expect(limiter.peek('key 0', 1).granted).toBe(true)
})

/** Returns the size of the heap after a full garbage collection. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
