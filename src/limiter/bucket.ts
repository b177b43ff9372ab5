/** How fast one key may go: at most `capacity + perSecond · t` tokens in any t seconds. */
export type Limit = {
  capacity: number
  perSecond: number
  /** So many nodes' overspending a debt can hold; {@link NODES_MAX} unless said. */
  nodesMax?: number
}

/** The state of one key at one node. Instants are epoch milliseconds. */
export type Bucket = {
  /** Tokens left at `at`; negative is a debt. */
  level: number
  at: number
  /** Only where nodes share the key. */
  sharing?: Sharing
}

/** The state of a key that nodes share. */
export type SharedBucket = Bucket & { sharing: Sharing }

/** What a node keeps of a key to tell the others, and of what they told. */
export type Sharing = {
  /** All tokens granted here; only grows. */
  granted: number
  /** What the others were told, oldest first. */
  published: Mark[]
  /** Tokens asked for since `heardAt`, granted or not. */
  requested: number
  /** What may be granted before the others are heard again; infinite while they were heard of late. */
  allowance: number
  /** When an import last ended, well or not. */
  importedAt: number
  /** How much of each other node's grants is charged here. */
  seen: Map<string, number>
  /** What was thrown away because the bucket stood full, oldest first, less what imports have used. */
  lost: Loss[]
}

/** A point on a node's way: it had granted `n` tokens in all, and stood at `level`, at `at`. */
export type Mark = readonly [n: number, level: number, at: number]

/** Tokens thrown away from `from` on: `amount` in all, and at least `amount − r·(x − from)` of them after x. */
export type Loss = { from: number; amount: number }

/** D: the longest that the store takes to show a write elsewhere. Workers KV says "60 seconds or more". */
export const PROPAGATION_MS = 60_000

/** P: a node tells its count at most so often. KV refuses more than a write a second and key, and each costs. */
export const PUBLISH_EVERY_MS = 10_000

/** Pᵢ: a node reads the others' counts at most so often: oftener costs more, and gains little beside D. */
export const IMPORT_EVERY_MS = 30_000

/** Δ = P + D + Pᵢ: what was granted elsewhere longer ago than this is known here. */
export const KNOWLEDGE_LAG_MS = PUBLISH_EVERY_MS + PROPAGATION_MS + IMPORT_EVERY_MS

/** θ, as a share of the capacity: less is worth neither a write nor a read. */
export const PUBLISH_SHARE = 1 / 10

/** What a node grants unheard of the others, as a share of the capacity: above θ, so that the import which θ causes mostly comes first. */
export const ALLOWANCE_SHARE = 1 / 4

/** N_max: thrice the nodes of the simulation. A flood over more outruns its debt; the debt of 32 takes 60 tokens at 1/s 83 minutes to pay. */
export const NODES_MAX = 32

/** So many marks are told, Pᵢ apart: six minutes, and at most half of the 1,024 bytes of a KV entry's metadata. */
export const MARKS_MAX = 12

/** Losses nearer to each other are kept as one: P, the grain of everything else. */
const LOSS_GRAIN_MS = PUBLISH_EVERY_MS

/** So many losses are kept, ten busy minutes: an import cuts holes into them, and with 30 a client alone was refused. */
export const LOSSES_MAX = 64

/** Sums of fractions are a little off: so much of a token is not missed. */
const ROUNDING = 1e-6

/** Whether sharing pays: with less than Δ/2 (50 s) to refill, a node alone is full again before it hears of the others. */
export function isShareable({ capacity, perSecond }: Limit): boolean {
  return (capacity / perSecond) * 1_000 >= KNOWLEDGE_LAG_MS / 2
}

/** Makes a full bucket. */
export function createBucket({ capacity }: Limit, now: number): Bucket {
  return { level: capacity, at: now }
}

/** The lowest that imports bring a level: −(N_max − 1)(b + rΔ), what all other nodes can overspend unheard. */
export function debtFloor({ capacity, perSecond, nodesMax = NODES_MAX }: Limit): number {
  return -(nodesMax - 1) * (capacity + (perSecond * KNOWLEDGE_LAG_MS) / 1_000)
}

/** Brings the level up to `now`. A clock that jumps back adds nothing, neither then nor when it has caught up. */
export function refill(bucket: Bucket, { capacity, perSecond }: Limit, now: number): void {
  if (!(now > bucket.at)) return
  const level = bucket.level + ((now - bucket.at) / 1_000) * perSecond
  bucket.at = now
  bucket.level = Math.min(capacity, level)
  if (level > capacity && bucket.sharing) addLoss(bucket.sharing.lost, level - capacity, now, perSecond)
}

function addLoss(lost: Loss[], amount: number, now: number, perSecond: number): void {
  const last = lost.at(-1)
  if (last && last.from > now - LOSS_GRAIN_MS) last.amount += amount
  else lost.push({ from: now - (amount / perSecond) * 1_000, amount })
  if (lost.length > LOSSES_MAX) lost.shift()
}

/** How many tokens can be had here and now: none in debt, and none that an import must allow first. */
export function available({ level, sharing }: Bucket): number {
  return Math.max(0, Math.min(level, sharing?.allowance ?? level))
}

/** Whether a bucket that is up to date has `cost` tokens. Of a cost that is no positive number, false. */
export function hasTokens(bucket: Bucket, cost: number): boolean {
  return cost > 0 && available(bucket) + ROUNDING >= cost
}

/** Takes `cost` tokens, or none and says false. */
export function take(bucket: Bucket, limit: Limit, now: number, cost: number): boolean {
  noteRequest(bucket, limit, now, cost)
  if (!hasTokens(bucket, cost)) return false
  deduct(bucket, cost)
  return true
}

/** Takes `cost` tokens whether they are there or not: into a debt of one capacity at most. */
export function overdraw(bucket: Bucket, limit: Limit, now: number, cost: number): void {
  noteRequest(bucket, limit, now, cost)
  const most = Math.max(0, bucket.level + limit.capacity)
  if (cost > 0) deduct(bucket, Math.min(cost, most))
}

/** Whole seconds, at least 1, after which the bucket has `cost` tokens if nobody else takes any: a debt counts. */
export function retryAfterSeconds(bucket: Bucket, limit: Limit, now: number, cost: number): number {
  return Math.max(1, Math.ceil(secondsUntil(bucket, limit, now, cost)))
}

/** Whole seconds, 0 or more, after which the bucket is full if nobody takes any. */
export function resetSeconds(bucket: Bucket, limit: Limit, now: number): number {
  return Math.max(0, Math.ceil(secondsUntil(bucket, limit, now, limit.capacity)))
}

/** A clock that jumped back has to catch up first. */
function secondsUntil({ level, at }: Bucket, { perSecond }: Limit, now: number, tokens: number): number {
  return (tokens - level - ROUNDING) / perSecond + Math.max(0, at - now) / 1_000
}

/** Counts what is asked for. What was heard longer than Pᵢ ago vouches for no more than an allowance. */
function noteRequest(bucket: Bucket, limit: Limit, now: number, cost: number): void {
  refill(bucket, limit, now)
  const { sharing } = bucket
  if (!sharing) return
  if (cost > 0) sharing.requested += cost
  if (now - sharing.importedAt > IMPORT_EVERY_MS) {
    sharing.allowance = Math.min(sharing.allowance, limit.capacity * ALLOWANCE_SHARE)
  }
}

function deduct(bucket: Bucket, cost: number): void {
  bucket.level -= cost
  if (!bucket.sharing) return
  bucket.sharing.granted += cost
  bucket.sharing.allowance -= cost
}
