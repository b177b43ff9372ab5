import {
  available,
  type Bucket,
  createBucket,
  hasTokens,
  isShareable,
  type Limit,
  overdraw,
  refill,
  resetSeconds,
  retryAfterSeconds,
  take,
} from './bucket.ts'
import { createSharedBucket } from './counts.ts'
import { createKeyCache, type KeyCache } from './key-cache.ts'
import {
  awaitImport,
  createSharedKey,
  type Defer,
  type KvSync,
  PLATFORM_TIMERS,
  type SharedKey,
  type SyncFailures,
  scheduleSync,
  type Timers,
} from './kv-sync.ts'

/** A limit by name. It is shared between isolates where that is wanted, pays ({@link isShareable}), and KV is there. */
export type Policy = Limit & { name: string; shared: boolean }

/** What a request is told: whole tokens left here, and whole seconds; `retryAfterSeconds` is 0 where granted. */
export type Decision = {
  granted: boolean
  remaining: number
  retryAfterSeconds: number
  resetSeconds: number
}

/** Counts for a metric; `forgiven` are keys that went before their debt was paid, since all were in debt. */
export type LimiterFailures = SyncFailures & { evictedInDebt: number }

/** What a limiter is made of. `now` is in epoch milliseconds. */
export type LimiterNeeds = {
  kv: KVNamespace | undefined
  now(): number
  /** Hides a subject in a key of KV, as `hmacHex` does; never called by a `take`. */
  hash(key: string): Promise<string>
  failures: LimiterFailures
  /** {@link CACHED_KEYS_MAX} unless said; at least 1. */
  keysMax?: number
  /** Random unless said. */
  nodeId?: () => string
  /** The platform's, unless a simulation brings its own time. */
  timers?: Timers
}

/** The limiter of one policy in one isolate. It never throws. */
export type Limiter = {
  /** Takes `cost` tokens of the subject's, or none. A promise only where KV must be heard first, 250 ms at most. */
  take(key: string, cost: number, defer: Defer): Decision | Promise<Decision>
  /** Tells what a `take` would find, and takes nothing. */
  peek(key: string, cost: number): Decision
  /** Takes `cost` tokens for what has happened already, there or not: into a debt of one capacity at most. */
  charge(key: string, cost: number, defer: Defer): void
}

/** So many subjects a policy keeps: some 5 MB. Each has its own room, so that a flood of one policy's evicts no other's. */
export const CACHED_KEYS_MAX = 10_000

/** A key that isolates share has a life to tell of. */
type Entry = { bucket: Bucket; shared?: SharedKey }

type Shard = { policy: Policy; now(): number; keys: KeyCache<Entry>; sync: KvSync | undefined }

/** Makes the limiter of one policy. With KV in trouble it goes on alone, by its own buckets, and counts the failures. */
export function createLimiter(needs: LimiterNeeds, policy: Policy): Limiter {
  const shard = createShard(needs, policy)
  return {
    take(key, cost, defer) {
      const entry = touchEntry(shard, key)
      const decided = tryTake(shard, entry, cost, defer)
      const heard = decided.granted ? undefined : importFirst(shard, entry, cost)
      return heard ? heard.then(() => tryTake(shard, entry, cost, defer)) : decided
    },
    peek(key, cost) {
      const { keys, now } = shard
      const bucket = keys.get(key)?.bucket ?? createBucket(policy, now())
      refill(bucket, policy, now())
      return decide(shard, bucket, hasTokens(bucket, cost), cost)
    },
    charge(key, cost, defer) {
      const { bucket, shared } = touchEntry(shard, key)
      overdraw(bucket, policy, shard.now(), cost)
      if (shard.sync && shared) scheduleSync(shard.sync, shared, defer)
    },
  }
}

function createShard(needs: LimiterNeeds, policy: Policy): Shard {
  const { kv, now, failures, keysMax = CACHED_KEYS_MAX } = needs
  const defaults = { nodeId: () => crypto.randomUUID(), timers: PLATFORM_TIMERS }
  const sync = kv && policy.shared && isShareable(policy) ? { ...defaults, ...needs, kv, policy } : undefined
  const debtOf = ({ bucket }: Entry) => {
    refill(bucket, policy, now())
    return -bucket.level
  }
  return { policy, now, keys: createKeyCache(keysMax, debtOf, () => failures.evictedInDebt++), sync }
}

function touchEntry(shard: Shard, key: string): Entry {
  const entry = shard.keys.get(key) ?? createEntry(shard, key)
  shard.keys.set(key, entry)
  return entry
}

function createEntry({ policy, now, sync }: Shard, key: string): Entry {
  if (!sync) return { bucket: createBucket(policy, now()) }
  const bucket = createSharedBucket(policy, now())
  return { bucket, shared: createSharedKey(key, bucket) }
}

function tryTake(shard: Shard, { bucket, shared }: Entry, cost: number, defer: Defer): Decision {
  const granted = take(bucket, shard.policy, shard.now(), cost)
  if (shard.sync && shared) scheduleSync(shard.sync, shared, defer)
  return decide(shard, bucket, granted, cost)
}

/** Only what the bucket has, and may not grant before it has heard the others, is worth a wait. */
function importFirst({ sync }: Shard, { bucket, shared }: Entry, cost: number): Promise<void> | undefined {
  return sync && shared && bucket.level >= cost ? awaitImport(sync, shared) : undefined
}

function decide({ policy, now }: Shard, bucket: Bucket, granted: boolean, cost: number): Decision {
  return {
    granted,
    remaining: Math.floor(available(bucket)),
    retryAfterSeconds: granted ? 0 : retryAfterSeconds(bucket, policy, now(), cost),
    resetSeconds: resetSeconds(bucket, policy, now()),
  }
}
