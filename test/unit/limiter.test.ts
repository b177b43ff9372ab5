import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { createLimiter, type Decision, type LimiterNeeds, type Policy } from '../../src/limiter/limiter.ts'
import { createVirtualKv } from '../support/virtual-kv.ts'
import { createClock } from '../support/virtual-time.ts'

const TOKEN: Policy = { name: 'token', capacity: 60, perSecond: 1, shared: true }
const AT_ONCE = { spreadMs: () => 0, loses: 0, fails: 0, hangs: 0 }

/** A limiter in virtual time; `work` is what it left to be done after the answer. */
function build(policy: Policy, needs: Partial<LimiterNeeds> = {}, clock = createClock(0)) {
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const work: Promise<void>[] = []
  const timers: LimiterNeeds['timers'] = {
    sleep: clock.sleep,
    withTimeout: (ms, task) =>
      Promise.race([task, clock.sleep(ms).then(() => Promise.reject(new Error('late')))]),
  }
  const hash = async (subject: string) => `hash of ${subject}`
  const limiter = createLimiter({ kv: undefined, now: clock.now, hash, failures, timers, ...needs }, policy)
  const take = (subject = 'client', cost = 1) => {
    clock.stir()
    return limiter.take(subject, cost, (task) => void work.push(task))
  }
  return { limiter, take, clock, failures, work }
}

/** Takes one token after another, and tells what was decided at once and what was waited for. */
function takeMany(take: () => Decision | Promise<Decision>, times: number) {
  const decisions = Array.from({ length: times }, () => take())
  const waited = decisions.filter((one) => one instanceof Promise)
  const atOnce = decisions.filter((one): one is Decision => !(one instanceof Promise))
  return {
    waited,
    granted: atOnce.filter(({ granted }) => granted).length,
    refused: atOnce.filter((one) => !one.granted),
  }
}

/** A namespace that notes what is written to it. */
function spy(list: () => unknown = async () => ({ keys: [] })) {
  const calls: unknown[][] = []
  const put = async (...call: unknown[]) => void calls.push(call)
  return { calls, kv: { put, list } as unknown as KVNamespace }
}

describe('a limiter that shares nothing', () => {
  test.each([
    ['without KV', TOKEN, undefined],
    ['of a policy that is not shared', { ...TOKEN, shared: false }, spy().kv],
    ['of a refill too short to be shared', { ...TOKEN, capacity: 49 }, spy().kv],
  ])('%s grants by its own bucket, and leaves no work', (_, policy, kv) => {
    const { take, work } = build(policy, { kv })
    const { granted, refused } = takeMany(take, policy.capacity + 1)
    expect(granted).toBe(policy.capacity)
    expect(refused).toEqual([
      { granted: false, remaining: 0, retryAfterSeconds: 1, resetSeconds: policy.capacity },
    ])
    expect(work).toEqual([])
  })

  test('lets one request pass after the seconds that it told', async () => {
    const { limiter, take, clock } = build({ ...TOKEN, perSecond: 0.3 })
    takeMany(take, 60)
    limiter.charge('client', 7, () => {})
    const refused = await take()
    expect(refused).toEqual({ granted: false, remaining: 0, retryAfterSeconds: 27, resetSeconds: 224 })
    await clock.passUntil(27_000)
    expect(await take()).toMatchObject({ granted: true, remaining: 0, retryAfterSeconds: 0 })
  })

  test('peeks without taking, or remembering whom', () => {
    const { limiter } = build(TOKEN)
    const peeked = { granted: true, remaining: 60, retryAfterSeconds: 0, resetSeconds: 0 }
    expect([limiter.peek('client', 1), limiter.peek('client', 1)]).toEqual([peeked, peeked])
    limiter.charge('client', 60, () => {})
    expect(limiter.peek('client', 1)).toMatchObject({ granted: false, retryAfterSeconds: 1 })
  })
})

