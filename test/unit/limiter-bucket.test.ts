import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  available,
  createBucket,
  overdraw,
  resetSeconds,
  retryAfterSeconds,
  type SharedBucket,
  take,
} from '../../src/limiter/bucket.ts'
import {
  type Count,
  countOf,
  createSharedBucket,
  endImport,
  importCounts,
  isImportDue,
  isPublishDue,
  notePublished,
} from '../../src/limiter/counts.ts'
import { countTtlSeconds, debtFloor, isShareable } from '../../src/limiter/limit.ts'

const LIMIT = { capacity: 60, perSecond: 1 }
const HOUR = 3_600_000

const limits = fc.record({
  capacity: fc.integer({ min: 1, max: 1_000 }),
  perSecond: fc.double({ min: 0.01, max: 100, noNaN: true }),
})
/** Returns lists of attempts, each with the milliseconds since the one before and its tokens. */
const attempts = (elapsed: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(elapsed, fc.integer({ min: 1, max: 5 })), { maxLength: 200 })

describe('a bucket that is not shared', () => {
  test('grants at most its capacity plus the refill in any window', () => {
    fc.assert(
      fc.property(limits, attempts(fc.integer({ min: 0, max: 20_000 })), (limit, tries) => {
        const bucket = createBucket(limit, 0)
        let [now, excess] = [0, 0]
        for (const [elapsed, cost] of tries) {
          now += elapsed
          excess = Math.max(0, excess - (elapsed / 1_000) * limit.perSecond)
          if (take(bucket, limit, now, cost)) excess += cost
          expect(excess).toBeLessThanOrEqual(limit.capacity + 1e-5)
        }
      }),
    )
  })

  test('grants no extra tokens if the clock jumps back, even after it has caught up', () => {
    fc.assert(
      fc.property(limits, attempts(fc.integer({ min: -HOUR, max: HOUR })), (limit, tries) => {
        const bucket = createBucket(limit, 0)
        let [now, latest, granted] = [0, 0, 0]
        for (const [elapsed, cost] of tries) {
          now += elapsed
          latest = Math.max(latest, now)
          if (take(bucket, limit, now, cost)) granted += cost
        }
        expect(granted).toBeLessThanOrEqual(limit.capacity + (latest / 1_000) * limit.perSecond + 1e-5)
      }),
    )
  })

  test('grants its whole capacity at once, and then each token as it accrues', () => {
    const bucket = createBucket(LIMIT, 0)
    expect(Array.from({ length: 61 }, () => take(bucket, LIMIT, 0, 1)).filter(Boolean)).toHaveLength(60)
    expect(take(bucket, LIMIT, 999, 1)).toBe(false)
    expect(take(bucket, LIMIT, 1_000, 1)).toBe(true)
  })

  test.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 61])('refuses a cost of %d', (cost) => {
    const bucket = createBucket(LIMIT, 0)
    expect(take(bucket, LIMIT, 0, cost)).toBe(false)
    expect(bucket.level).toBe(60)
  })

  test.each([Number.NaN, Number.NEGATIVE_INFINITY, -1])('is not changed by a clock at %d', (now) => {
    const bucket = { level: 5, at: 0 }
    expect(take(bucket, LIMIT, now, 6)).toBe(false)
    expect(bucket).toEqual({ level: 5, at: 0 })
  })

  test('takes a token in less than 2 µs', () => {
    const bucket = createSharedBucket(LIMIT, 0)
    const start = performance.now()
    for (let index = 0; index < 200_000; index++) take(bucket, LIMIT, index * 700, 1)
    expect((performance.now() - start) / 200_000).toBeLessThan(0.002)
  })
})

describe('a debt', () => {
  test.each([
    ['none while there are tokens', 60, 5, 55],
    ['below zero', 2, 5, -3],
    ['at most one capacity', 0, 1_000, -60],
    ['unchanged at one capacity', -60, 1, -60],
    ['unchanged if imports made it deeper', -500, 1, -500],
    ['unchanged by a cost that is not a number', 10, Number.NaN, 10],
  ])('after an overdraft is %s', (_, level, cost, left) => {
    const bucket = { level, at: 0 }
    overdraw(bucket, LIMIT, 0, cost)
    expect(bucket.level).toBe(left)
  })

  test.each([
    { level: 0, perSecond: 1, retryAfter: 1, reset: 60 },
    { level: 0.9, perSecond: 1, retryAfter: 1, reset: 60 },
    { level: 0.9, perSecond: 0.01, retryAfter: 10, reset: 5_910 },
    { level: -540, perSecond: 1, retryAfter: 541, reset: 600 },
    { level: 60, perSecond: 1, retryAfter: 1, reset: 0 },
  ])('adds to the wait: at $level, retry after $retryAfter s and reset after $reset s', (row) => {
    const limit = { capacity: 60, perSecond: row.perSecond }
    const bucket = { level: row.level, at: 0 }
    expect(retryAfterSeconds(bucket, limit, 0, 1)).toBe(row.retryAfter)
    expect(resetSeconds(bucket, limit, 0)).toBe(row.reset)
  })

  test('is paid, and a token is available, after the seconds to wait', () => {
    fc.assert(
      fc.property(limits, fc.double({ min: -5_000, max: 0.99, noNaN: true }), (limit, level) => {
        const bucket = { level, at: 0 }
        const seconds = retryAfterSeconds(bucket, limit, 0, 1)
        expect(take(bucket, limit, seconds * 1_000, 1)).toBe(true)
      }),
    )
  })

  test('includes the time that a clock that jumped back needs to catch up', () => {
    expect(retryAfterSeconds({ level: 0, at: 5_000 }, LIMIT, 0, 1)).toBe(6)
  })
})

