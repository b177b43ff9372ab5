import { ALLOWANCE_SHARE, IMPORT_EVERY_MS, type Limit, PUBLISH_EVERY_MS } from './limit.ts'

/** The state of one key at one node. Instants are epoch milliseconds. */
export type Bucket = {
  /** The tokens at `at`; negative in debt. */
  level: number
  at: number
  /** Present only if nodes share the key. */
  sharing?: Sharing
}

/** The state of a key that nodes share. */
export type SharedBucket = Bucket & { sharing: Sharing }

/** A node's record of what it has to publish about a key, and of what other nodes have published. */
export type Sharing = {
  /** All tokens that this node has granted. It only grows. */
  granted: number
  /** The marks that this node has published, oldest first. */
  published: Mark[]
  /** The tokens requested since `importedAt`, granted or not. */
  requested: number
  /** The tokens that this node may grant before its next import; infinite for Pᵢ after an import. */
  allowance: number
  /** The end of the last import, successful or not. */
  importedAt: number
  /** The tokens granted by each other node that are charged here, by node. */
  seen: Map<string, number>
  /** The tokens lost while the bucket was full, oldest first, minus those that imports have used. */
  lost: Loss[]
}

/** A point in a node's history: it had granted `n` tokens in all, and its level was `level`, at `at`. */
export type Mark = readonly [n: number, level: number, at: number]

/** Tokens lost from `from` on: `amount` in all, and at least `amount − r·(x − from)` of them after any x. */
export type Loss = { from: number; amount: number }

/** Losses that are closer than this are merged: no other time of the limiter is finer than P. */
const LOSS_GRAIN_MS = PUBLISH_EVERY_MS

/**
 * The number of losses that are kept, enough for ten busy minutes. Imports split losses in two, and with a
 * limit of 30 the simulation refused a client that was alone.
 */
export const LOSSES_MAX = 64

/** The tolerance, in tokens, for rounding errors in sums of fractions. */
const ROUNDING = 1e-6

/** Creates a full bucket. */
export function createBucket({ capacity }: Limit, now: number): Bucket {
  return { level: capacity, at: now }
}

/** Adds the tokens that accrued until `now`. While a clock that jumped back is catching up, none accrue. */
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

/** Returns the tokens that can be taken now: none in debt, and no more than the allowance. */
export function available({ level, sharing }: Bucket): number {
  return Math.max(0, Math.min(level, sharing?.allowance ?? level))
}

/**
 * Whether the available tokens are all that the node would grant. They are not if the allowance is lower than
 * the level, as before a first import: the import that comes with the next requests then sets the number.
 */
export function isAvailableKnown({ level, sharing }: Bucket): boolean {
  return !sharing || sharing.allowance >= level
}

/** Whether a refilled bucket has `cost` tokens; false unless the cost is a positive number. */
export function hasTokens(bucket: Bucket, cost: number): boolean {
  return cost > 0 && available(bucket) + ROUNDING >= cost
}

/** Takes `cost` tokens and returns true, or takes none and returns false. */
export function take(bucket: Bucket, limit: Limit, now: number, cost: number): boolean {
  noteRequest(bucket, limit, now, cost)
  if (!hasTokens(bucket, cost)) return false
  deduct(bucket, cost)
  return true
}

/** Takes `cost` tokens even if the bucket does not have them, down to a debt of one capacity. */
export function overdraw(bucket: Bucket, limit: Limit, now: number, cost: number): void {
  noteRequest(bucket, limit, now, cost)
  const costMax = Math.max(0, bucket.level + limit.capacity)
  if (cost > 0) deduct(bucket, Math.min(cost, costMax))
}

/** Returns the whole seconds, at least 1, until an unused bucket has paid its debt and has `cost` tokens. */
export function retryAfterSeconds(bucket: Bucket, limit: Limit, now: number, cost: number): number {
  return Math.max(1, Math.ceil(secondsUntil(bucket, limit, now, cost)))
}

/** Returns the whole seconds, 0 or more, until an unused bucket is full. */
export function resetSeconds(bucket: Bucket, limit: Limit, now: number): number {
  return Math.max(0, Math.ceil(secondsUntil(bucket, limit, now, limit.capacity)))
}

/** Returns the seconds until the level is `tokens`. A clock that jumped back has to catch up first. */
function secondsUntil({ level, at }: Bucket, { perSecond }: Limit, now: number, tokens: number): number {
  return (tokens - level - ROUNDING) / perSecond + Math.max(0, at - now) / 1_000
}

/** Counts requested tokens. Limits the allowance if the last import ended more than Pᵢ ago. */
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
