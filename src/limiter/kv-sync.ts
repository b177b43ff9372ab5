import { withTimeout } from '../lib/with-timeout.ts'
import type { SharedBucket } from './bucket.ts'
import { countOf, endImport, importCounts, isImportDue, isPublishDue, notePublished } from './counts.ts'
import type { Kv } from './kv-namespace.ts'
import { countTtlSeconds, type Limit, PUBLISH_EVERY_MS } from './limit.ts'

/** The dependencies of sharing one policy's counts through KV. `now` is in epoch milliseconds. */
export type KvSync = {
  kv: Kv
  /** The policy. Its name is part of every KV key: `rl/1/<policy>/<hash of the limited key>/<node>`. */
  policy: Limit & { name: string }
  now(): number
  /** Hides a limited key within a KV key, as `hmacHex` does. */
  hash(key: string): Promise<string>
  /** Returns a unique id for a node. */
  nodeId(): string
  timers: Timers
  failures: SyncFailures
}

/**
 * Counters since the start, for a metric: failed publishes, failed imports, and invalid counts found in KV.
 */
export type SyncFailures = { publish: number; import: number; invalid: number }

/** The timers of the platform, or of a simulation. */
export type Timers = { sleep(ms: number): Promise<void>; withTimeout: typeof withTimeout }

/** Keeps work running after the response, as `waitUntil` does. The work never rejects. */
export type Defer = (work: Promise<void>) => void

/** A node: one lifetime of one key in one isolate. Instants are epoch milliseconds. */
export type SharedKey = {
  readonly key: string
  readonly bucket: SharedBucket
  /** The id of the node, made at the first publish: some platforms have no randomness before a request. */
  node: string | undefined
  /** The time of the last attempt to publish. */
  triedAt: number
  /**
   * Until these instants, a request's work is in progress. After them, it was cut off and another may start.
   */
  publishingUntil: number
  importingUntil: number
  awaitedUntil: number
}

/** The longest wait for KV in the background. */
const KV_TIMEOUT_MS = 1_000

/** The longest wait of a request for an import. */
const AWAITED_IMPORT_TIMEOUT_MS = 250

/**
 * The publishes of one deferred task: at 0, 10 and 20 s, because `waitUntil` ends 30 s after the response.
 */
const PUBLISH_ROUNDS = 3

/** The timers of the platform. */
export const PLATFORM_TIMERS: Timers = {
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  withTimeout,
}

/** Begins a lifetime of a key: nothing is published or imported yet. */
export function createSharedKey(key: string, bucket: SharedBucket): SharedKey {
  return {
    key,
    bucket,
    node: undefined,
    triedAt: Number.NEGATIVE_INFINITY,
    publishingUntil: Number.NEGATIVE_INFINITY,
    importingUntil: Number.NEGATIVE_INFINITY,
    awaitedUntil: Number.NEGATIVE_INFINITY,
  }
}

/** Defers the publish and the import that are due, unless they are in progress. */
export function scheduleSync(sync: KvSync, shared: SharedKey, defer: Defer): void {
  const { now, policy } = sync
  if (now() >= shared.publishingUntil && isPublishDue(shared.bucket, policy)) {
    defer(publishRounds(sync, shared))
  }
  if (now() >= shared.importingUntil && isImportDue(shared.bucket, policy, now())) {
    shared.importingUntil = now() + 2 * KV_TIMEOUT_MS
    defer(importCountsOfOthers(sync, shared, KV_TIMEOUT_MS))
  }
}

/** Imports for a waiting request, in 250 ms at most; `undefined` if another request waits. Never rejects. */
export function awaitImport(sync: KvSync, shared: SharedKey): Promise<void> | undefined {
  const now = sync.now()
  if (now < shared.awaitedUntil) return undefined
  shared.awaitedUntil = now + 2 * AWAITED_IMPORT_TIMEOUT_MS
  return importCountsOfOthers(sync, shared, AWAITED_IMPORT_TIMEOUT_MS)
}

/** Publishes until nothing is due: the last grants of a burst come after its first publish. */
async function publishRounds(sync: KvSync, shared: SharedKey): Promise<void> {
  const { now, policy, timers } = sync
  for (let round = 0; round < PUBLISH_ROUNDS && isPublishDue(shared.bucket, policy); round++) {
    const waitMs = Math.max(0, shared.triedAt + PUBLISH_EVERY_MS - now())
    shared.publishingUntil = now() + waitMs + 2 * KV_TIMEOUT_MS
    if (waitMs > 0) await timers.sleep(waitMs)
    await publish(sync, shared)
  }
  shared.publishingUntil = now()
}

async function publish(sync: KvSync, shared: SharedKey): Promise<void> {
  const { kv, now, nodeId, policy, timers, failures } = sync
  shared.triedAt = now()
  try {
    const prefix = await prefixOf(sync, shared)
    shared.node ??= nodeId()
    const metadata = countOf(shared.bucket, policy, now())
    const options = { metadata, expirationTtl: countTtlSeconds(policy) }
    await timers.withTimeout(KV_TIMEOUT_MS, kv.put(prefix + shared.node, '', options))
    notePublished(shared.bucket, metadata)
  } catch {
    failures.publish++
  }
}

/** Imports the counts of the other nodes: the first page of the listing, up to 1,000 nodes. */
async function importCountsOfOthers(sync: KvSync, shared: SharedKey, timeoutMs: number): Promise<void> {
  const { kv, now, policy, timers, failures } = sync
  try {
    const prefix = await prefixOf(sync, shared)
    const { keys } = await timers.withTimeout(timeoutMs, kv.list({ prefix }))
    const counts = keys.map(({ name, metadata }) => [name.slice(prefix.length), metadata] as const)
    const others = counts.filter(([node]) => node !== shared.node)
    failures.invalid += importCounts(shared.bucket, policy, now(), others)
  } catch {
    failures.import++
  }
  endImport(shared.bucket, now())
}

async function prefixOf({ policy, hash }: KvSync, { key }: SharedKey): Promise<string> {
  return `rl/1/${policy.name}/${await hash(key)}/`
}
