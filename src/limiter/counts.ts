import {
  ALLOWANCE_SHARE,
  createBucket,
  debtFloor,
  IMPORT_EVERY_MS,
  type Limit,
  LOSSES_MAX,
  type Loss,
  MARKS_MAX,
  type Mark,
  PUBLISH_SHARE,
  refill,
  type SharedBucket,
  type Sharing,
} from './bucket.ts'

/** What one node tells the others: its last mark, and those before it, oldest first. */
export type Count = { n: number; level: number; at: number; past: readonly Mark[] }

/** A count lives at least so long, lest a node that is only slow be forgotten. */
const COUNT_TTL_SECONDS_MIN = 600

/** So many other nodes are remembered: as many as one listing of KV shows. */
const SEEN_MAX = 1_000

/** How long a count lives: until all debt is paid that it can add to. Who comes later would not know of it. */
export function countTtlSeconds(limit: Limit): number {
  return Math.ceil(Math.max(COUNT_TTL_SECONDS_MIN, -debtFloor(limit) / limit.perSecond))
}

/**
 * Makes the bucket of a new node: as if it had always been there, unused, so that its first import charges what the
 * others granted, less what an unused bucket has thrown away since. Until then it grants {@link ALLOWANCE_SHARE}.
 */
export function createSharedBucket(limit: Limit, now: number): SharedBucket {
  const unusedSeconds = countTtlSeconds(limit)
  const sharing = {
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

/** Whether enough was granted here since the last count to tell the others: θ or more. */
export function isPublishDue({ sharing }: SharedBucket, { capacity }: Limit): boolean {
  const [told] = sharing.published.at(-1) ?? [0]
  return sharing.granted - told >= capacity * PUBLISH_SHARE
}

/** What this node has to tell the others at `now`: under 1,024 bytes of JSON. */
export function countOf(bucket: SharedBucket, limit: Limit, now: number): Count {
  refill(bucket, limit, now)
  const { granted: n, published: past } = bucket.sharing
  return { n, level: Math.floor(bucket.level * 1_000) / 1_000, at: bucket.at, past }
}

/** Notes that the others were told: of the marks before, those at least Pᵢ apart are told again. */
export function notePublished({ sharing }: SharedBucket, { n, level, at, past }: Count): void {
  const [before, last] = past.slice(-2)
  const kept = before && last && last[2] - before[2] < IMPORT_EVERY_MS ? past.slice(0, -1) : past
  sharing.published = [...kept, [n, level, at] as const].slice(-MARKS_MAX)
}

/** Whether to read the others' counts: at most every Pᵢ, and only of a key that was asked for θ since. */
export function isImportDue({ sharing }: SharedBucket, { capacity }: Limit, now: number): boolean {
  return now - sharing.importedAt >= IMPORT_EVERY_MS && sharing.requested >= capacity * PUBLISH_SHARE
}

/** Ends an import, also one that failed: until the next is due, the node grants by its own level. */
export function endImport({ sharing }: SharedBucket, now: number): void {
  sharing.importedAt = now
  sharing.requested = 0
  sharing.allowance = Number.POSITIVE_INFINITY
}

/** Charges what the other nodes granted since the last import, and says how many of the counts were rubbish: these are passed over. */
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

/** Reads what may be anything. A clock that goes before ours, or a level that cannot be, is cut to what can. */
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

function clampMark([n, level, at]: Mark, limit: Limit, now: number): Mark {
  return [n, Math.min(limit.capacity, Math.max(debtFloor(limit), level)), Math.min(now, at)]
}

/** Of a node's grants before its oldest mark, what its level lacked then is all that can matter still. */
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

function noteSeen({ seen }: Sharing, node: string, n: number): void {
  seen.delete(node)
  seen.set(node, n)
  if (seen.size > SEEN_MAX) for (const [oldest] of seen) return void seen.delete(oldest)
}

/**
 * Takes off `granted` tokens that another node granted from `before` to its mark. It can have granted what its level
 * lacks at the mark, and r a second until then: that bounds how many they are, and tells when they went at the latest.
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
  const believed = Math.min(granted, lacking + Math.max(0, at - before) * perMs)
  if (!(believed > 0)) return
  const since = at - Math.max(0, believed - lacking) / perMs
  const unused = useLost(bucket.sharing, believed, since, perMs)
  bucket.level = Math.max(debtFloor(limit), bucket.level - unused)
}

/**
 * Charges what was thrown away after `since` first, since a true bucket would have used that, and says what is left to
 * charge. Each lost token is used once, whatever the number of nodes.
 */
function useLost(sharing: Sharing, wanted: number, since: number, perMs: number): number {
  let left = wanted
  sharing.lost = sharing.lost.flatMap((loss): Loss[] => {
    const before = Math.min(loss.amount, Math.max(0, since - loss.from) * perMs)
    const used = Math.min(left, loss.amount - before)
    if (used <= 0) return [loss]
    left -= used
    const after = { from: Math.max(since, loss.from) + used / perMs, amount: loss.amount - before - used }
    return [{ from: loss.from, amount: before }, after].filter(({ amount }) => amount > 0)
  })
  return left
}
