import type { Clock } from './virtual-time.ts'

/** How a KV misbehaves; chances are 0 to 1 of each call. */
export type Weather = {
  /** How long until a reader elsewhere sees a write: drawn for each reader, so writes overtake each other. */
  spreadMs(random: () => number): number
  /** The write is confirmed, and gone. */
  loses: number
  fails: number
  hangs: number
}

type Write = { metadata: unknown; settlesAt: number; expiresAt: number; visibleFrom: number[] }

/** By then every reader sees a write, and none sees what it replaced. */
const SPREAD_MAX_MS = 60_000

/** More than are ever on their way to a reader: a minute's, one in ten seconds. */
const WRITES_KEPT = 16

/**
 * Workers KV as far as a limiter can tell: refuses a second write to a key within a second, shows writes
 * late, expires.
 */
export function createVirtualKv(clock: Clock, random: () => number, weather: Weather, readers: number) {
  const writes = new Map<string, Write[]>()
  const lastWrite = new Map<string, number>()
  let refused = 0

  async function trouble(): Promise<void> {
    await clock.sleep(5 + random() * 45)
    if (random() < weather.hangs) await new Promise(() => {})
    if (random() < weather.fails) throw new Error('KV is down')
  }

  async function put(key: string, metadata: unknown, ttlSeconds: number): Promise<void> {
    await trouble()
    if (clock.now() - (lastWrite.get(key) ?? 0) < 1_000) {
      refused++
      throw new Error('429 Too Many Requests')
    }
    lastWrite.set(key, clock.now())
    if (random() < weather.loses) return
    const visibleFrom = Array.from({ length: readers }, () => clock.now() + weather.spreadMs(random))
    const write = {
      metadata,
      settlesAt: clock.now() + SPREAD_MAX_MS,
      expiresAt: clock.now() + ttlSeconds * 1_000,
      visibleFrom,
    }
    writes.set(key, [...(writes.get(key) ?? []), write].slice(-WRITES_KEPT))
  }

  /**
   * What a reader sees of a key: the write that reached it last, of those that no settled one has replaced.
   */
  function latest(all: Write[], reader: number): Write | undefined {
    const now = clock.now()
    const arrivedAt = (write: Write) => write.visibleFrom[reader] ?? 0
    const settled = all.findLastIndex(({ settlesAt }) => settlesAt <= now)
    const arrived = all.slice(Math.max(0, settled)).filter((write) => arrivedAt(write) <= now)
    const [last] = arrived.toSorted((a, b) => arrivedAt(b) - arrivedAt(a))
    return last && last.expiresAt > now ? last : undefined
  }

  async function list(prefix: string, reader: number) {
    await trouble()
    const keys = [...writes].flatMap(([name, all]) => {
      const seen = name.startsWith(prefix) ? latest(all, reader) : undefined
      return seen ? [{ name, metadata: seen.metadata }] : []
    })
    return { keys, list_complete: true, cacheStatus: null }
  }

  /** The namespace as one reader sees it. */
  function at(reader: number): KVNamespace {
    const namespace = {
      put: (key: string, _: string, options: { metadata: unknown; expirationTtl: number }) =>
        put(key, options.metadata, options.expirationTtl),
      list: (options: { prefix: string }) => list(options.prefix, reader),
    }
    return namespace as unknown as KVNamespace
  }

  return { at, refused: () => refused }
}
