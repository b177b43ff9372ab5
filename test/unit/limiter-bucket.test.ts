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
/** Attempts: milliseconds since the one before, and tokens. */
const attempts = (passed: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(passed, fc.integer({ min: 1, max: 5 })), { maxLength: 200 })

describe('a bucket alone', () => {
  test('grants at most its capacity and the refill in any window', () => {
    fc.assert(
      fc.property(limits, attempts(fc.integer({ min: 0, max: 20_000 })), (limit, tries) => {
        const bucket = createBucket(limit, 0)
        let [now, excess] = [0, 0]
        for (const [passed, cost] of tries) {
          now += passed
          excess = Math.max(0, excess - (passed / 1_000) * limit.perSecond)
          if (take(bucket, limit, now, cost)) excess += cost
          expect(excess).toBeLessThanOrEqual(limit.capacity + 1e-5)
        }
      }),
    )
  })

  test('grants nothing for a clock that jumps back, neither then nor when it has caught up', () => {
    fc.assert(
      fc.property(limits, attempts(fc.integer({ min: -HOUR, max: HOUR })), (limit, tries) => {
        const bucket = createBucket(limit, 0)
        let [now, latest, granted] = [0, 0, 0]
        for (const [passed, cost] of tries) {
          now += passed
          latest = Math.max(latest, now)
          if (take(bucket, limit, now, cost)) granted += cost
        }
        expect(granted).toBeLessThanOrEqual(limit.capacity + (latest / 1_000) * limit.perSecond + 1e-5)
      }),
    )
  })

  test('grants its whole capacity at once, and then a token a refill', () => {
    const bucket = createBucket(LIMIT, 0)
    expect(Array.from({ length: 61 }, () => take(bucket, LIMIT, 0, 1)).filter(Boolean)).toHaveLength(60)
    expect(take(bucket, LIMIT, 999, 1)).toBe(false)
    expect(take(bucket, LIMIT, 1_000, 1)).toBe(true)
  })

  test.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY, 61])('never grants a cost of %d', (cost) => {
    const bucket = createBucket(LIMIT, 0)
    expect(take(bucket, LIMIT, 0, cost)).toBe(false)
    expect(bucket.level).toBe(60)
  })

  test.each([Number.NaN, Number.NEGATIVE_INFINITY, -1])('is not changed by a clock that says %d', (now) => {
    const bucket = { level: 5, at: 0 }
    expect(take(bucket, LIMIT, now, 6)).toBe(false)
    expect(bucket).toEqual({ level: 5, at: 0 })
  })

  test('takes under 2 µs', () => {
    const bucket = createSharedBucket(LIMIT, 0)
    const start = performance.now()
    for (let turn = 0; turn < 200_000; turn++) take(bucket, LIMIT, turn * 700, 1)
    expect((performance.now() - start) / 200_000).toBeLessThan(0.002)
  })
})

describe('a debt', () => {
  test.each([
    ['what is there', 60, 5, 55],
    ['below zero', 2, 5, -3],
    ['no deeper than a capacity', 0, 1_000, -60],
    ['nothing once as deep', -60, 1, -60],
    ['nothing more of a deeper one', -500, 1, -500],
    ['nothing for no number', 10, Number.NaN, 10],
  ])('is what an overdraft leaves: %s', (_, level, cost, left) => {
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
  ])('counts in the seconds to wait: at $level, $retryAfter and $reset', (one) => {
    const limit = { capacity: 60, perSecond: one.perSecond }
    const bucket = { level: one.level, at: 0 }
    expect(retryAfterSeconds(bucket, limit, 0, 1)).toBe(one.retryAfter)
    expect(resetSeconds(bucket, limit, 0)).toBe(one.reset)
  })

  test('is paid, and a token there, after the seconds that were told', () => {
    fc.assert(
      fc.property(limits, fc.double({ min: -5_000, max: 0.99, noNaN: true }), (limit, level) => {
        const bucket = { level, at: 0 }
        const seconds = retryAfterSeconds(bucket, limit, 0, 1)
        expect(take(bucket, limit, seconds * 1_000, 1)).toBe(true)
      }),
    )
  })

  test('waits for a clock that jumped back', () => {
    expect(retryAfterSeconds({ level: 0, at: 5_000 }, LIMIT, 0, 1)).toBe(6)
  })
})

/** A bucket that has heard the others, of whom there were none, and then stood unused until `now`. */
function heard(now: number): SharedBucket {
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
    ['a new one grants a quarter', 0, 15],
    ['and as much after an import that is too long ago', 30_001, 15],
    ['and all that it has while the import is fresh', 30_000, 60],
  ])('vouches for what it knows: %s', (_, now, granted) => {
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
  ])('publishes and imports from a tenth of its capacity on: %d', (tokens, due) => {
    const bucket = createSharedBucket(LIMIT, 0)
    endImport(bucket, 0)
    for (let left = tokens; left > 0; left--) take(bucket, LIMIT, 0, 1)
    expect(isPublishDue(bucket, LIMIT)).toBe(due)
    expect(isImportDue(bucket, LIMIT, 30_000)).toBe(due)
    expect(isImportDue(bucket, LIMIT, 29_999)).toBe(false)
    notePublished(bucket, countOf(bucket, LIMIT, 0))
    expect(isPublishDue(bucket, LIMIT)).toBe(false)
  })

  test('imports what is asked for too, granted or not: a key in debt hears of more debt', () => {
    const bucket = heard(0)
    for (let left = 100; left > 0; left--) take(bucket, LIMIT, 0, 1)
    expect(bucket.sharing.requested).toBe(100)
  })

  test('tells at most twelve marks, half a minute apart, in under 1,024 bytes', () => {
    const bucket = createSharedBucket({ capacity: 1e6, perSecond: 1e5 / 3 }, 1)
    bucket.sharing.granted = 1e9 + 1 / 3
    for (let turn = 0; turn < 100; turn++) {
      take(bucket, LIMIT, Date.UTC(2026, 0, 1) + turn * 10_000, 1 / 3)
      notePublished(bucket, countOf(bucket, LIMIT, 0))
    }
    const told = countOf(bucket, LIMIT, 0)
    expect(told.past).toHaveLength(12)
    expect(JSON.stringify(told).length).toBeLessThan(1_024)
    const times = told.past.slice(0, -1).map(([, , at]) => at)
    expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 30_000)).toBe(true)
  })
})