/** Returns a bucket that imported from no other node at 0, and was unused until `now`. */
function importedBucket(now: number): SharedBucket {
  const bucket = createSharedBucket(LIMIT, 0)
  endImport(bucket, 0)
  importCounts(bucket, LIMIT, now, [])
  return bucket
}

function takeAll(bucket: SharedBucket, now: number): number {
  let granted = 0
  while (take(bucket, LIMIT, now, 1)) granted++
  return granted
}

const count = (n: number, level: number, at: number, past: Count['past'] = []) => ({ n, level, at, past })

describe('a shared bucket', () => {
  test.each([
    ['a quarter of its capacity if it is new', 0, 15],
    ['a quarter of its capacity if its last import is too old', 30_001, 15],
    ['all its tokens if its last import is recent', 30_000, 60],
  ])('grants %s', (_, now, granted) => {
    const bucket = createSharedBucket(LIMIT, 0)
    if (now > 0) endImport(bucket, 0)
    expect(takeAll(bucket, now)).toBe(granted)
    expect(available(bucket)).toBe(0)
    endImport(bucket, now)
    expect(takeAll(bucket, now)).toBe(60 - granted)
  })

  test.each([
    [5, false],
    [6, true],
    [60, true],
  ])('publishes and imports only from a tenth of its capacity on: %d tokens, %s', (tokens, due) => {
    const bucket = createSharedBucket(LIMIT, 0)
    endImport(bucket, 0)
    for (let left = tokens; left > 0; left--) take(bucket, LIMIT, 0, 1)
    expect(isPublishDue(bucket, LIMIT)).toBe(due)
    expect(isImportDue(bucket, LIMIT, 30_000)).toBe(due)
    expect(isImportDue(bucket, LIMIT, 29_999)).toBe(false)
    notePublished(bucket, countOf(bucket, LIMIT, 0))
    expect(isPublishDue(bucket, LIMIT)).toBe(false)
  })

  test('counts refused requests too, so that a key in debt imports more debt', () => {
    const bucket = importedBucket(0)
    for (let left = 100; left > 0; left--) take(bucket, LIMIT, 0, 1)
    expect(bucket.sharing.requested).toBe(100)
  })

  test('publishes at most twelve earlier marks, half a minute apart, in less than 1,024 bytes', () => {
    const bucket = createSharedBucket({ capacity: 1e6, perSecond: 1e5 / 3 }, 1)
    bucket.sharing.granted = 1e9 + 1 / 3
    for (let index = 0; index < 100; index++) {
      take(bucket, LIMIT, Date.UTC(2026, 0, 1) + index * 10_000, 1 / 3)
      notePublished(bucket, countOf(bucket, LIMIT, 0))
    }
    const published = countOf(bucket, LIMIT, 0)
    expect(published.past).toHaveLength(12)
    expect(JSON.stringify(published).length).toBeLessThan(1_024)
    const times = published.past.slice(0, -1).map(([, , at]) => at)
    expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 30_000)).toBe(true)
  })
})

