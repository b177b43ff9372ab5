import {
  createBucket,
  LOSSES_MAX,
  type Loss,
  type Mark,
  refill,
  type SharedBucket,
  type Sharing,
} from './bucket.ts'
import {
  ALLOWANCE_SHARE,
  countTtlSeconds,
  debtFloor,
  IMPORT_EVERY_MS,
  type Limit,
  PUBLISH_SHARE,
} from './limit.ts'

/** The message that a node publishes: its mark (`n`, `level`, `at`) and its earlier marks, oldest first. */
export type Count = { n: number; level: number; at: number; past: readonly Mark[] }

/** The number of earlier marks in a count. Pᵢ apart they cover six minutes, in half of KV's 1,024 bytes. */
const MARKS_MAX = 12

/** The number of other nodes that are remembered: as many as one page of a KV listing contains. */
const SEEN_MAX = 1_000

/**
 * Creates the bucket of a new node, as if it had existed and been unused all along. Its first import then
 * charges what other nodes have granted, minus what an unused bucket has lost since. Until then it grants
 * {@link ALLOWANCE_SHARE}.
 */
export function createSharedBucket(limit: Limit, now: number): SharedBucket {
  const unusedSeconds = countTtlSeconds(limit)
  const sharing: Sharing = {
    granted: 0,
    published: [],
    requested: 0,
    allowance: limit.capacity * ALLOWANCE_SHARE,
    importedAt: Number.NEGATIVE_INFINITY,
    seen: new Map(),
    lost: [{ from: now - unusedSeconds * 1_000, amount: unusedSeconds * limit.perSecond }],
  }
  return { ...createBucket(limit, now), sharing }
}

/** Whether this node has granted θ or more since its last publish. */
export function isPublishDue({ sharing }: SharedBucket, { capacity }: Limit): boolean {
  const [published] = sharing.published.at(-1) ?? [0]
  return sharing.granted - published >= capacity * PUBLISH_SHARE
}

/** Returns the count to publish at `now`, in less than 1,024 bytes of JSON. */
export function countOf(bucket: SharedBucket, limit: Limit, now: number): Count {
  refill(bucket, limit, now)
  const { granted: n, published: past } = bucket.sharing
  return { n, level: Math.floor(bucket.level * 1_000) / 1_000, at: bucket.at, past }
}

/** Adds the mark of a published count. Of the earlier marks, keeps those that are at least Pᵢ apart. */
export function notePublished({ sharing }: SharedBucket, { n, level, at, past }: Count): void {
  const [before, last] = past.slice(-2)
  const kept = before && last && last[2] - before[2] < IMPORT_EVERY_MS ? past.slice(0, -1) : past
  const mark: Mark = [n, level, at]
  sharing.published = [...kept, mark].slice(-MARKS_MAX)
}

/** Whether to import: at most every Pᵢ, and only if θ or more was requested since the last import. */
export function isImportDue({ sharing }: SharedBucket, { capacity }: Limit, now: number): boolean {
  return now - sharing.importedAt >= IMPORT_EVERY_MS && sharing.requested >= capacity * PUBLISH_SHARE
}

/** Ends an import, successful or not. Until the next one is due, the node grants by its own level. */
export function endImport({ sharing }: SharedBucket, now: number): void {
  sharing.importedAt = now
  sharing.requested = 0
  sharing.allowance = Number.POSITIVE_INFINITY
}

/**
 * Charges what other nodes have granted since the last import. Skips invalid counts and returns their number.
 */
export function importCounts(
  bucket: SharedBucket,
  limit: Limit,
  now: number,
  counts: Iterable<readonly [node: string, count: unknown]>,
): number {
  refill(bucket, limit, now)
  let invalid = 0
  for (const [node, count] of counts) {
    const marks = readMarks(count, limit, now)
    if (marks) importMarks(bucket, limit, node, marks)
    else invalid++
  }
  bucket.sharing.lost = bucket.sharing.lost.slice(-LOSSES_MAX)
  return invalid
}

/**
 * Returns the marks of a count, oldest first, clamped to what is possible; `undefined` if it is not a count.
 */
function readMarks(count: unknown, limit: Limit, now: number): Mark[] | undefined {
  if (typeof count !== 'object' || count === null) return undefined
  const { n, level, at, past } = count as Partial<Record<keyof Count, unknown>>
  if (!Array.isArray(past)) return undefined
  const marks = [...past.slice(-MARKS_MAX), [n, level, at]]
  return marks.every(isMark) ? marks.map((mark) => clampMark(mark, limit, now)) : undefined
}

function isMark(value: unknown): value is Mark {
  return Array.isArray(value) && value.length === 3 && value.every(Number.isFinite) && value[0] >= 0
}

/** Limits the level to what a bucket can have, and an instant of a clock that is ahead of ours to `now`. */
function clampMark([n, level, at]: Mark, limit: Limit, now: number): Mark {
  return [n, Math.min(limit.capacity, Math.max(debtFloor(limit), level)), Math.min(now, at)]
}

/**
 * Charges the marks of one node, oldest first. Of what it granted before the oldest mark, only what its level
 * lacked at that mark can still matter.
 */
function importMarks(bucket: SharedBucket, limit: Limit, node: string, marks: Mark[]): void {
  let seen = bucket.sharing.seen.get(node) ?? 0
  let before = marks[0]?.[2] ?? 0
  for (const mark of marks) {
    chargeMark(bucket, limit, mark, mark[0] - seen, before)
    seen = Math.max(seen, mark[0])
    before = mark[2]
  }
  noteSeen(bucket.sharing, node, seen)
}

/** Notes what is charged of a node. Beyond {@link SEEN_MAX}, forgets the least recently imported node. */
function noteSeen({ seen }: Sharing, node: string, n: number): void {
  seen.delete(node)
  seen.set(node, n)
  if (seen.size > SEEN_MAX) for (const [oldest] of seen) return void seen.delete(oldest)
}

/**
 * Charges `granted` tokens that another node granted between `before` and its mark. It cannot have granted
 * more than what its level lacks at the mark plus the refill of that time, so no more is charged. The tokens
 * beyond what its level lacks must have been refilled before the mark, which gives the latest instant at
 * which it began to grant them.
 */
function chargeMark(
  bucket: SharedBucket,
  limit: Limit,
  [, level, at]: Mark,
  granted: number,
  before: number,
): void {
  const lacking = limit.capacity - level
  const perMs = limit.perSecond / 1_000
  const credible = Math.min(granted, lacking + Math.max(0, at - before) * perMs)
  if (!(credible > 0)) return
  const since = at - Math.max(0, credible - lacking) / perMs
  const uncovered = useLost(bucket.sharing, credible, since, perMs)
  bucket.level = Math.max(debtFloor(limit), bucket.level - uncovered)
}

/**
 * Covers a charge with tokens that were lost after `since`, because one bucket for all nodes would have
 * granted those. Returns the rest of the charge. A lost token is used once, whatever the number of nodes.
 */
function useLost(sharing: Sharing, charge: number, since: number, perMs: number): number {
  let rest = charge
  sharing.lost = sharing.lost.flatMap((loss): Loss[] => {
    const before = Math.min(loss.amount, Math.max(0, since - loss.from) * perMs)
    const used = Math.min(rest, loss.amount - before)
    if (used <= 0) return [loss]
    rest -= used
    const after = { from: Math.max(since, loss.from) + used / perMs, amount: loss.amount - before - used }
    return [{ from: loss.from, amount: before }, after].filter(({ amount }) => amount > 0)
  })
  return rest
}