describe('an import', () => {
  test.each([
    ['nothing of others', [], 60],
    ['the other node’s burst', [count(60, 0, 100_000)], 0],
    ['debt, for several', [count(60, 0, 100_000), count(60, 0, 100_000)], -60],
    ['less what was thrown away since', [count(60, 0, 70_000)], 30],
    ['a lost token once, not once for each', [count(60, 0, 40_000), count(60, 0, 40_000)], 0],
    ['nothing for a steady client, however late', [count(1_000, 59.5, 99_500)], 60],
    ['a client that moved, by its past', [count(90, 60, 99_999, [[60, 0, 0]])], 60],
    ['what a level lacks of the time before the oldest mark', [count(9_999, 50, 100_000)], 50],
  ])('charges %s, and each count once', (_, counts, level) => {
    const bucket = heard(100_000)
    const found = counts.map((one, index) => [`node-${index}`, one] as const)
    expect(importCounts(bucket, LIMIT, 100_000, found)).toBe(0)
    expect(bucket.level).toBeCloseTo(level, 1)
    importCounts(bucket, LIMIT, 100_000, found.toReversed())
    expect(bucket.level).toBeCloseTo(level, 1)
  })

  test('merges by the larger, so that an older count that comes later changes nothing', () => {
    const bucket = heard(0)
    for (const n of [20, 10, 20, 25]) importCounts(bucket, LIMIT, 0, [['node', count(n, 60 - n, 0)]])
    expect(bucket.level).toBe(35)
  })

  test('of a new node comes out as if it had always been there: ten bursts a minute ago are a debt of eight', () => {
    const bucket = createSharedBucket(LIMIT, 60_000)
    const bursts = Array.from({ length: 10 }, (_, index) => [`node-${index}`, count(60, 0, 0)] as const)
    importCounts(bucket, LIMIT, 60_000, bursts)
    expect(bucket.level).toBe(-480)
  })

  test('goes into debt no deeper than its floor', () => {
    const bucket = heard(0)
    const bursts = Array.from({ length: 200 }, (_, index) => [`node-${index}`, count(60, 0, 0)] as const)
    importCounts(bucket, LIMIT, 0, bursts)
    expect(bucket.level).toBe(-31 * 160)
  })

  test.each([
    ['null', null],
    ['text', '{"n":1}'],
    ['a list', [1, 2, 3]],
    ['no past', { n: 60, level: 0, at: 0 }],
    ['a number as text', count('60' as never, 0, 0)],
    ['a negative count', count(-1, 0, 0)],
    ['no number', count(Number.NaN, 0, 0)],
    ['an infinite count', count(Number.POSITIVE_INFINITY, 0, 0)],
    ['an infinite level', count(60, Number.NEGATIVE_INFINITY, 0)],
    ['a mark too short', count(60, 0, 0, [[1, 2] as never])],
  ])('passes over rubbish and says so: %s', (_, value) => {
    const bucket = heard(0)
    expect(importCounts(bucket, LIMIT, 0, [['node', value]])).toBe(1)
    expect(bucket.level).toBe(60)
  })

  test.each([
    ['a count that nobody can have granted', count(1e300, 60, 0), 60],
    ['a level that cannot be', count(10, 1e300, 0), 60],
    ['a time to come', count(10, 50, 1e300), 50],
  ])('cuts %s to what can be', (_, value, level) => {
    const bucket = heard(0)
    importCounts(bucket, LIMIT, 0, [['node', value]])
    expect(bucket.level).toBe(level)
  })

  test('of anything at all neither throws nor gives a token', () => {
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
      fc.property(counts, fc.integer({ min: 0, max: HOUR }), (found, now) => {
        const bucket = heard(now)
        importCounts(bucket, LIMIT, now, found)
        expect(bucket.level).toBeGreaterThanOrEqual(debtFloor(LIMIT))
        expect(bucket.level).toBeLessThanOrEqual(60)
        expect(takeAll(bucket, now)).toBeLessThanOrEqual(60)
      }),
    )
  })
})

describe('what follows from a limit', () => {
  test.each([
    { capacity: 60, perSecond: 1, shareable: true, floor: -4_960, ttlSeconds: 4_960 },
    { capacity: 500, perSecond: 10, shareable: true, floor: -46_500, ttlSeconds: 4_650 },
    { capacity: 100, perSecond: 10, shareable: false, floor: -34_100, ttlSeconds: 3_410 },
    { capacity: 60, perSecond: 1, nodesMax: 2, shareable: true, floor: -160, ttlSeconds: 600 },
  ])('of $capacity and $perSecond a second', ({ shareable, floor, ttlSeconds, ...limit }) => {
    expect(isShareable(limit)).toBe(shareable)
    expect(debtFloor(limit)).toBe(floor)
    expect(countTtlSeconds(limit)).toBe(ttlSeconds)
  })
})