describe('what a limiter tells the others', () => {
  test('stands under the policy, a hash and a node, with the count and an expiry', async () => {
    const { calls, kv } = spy()
    const { take, clock, work } = build(TOKEN, { kv, nodeId: () => 'node' })
    takeMany(take, 6)
    await clock.passUntil(1)
    const metadata = { n: 6, level: 54, at: 0, past: [] }
    expect(calls).toEqual([['rl/1/token/hash of client/node', '', { metadata, expirationTtl: 4_960 }]])
    await Promise.all(work)
  })

  test('is told to the last token though nobody asks again, and at most every ten seconds', async () => {
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

  test('is tried again by another request where the work of the first was cut off', async () => {
    const { calls, kv } = spy()
    const cutOff = {
      sleep: () => new Promise<void>(() => {}),
      withTimeout: <T>(_: number, work: Promise<T>) => work,
    }
    const { take, clock } = build(TOKEN, { kv, timers: cutOff })
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

  test('names no node before there is something to tell, and a fresh one for each life of a key', async () => {
    const names: string[] = []
    const { kv } = spy()
    const { take, clock } = build(TOKEN, { kv, keysMax: 1, nodeId: () => `node-${names.push('')}` })
    takeMany(take, 5)
    expect(names).toHaveLength(0)
    for (const subject of ['client', 'another', 'client']) {
      takeMany(() => take(subject), 6)
      await clock.passUntil(clock.now() + 100_000)
    }
    expect(names).toHaveLength(3)
  })
})

describe('what a limiter hears', () => {
  test('is awaited by one request, once a quarter is gone; others are refused meanwhile', async () => {
    const clock = createClock(0)
    const { take } = build(TOKEN, { kv: createVirtualKv(clock, () => 0.5, AT_ONCE, 1).at(0) }, clock)
    const { granted, waited, refused } = takeMany(take, 20)
    expect([granted, waited.length, refused.length]).toEqual([15, 1, 4])
    expect(refused[0]).toEqual({ granted: false, remaining: 0, retryAfterSeconds: 1, resetSeconds: 15 })
    await clock.passUntil(100)
    expect(await waited[0]).toMatchObject({ granted: true, remaining: 44 })
    expect(takeMany(take, 60).granted).toBe(44)
  })

  test('is what others granted: of a burst there, nothing is left here', async () => {
    const clock = createClock(0)
    const kv = createVirtualKv(clock, () => 0.5, AT_ONCE, 2)
    const there = build(TOKEN, { kv: kv.at(0) }, clock)
    takeMany(there.take, 16)
    await clock.passUntil(1_000)
    takeMany(there.take, 60)
    await clock.passUntil(20_000)
    const here = build(TOKEN, { kv: kv.at(1) }, clock)
    const { granted, waited } = takeMany(here.take, 16)
    await clock.passUntil(21_000)
    expect(granted).toBe(15)
    expect(await waited[0]).toMatchObject({ granted: true })
    // 60 and what a second brought went there, 16 here, and 20 seconds have passed.
    expect(takeMany(here.take, 60).granted).toBe(4)
  })

  test.each([
    ['fails', () => Promise.reject(new Error('KV is down'))],
    ['throws', () => raise(new Error('KV is down'))],
    ['hangs', () => new Promise(() => {})],
    ['answers rubbish', async () => 'rubbish'],
  ])('is nothing where KV %s: it goes on alone, in 250 ms, and counts the failure', async (_, trouble) => {
    const kv = { put: trouble, list: trouble } as unknown as KVNamespace
    const { take, clock, failures, work } = build(TOKEN, { kv })
    const { granted, waited } = takeMany(take, 16)
    await clock.passUntil(250)
    expect([granted, (await waited[0])?.granted]).toEqual([15, true])
    expect(takeMany(take, 60).granted).toBe(44)
    await clock.passUntil(60_000)
    expect(failures.import).toBe(2)
    await expect(Promise.all(work)).resolves.toBeDefined()
  })

  test('may be rubbish: it is counted, and the rest is heard', async () => {
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

describe('the room for keys', () => {
  test('is given to who came last: an old key is forgotten', () => {
    const { limiter, take } = build(TOKEN, { keysMax: 2 })
    for (const subject of ['a', 'b', 'a', 'c']) void take(subject, 60)
    expect(['a', 'b', 'c'].map((subject) => limiter.peek(subject, 1).remaining)).toEqual([0, 60, 0])
  })

  test('is kept by a debt until it is paid', async () => {
    const { limiter, take, clock, failures } = build(TOKEN, { keysMax: 2 })
    limiter.charge('debtor', 70, () => {})
    for (const subject of ['a', 'b', 'c']) void take(subject)
    expect(limiter.peek('debtor', 1)).toMatchObject({ granted: false, retryAfterSeconds: 11 })
    await clock.passUntil(10_000)
    void take('d')
    expect(limiter.peek('debtor', 1).remaining).toBe(60)
    expect(failures.evictedInDebt).toBe(0)
  })

  test('is bounded though all are in debt: who owes least is forgiven, and counted', () => {
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

test('a million subjects take no more room than the last ten thousand', () => {
  const now = () => 0
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limit = { name: 'api', capacity: 2, perSecond: 1, shared: false }
  const limiter = createLimiter({ kv: undefined, now, hash: async (text) => text, failures }, limit)
  for (let i = 0; i < 1_000_000; i++) limiter.take(`subject ${i}`, 1, () => {})
  const kept = (subject: number) => limiter.peek(`subject ${subject}`, 1).remaining === 1
  expect([kept(989_999), kept(990_000), kept(999_999)]).toEqual([false, true, true])
})

test.each([
  [10_000, 32],
  [32, 32],
])('with room for %d, a million uses of %d subjects take no more room than they do', (keysMax, subjects) => {
  const now = () => 0
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limit = { name: 'api', capacity: 1_000_000, perSecond: 1, shared: false }
  const needs = { kv: undefined, now, hash: async (text: string) => text, failures, keysMax }
  const limiter = createLimiter(needs, limit)
  const before = heapBytes()
  for (let i = 0; i < 1_000_000; i++) limiter.take(`subject ${i % subjects}`, 1, () => {})
  expect(heapBytes() - before).toBeLessThan(5_000_000)
  expect(limiter.peek('subject 0', 1).granted).toBe(true)
})

/** What is left once all rubbish is gone. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
