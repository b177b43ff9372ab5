import { withTimeout } from '../lib/with-timeout.ts'
import { type Limit, PUBLISH_EVERY_MS, type SharedBucket } from './bucket.ts'
import {
  countOf,
  countTtlSeconds,
  endImport,
  importCounts,
  isImportDue,
  isPublishDue,
  notePublished,
} from './counts.ts'

/** What isolates tell each other of one policy's keys through KV takes these. `now` is in epoch milliseconds. */
export type KvSync = {
  kv: KVNamespace
  /** Its name stands in every key: `rl/1/<policy>/<hash of the subject>/<node>`. */
  policy: Limit & { name: string }
  now(): number
  /** Hides a subject in a key of KV, as {@link hmacHex} does. */
  hash(key: string): Promise<string>
  /** Makes a fresh id for each life of a key. */
  nodeId(): string
  timers: Timers
  failures: SyncFailures
}

/** Counts since the start, for a metric: publishes and imports that failed, and counts in KV that were rubbish. */
export type SyncFailures = { publish: number; import: number; invalid: number }

/** How time passes: `sleep` until it has, `within` until it is out. */
export type Timers = { sleep(ms: number): Promise<void>; withTimeout: typeof withTimeout }

/** Keeps work alive after the answer, as `waitUntil` does. The work never fails. */
export type Defer = (work: Promise<void>) => void

/** One life of one key in one isolate. Instants are epoch milliseconds. */
export type SharedKey = {
  readonly key: string
  readonly bucket: SharedBucket
  /** Made at the first publish: some platforms have no randomness before a request. */
  node: string | undefined
  /** When a publish was last tried. */
  triedAt: number
  /** Until then the work of some request is under way. If it was cut off with its request, another may begin anew. */
  publishingUntil: number
  importingUntil: number
  awaitedUntil: number
}

/** How long a hanging KV is waited for in the background. */
const KV_TIMEOUT_MS = 1_000

/** How long a request waits for the others' counts. */
const AWAITED_IMPORT_TIMEOUT_MS = 250

/** How often one piece of work publishes: at 0, 10 and 20 s, since `waitUntil` ends 30 s after the answer. */
const PUBLISH_ROUNDS = 3

/** The platform's own time. */
export const PLATFORM_TIMERS: Timers = {
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  withTimeout,
}

/** Makes a key's life begin: nothing told, nothing heard. */
export function createSharedKey(key: string, bucket: SharedBucket): SharedKey {
  const never = Number.NEGATIVE_INFINITY
  const times = { triedAt: never, publishingUntil: never, importingUntil: never, awaitedUntil: never }
  return { key, bucket, node: undefined, ...times }
}

/** Sees to what is due after an answer: at most every P a publish, at most every Pᵢ an import. */
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

/** Imports for a request that waits, 250 ms at most; undefined where another waits already. Never fails. */
export function awaitImport(sync: KvSync, shared: SharedKey): Promise<void> | undefined {
  const now = sync.now()
  if (now < shared.awaitedUntil) return undefined
  shared.awaitedUntil = now + 2 * AWAITED_IMPORT_TIMEOUT_MS
  return importCountsOfOthers(sync, shared, AWAITED_IMPORT_TIMEOUT_MS)
}

/** The last grants of a burst come after its first publish: so it goes on until all is told. */
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

/** One page of the listing, 1,000 nodes, is all that is read. */
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
