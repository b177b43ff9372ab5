import {
  available,
  type Bucket,
  createBucket,
  holds,
  isShareable,
  type Limit,
  overdraw,
  refill,
  resetSeconds,
  retryAfterSeconds,
  take,
} from '../lib/token-bucket.ts'
import { createSharedBucket } from '../lib/token-counts.ts'
import { createKeys, type Keys } from './limiter-keys.ts'
import {
  createLife,
  type Defer,
  type Exchange,
  type ExchangeFailures,
  hear,
  type Life,
  PLATFORM_TIMERS,
  type Timers,
  tend,
} from './limiter-kv.ts'

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
export type LimiterFailures = ExchangeFailures & { forgiven: number }

/** What a limiter is made of. `now` is in epoch milliseconds. */
export type LimiterNeeds = {
  kv: KVNamespace | undefined
  now(): number
  /** Hides a subject in a key of KV, as `hmacHex` does; never called by a `take`. */
  hash(subject: string): Promise<string>
  failures: LimiterFailures
  /** {@link KEYS_MAX} unless said; at least 1. */
  keysMax?: number
  /** Random unless said. */
  nodeId?: () => string
  /** The platform's, unless a simulation brings its own time. */
  timers?: Timers
}

/** The limiter of one policy in one isolate. It never throws. */
export type Limiter = {
  /** Takes `cost` tokens of the subject's, or none. A promise only where KV must be heard first, 250 ms at most. */
  take(subject: string, cost: number, defer: Defer): Decision | Promise<Decision>
  /** Tells what a `take` would find, and takes nothing. */
  peek(subject: string, cost: number): Decision
  /** Takes `cost` tokens for what has happened already, there or not: into a debt of one capacity at most. */
  spend(subject: string, cost: number, defer: Defer): void
}

/** So many subjects a policy keeps: some 5 MB. Each has its own room, so that a flood of one policy's evicts no other's. */
export const KEYS_MAX = 10_000

/** A key that isolates share has a life to tell of. */
type Entry = { bucket: Bucket; life?: Life }

type Shard = { policy: Policy; now(): number; keys: Keys<Entry>; exchange: Exchange | undefined }

/** Makes the limiter of one policy. With KV in trouble it goes on alone, by its own buckets, and counts the failures. */
export function createLimiter(needs: LimiterNeeds, policy: Policy): Limiter {
  const shard = createShard(needs, policy)
  return {
    take(subject, cost, defer) {
      const entry = use(shard, subject)
      const decided = tryTake(shard, entry, cost, defer)
      const heard = decided.granted ? undefined : hearFirst(shard, entry, cost)
      return heard ? heard.then(() => tryTake(shard, entry, cost, defer)) : decided
    },
    peek(subject, cost) {
      const { keys, now } = shard
      const bucket = keys.find(subject)?.bucket ?? createBucket(policy, now())
      refill(bucket, policy, now())
      return decide(shard, bucket, holds(bucket, cost), cost)
    },
    spend(subject, cost, defer) {
      const { bucket, life } = use(shard, subject)
      overdraw(bucket, policy, shard.now(), cost)
      if (shard.exchange && life) tend(shard.exchange, life, defer)
    },
  }
}

function createShard(needs: LimiterNeeds, policy: Policy): Shard {
  const { kv, now, failures, keysMax = KEYS_MAX } = needs
  const defaults = { nodeId: () => crypto.randomUUID(), timers: PLATFORM_TIMERS }
  const exchange =
    kv && policy.shared && isShareable(policy) ? { ...defaults, ...needs, kv, policy } : undefined
  const debtOf = ({ bucket }: Entry) => {
    refill(bucket, policy, now())
    return -bucket.level
  }
  return { policy, now, keys: createKeys(keysMax, debtOf, () => failures.forgiven++), exchange }
}

function use(shard: Shard, subject: string): Entry {
  const entry = shard.keys.find(subject) ?? createEntry(shard, subject)
  shard.keys.keep(subject, entry)
  return entry
}

function createEntry({ policy, now, exchange }: Shard, subject: string): Entry {
  if (!exchange) return { bucket: createBucket(policy, now()) }
  const bucket = createSharedBucket(policy, now())
  return { bucket, life: createLife(subject, bucket) }
}

function tryTake(shard: Shard, { bucket, life }: Entry, cost: number, defer: Defer): Decision {
  const granted = take(bucket, shard.policy, shard.now(), cost)
  if (shard.exchange && life) tend(shard.exchange, life, defer)
  return decide(shard, bucket, granted, cost)
}

/** Only what the bucket has, and may not grant before it has heard the others, is worth a wait. */
function hearFirst({ exchange }: Shard, { bucket, life }: Entry, cost: number): Promise<void> | undefined {
  return exchange && life && bucket.level >= cost ? hear(exchange, life) : undefined
}

function decide({ policy, now }: Shard, bucket: Bucket, granted: boolean, cost: number): Decision {
  return {
    granted,
    remaining: Math.floor(available(bucket)),
    retryAfterSeconds: granted ? 0 : retryAfterSeconds(bucket, policy, now(), cost),
    resetSeconds: resetSeconds(bucket, policy, now()),
  }
}
