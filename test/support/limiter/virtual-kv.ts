import type { Clock } from './virtual-time.ts'

/** The faults of a KV. Probabilities are 0 to 1 per call. */
export type Weather = {
  /**
   * Returns the time until a reader elsewhere sees a write. It is drawn per reader, so that writes overtake
   * each other.
   */
  spreadMs(random: () => number): number
  /** The probability that a confirmed write is lost. */
  loses: number
  fails: number
  hangs: number
}

type Write = { metadata: unknown; settlesAt: number; expiresAt: number; visibleFrom: number[] }

/** The time after which every reader sees a write and not its predecessor. */
const SPREAD_MAX_MS = 60_000

/** More than are ever on their way to a reader: a minute's, one in ten seconds. */
const WRITES_KEPT = 16

/**
 * Creates the part of Workers KV that matters to a limiter: it refuses a second write to a key within a
 * second, shows writes late, and expires entries.
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
   * Returns the write that a reader sees for a key: the last to arrive of those that no settled write has
   * replaced.
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

  /** Returns the namespace as one reader sees it. */
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