describe('an import', () => {
  test.each([
    ['nothing without other nodes', [], 60],
    ['the burst of another node', [count(60, 0, 100_000)], 0],
    ['debt for several bursts', [count(60, 0, 100_000), count(60, 0, 100_000)], -60],
    ['a burst minus the tokens lost since', [count(60, 0, 70_000)], 30],
    [
      'two bursts minus the tokens lost since, which count once',
      [count(60, 0, 40_000), count(60, 0, 40_000)],
      0,
    ],
    ['nothing for a steady client, however late the import', [count(1_000, 59.5, 99_500)], 60],
    ['nothing for a client that moved, by its earlier marks', [count(90, 60, 99_999, [[60, 0, 0]])], 60],
    ['only what the level lacks, for the time before the oldest mark', [count(9_999, 50, 100_000)], 50],
  ])('charges %s, and charges each count once', (_, counts, level) => {
    const bucket = importedBucket(100_000)
    const byNode = counts.map((one, index) => [`node-${index}`, one] as const)
    expect(importCounts(bucket, LIMIT, 100_000, byNode)).toBe(0)
    expect(bucket.level).toBeCloseTo(level, 1)
    importCounts(bucket, LIMIT, 100_000, byNode.toReversed())
    expect(bucket.level).toBeCloseTo(level, 1)
  })

  test('merges counts by their maximum, so that an older count that arrives later changes nothing', () => {
    const bucket = importedBucket(0)
    for (const n of [20, 10, 20, 25]) importCounts(bucket, LIMIT, 0, [['node', count(n, 60 - n, 0)]])
    expect(bucket.level).toBe(35)
  })

  test('of a new node charges it as if it had always existed: ten bursts a minute ago are a debt of eight', () => {
    const bucket = createSharedBucket(LIMIT, 60_000)
    const bursts = Array.from({ length: 10 }, (_, index) => [`node-${index}`, count(60, 0, 0)] as const)
    importCounts(bucket, LIMIT, 60_000, bursts)
    expect(bucket.level).toBe(-480)
  })

  test('makes no debt below the floor', () => {
    const bucket = importedBucket(0)
    const bursts = Array.from({ length: 200 }, (_, index) => [`node-${index}`, count(60, 0, 0)] as const)
    importCounts(bucket, LIMIT, 0, bursts)
    expect(bucket.level).toBe(-31 * 160)
  })

  test.each([
    ['null', null],
    ['text', '{"n":1}'],
    ['a list', [1, 2, 3]],
    ['missing marks', { n: 60, level: 0, at: 0 }],
    ['a number as text', count('60' as never, 0, 0)],
    ['a negative count', count(-1, 0, 0)],
    ['not a number', count(Number.NaN, 0, 0)],
    ['an infinite count', count(Number.POSITIVE_INFINITY, 0, 0)],
    ['an infinite level', count(60, Number.NEGATIVE_INFINITY, 0)],
    ['a mark too short', count(60, 0, 0, [[1, 2] as never])],
  ])('skips an invalid count and reports it: %s', (_, value) => {
    const bucket = importedBucket(0)
    expect(importCounts(bucket, LIMIT, 0, [['node', value]])).toBe(1)
    expect(bucket.level).toBe(60)
  })

  test.each([
    ['a count that no node can have granted', count(1e300, 60, 0), 60],
    ['an impossible level', count(10, 1e300, 0), 60],
    ['an instant in the future', count(10, 50, 1e300), 50],
  ])('clamps %s', (_, value, level) => {
    const bucket = importedBucket(0)
    importCounts(bucket, LIMIT, 0, [['node', value]])
    expect(bucket.level).toBe(level)
  })

  test('of arbitrary values neither throws nor adds a token', () => {
    const numbers = fc.oneof(fc.double(), fc.integer(), fc.anything())
    const mark = fc.oneof(fc.tuple(numbers, numbers, numbers), fc.anything())
    const record = fc.record({
      n: numbers,
      level: numbers,
      at: numbers,
      past: fc.oneof(fc.array(mark), fc.anything()),
    })
    const counts = fc.array(fc.tuple(fc.string(), fc.oneof(record, fc.anything())))
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: HOUR }), (byNode, now) => {
        const bucket = importedBucket(now)
        importCounts(bucket, LIMIT, now, byNode)
        expect(bucket.level).toBeGreaterThanOrEqual(debtFloor(LIMIT))
        expect(bucket.level).toBeLessThanOrEqual(60)
        expect(takeAll(bucket, now)).toBeLessThanOrEqual(60)
      }),
    )
  })
})

describe('a limit has its own debt floor and count lifetime', () => {
  test.each([
    { capacity: 60, perSecond: 1, shareable: true, floor: -4_960, ttlSeconds: 4_960 },
    { capacity: 500, perSecond: 10, shareable: true, floor: -46_500, ttlSeconds: 4_650 },
    { capacity: 100, perSecond: 10, shareable: false, floor: -34_100, ttlSeconds: 3_410 },
    { capacity: 60, perSecond: 1, nodesMax: 2, shareable: true, floor: -160, ttlSeconds: 600 },
  ])('for a capacity of $capacity and $perSecond a second', ({ shareable, floor, ttlSeconds, ...limit }) => {
    expect(isShareable(limit)).toBe(shareable)
    expect(debtFloor(limit)).toBe(floor)
    expect(countTtlSeconds(limit)).toBe(ttlSeconds)
  })
})
