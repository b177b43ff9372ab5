import { type Limit, PUBLISH_EVERY_MS, type SharedBucket } from '../lib/token-bucket.ts'
import {
  countOf,
  countTtlSeconds,
  endImport,
  importCounts,
  isImportDue,
  isPublishDue,
  noteTold,
} from '../lib/token-counts.ts'
import { within } from '../lib/within.ts'

/** What isolates tell each other of one policy's keys through KV takes these. `now` is in epoch milliseconds. */
export type Exchange = {
  kv: KVNamespace
  /** Its name stands in every key: `rl/1/<policy>/<hash of the subject>/<node>`. */
  policy: Limit & { name: string }
  now(): number
  /** Hides a subject in a key of KV, as {@link hmacHex} does. */
  hash(subject: string): Promise<string>
  /** Makes a fresh id for each life of a key. */
  nodeId(): string
  timers: Timers
  failures: ExchangeFailures
}

/** Counts since the start, for a metric: publishes and imports that failed, and counts in KV that were rubbish. */
export type ExchangeFailures = { publish: number; import: number; rubbish: number }

/** How time passes: `sleep` until it has, `within` until it is out. */
export type Timers = { sleep(ms: number): Promise<void>; within: typeof within }

/** Keeps work alive after the answer, as `waitUntil` does. The work never fails. */
export type Defer = (work: Promise<void>) => void

/** One life of one key in one isolate. Instants are epoch milliseconds. */
export type Life = {
  readonly subject: string
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
const HEAR_TIMEOUT_MS = 250

/** How often one piece of work publishes: at 0, 10 and 20 s, since `waitUntil` ends 30 s after the answer. */
const PUBLISH_ROUNDS = 3

/** The platform's own time. */
export const PLATFORM_TIMERS: Timers = {
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  within,
}

/** Makes a key's life begin: nothing told, nothing heard. */
export function createLife(subject: string, bucket: SharedBucket): Life {
  const never = Number.NEGATIVE_INFINITY
  const times = { triedAt: never, publishingUntil: never, importingUntil: never, awaitedUntil: never }
  return { subject, bucket, node: undefined, ...times }
}

/** Makes HMAC-SHA-256 (RFC 2104) in 64 hexadecimal digits. The key is imported at each use: a publish is rare, and requests share no promise. */
export function hmacHex(key: BufferSource): (text: string) => Promise<string> {
  return async function hash(text) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
    const digest = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}

/** Sees to what is due after an answer: at most every P a publish, at most every Pᵢ an import. */
export function tend(exchange: Exchange, life: Life, defer: Defer): void {
  const { now, policy } = exchange
  if (now() >= life.publishingUntil && isPublishDue(life.bucket, policy)) {
    defer(publishRounds(exchange, life))
  }
  if (now() >= life.importingUntil && isImportDue(life.bucket, policy, now())) {
    life.importingUntil = now() + 2 * KV_TIMEOUT_MS
    defer(importOthers(exchange, life, KV_TIMEOUT_MS))
  }
}

/** Imports for a request that waits, 250 ms at most; undefined where another waits already. Never fails. */
export function hear(exchange: Exchange, life: Life): Promise<void> | undefined {
  const now = exchange.now()
  if (now < life.awaitedUntil) return undefined
  life.awaitedUntil = now + 2 * HEAR_TIMEOUT_MS
  return importOthers(exchange, life, HEAR_TIMEOUT_MS)
}

/** The last grants of a burst come after its first publish: so it goes on until all is told. */
async function publishRounds(exchange: Exchange, life: Life): Promise<void> {
  const { now, policy, timers } = exchange
  for (let round = 0; round < PUBLISH_ROUNDS && isPublishDue(life.bucket, policy); round++) {
    const waitMs = Math.max(0, life.triedAt + PUBLISH_EVERY_MS - now())
    life.publishingUntil = now() + waitMs + 2 * KV_TIMEOUT_MS
    if (waitMs > 0) await timers.sleep(waitMs)
    await publish(exchange, life)
  }
  life.publishingUntil = now()
}

async function publish(exchange: Exchange, life: Life): Promise<void> {
  const { kv, now, nodeId, policy, timers, failures } = exchange
  life.triedAt = now()
  try {
    const prefix = await prefixOf(exchange, life)
    life.node ??= nodeId()
    const metadata = countOf(life.bucket, policy, now())
    const options = { metadata, expirationTtl: countTtlSeconds(policy) }
    await timers.within(KV_TIMEOUT_MS, kv.put(prefix + life.node, '', options))
    noteTold(life.bucket, metadata)
  } catch {
    failures.publish++
  }
}

/** One page of the listing, 1,000 nodes, is all that is read. */
async function importOthers(exchange: Exchange, life: Life, timeoutMs: number): Promise<void> {
  const { kv, now, policy, timers, failures } = exchange
  try {
    const prefix = await prefixOf(exchange, life)
    const { keys } = await timers.within(timeoutMs, kv.list({ prefix }))
    const counts = keys.map(({ name, metadata }) => [name.slice(prefix.length), metadata] as const)
    const others = counts.filter(([node]) => node !== life.node)
    failures.rubbish += importCounts(life.bucket, policy, now(), others)
  } catch {
    failures.import++
  }
  endImport(life.bucket, now())
}

async function prefixOf({ policy, hash }: Exchange, { subject }: Life): Promise<string> {
  return `rl/1/${policy.name}/${await hash(subject)}/`
}
