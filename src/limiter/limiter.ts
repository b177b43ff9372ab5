import {
  available,
  type Bucket,
  createBucket,
  hasTokens,
  isAvailableKnown,
  overdraw,
  refill,
  resetSeconds,
  retryAfterSeconds,
  take,
} from './bucket.ts'
import { createSharedBucket } from './counts.ts'
import { createKeyCache, type KeyCache } from './key-cache.ts'
import type { Kv } from './kv-namespace.ts'
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
import { isShareable, type Limit } from './limit.ts'

/**
 * A named limit. Isolates share it if `shared` is set, sharing pays ({@link isShareable}) and KV is bound.
 */
export type Policy = Limit & { name: string; shared: boolean }

/** The outcome for a request, in whole tokens and whole seconds. */
export type Decision = {
  granted: boolean
  /** The tokens that remain in this isolate; undefined if that depends on an import that is yet to come. */
  remaining: number | undefined
  /** 0 if granted. */
  retryAfterSeconds: number
  resetSeconds: number
}

/** Counters for a metric. `evictedInDebt` counts keys that were evicted because all keys were in debt. */
type LimiterFailures = SyncFailures & { evictedInDebt: number }

/** The dependencies of a limiter. `now` is in epoch milliseconds. */
export type LimiterNeeds = {
  kv: Kv | undefined
  now(): number
  /**
   * Hides a key within a KV key, as `hmacHex` does. Requests never wait for it, except for an awaited import.
   */
  hash(key: string): Promise<string>
  failures: LimiterFailures
  /** The number of cached keys, at least 1; {@link CACHED_KEYS_MAX} by default. */
  keysMax?: number
  /** Returns a unique id for a node; a random UUID by default. */
  nodeId?: () => string
  /** The platform's timers by default; a simulation passes its own. */
  timers?: Timers
}

/** The limiter of one policy in one isolate. It never throws. */
export type Limiter = {
  /**
   * Takes `cost` tokens of the key, or none. Returns a promise only if the decision needs an import from KV,
   * which takes 250 ms at most.
   */
  take(key: string, cost: number, defer: Defer): Decision | Promise<Decision>
  /** Returns the decision that `take` would make now, without an import, and takes nothing. */
  peek(key: string, cost: number): Decision
  /** Takes `cost` tokens for something that has already happened, down to a debt of one capacity. */
  charge(key: string, cost: number, defer: Defer): void
}

/** The number of cached keys of a policy, about 5 MB. A flood on one policy evicts no key of another. */
const CACHED_KEYS_MAX = 10_000

/** The state of a cached key; `shared` is present if isolates share it. */
type Entry = { bucket: Bucket; shared?: SharedKey }

/** The state of one policy's limiter; `sync` is present if isolates share its keys. */
type State = { policy: Policy; now(): number; keys: KeyCache<Entry>; sync: KvSync | undefined }

/**
 * Creates the limiter of one policy. If KV fails, it continues with its own buckets and counts the failures.
 */
export function createLimiter(needs: LimiterNeeds, policy: Policy): Limiter {
  const state = createState(needs, policy)
  return {
    take(key, cost, defer) {
      const entry = touchEntry(state, key)
      const decision = tryTake(state, entry, cost, defer)
      const imported = decision.granted ? undefined : importFirst(state, entry, cost)
      return imported ? imported.then(() => tryTake(state, entry, cost, defer)) : decision
    },
    peek(key, cost) {
      const { keys, now } = state
      const bucket = keys.get(key)?.bucket ?? createBucket(policy, now())
      refill(bucket, policy, now())
      return decide(state, bucket, hasTokens(bucket, cost), cost)
    },
    charge(key, cost, defer) {
      const { bucket, shared } = touchEntry(state, key)
      overdraw(bucket, policy, state.now(), cost)
      if (state.sync && shared) scheduleSync(state.sync, shared, defer)
    },
  }
}

function createState(needs: LimiterNeeds, policy: Policy): State {
  const { kv, now, failures, keysMax = CACHED_KEYS_MAX } = needs
  const debtOf = ({ bucket }: Entry) => {
    refill(bucket, policy, now())
    return -bucket.level
  }
  const keys = createKeyCache(keysMax, debtOf, () => failures.evictedInDebt++)
  const isShared = policy.shared && isShareable(policy)
  return { policy, now, keys, sync: kv && isShared ? createSync(needs, kv, policy) : undefined }
}

function createSync(needs: LimiterNeeds, kv: Kv, policy: Policy): KvSync {
  const { now, hash, failures, nodeId = () => crypto.randomUUID(), timers = PLATFORM_TIMERS } = needs
  return { kv, policy, now, hash, nodeId, timers, failures }
}

/** Returns the entry of a key, created if necessary, as the most recently used. */
function touchEntry(state: State, key: string): Entry {
  const entry = state.keys.get(key) ?? createEntry(state, key)
  state.keys.set(key, entry)
  return entry
}

function createEntry({ policy, now, sync }: State, key: string): Entry {
  if (!sync) return { bucket: createBucket(policy, now()) }
  const bucket = createSharedBucket(policy, now())
  return { bucket, shared: createSharedKey(key, bucket) }
}

function tryTake(state: State, { bucket, shared }: Entry, cost: number, defer: Defer): Decision {
  const granted = take(bucket, state.policy, state.now(), cost)
  if (state.sync && shared) scheduleSync(state.sync, shared, defer)
  return decide(state, bucket, granted, cost)
}

/**
 * Imports if that can change a refusal: the bucket has the tokens, but may not grant them without an import.
 */
function importFirst({ sync }: State, { bucket, shared }: Entry, cost: number): Promise<void> | undefined {
  return sync && shared && bucket.level >= cost ? awaitImport(sync, shared) : undefined
}

function decide({ policy, now }: State, bucket: Bucket, granted: boolean, cost: number): Decision {
  return {
    granted,
    remaining: granted && !isAvailableKnown(bucket) ? undefined : Math.floor(available(bucket)),
    retryAfterSeconds: granted ? 0 : retryAfterSeconds(bucket, policy, now(), cost),
    resetSeconds: resetSeconds(bucket, policy, now()),
  }
}
