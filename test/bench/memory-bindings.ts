import type { D1 } from '../../src/model/d1.ts'

/** The results of a database, by method, statement and values. */
export type Results = Record<string, unknown>

type Way = 'raw' | 'all' | 'run'

/**
 * Creates a D1 that returns recorded results at once, so that only the caller's cost remains. It stores no
 * write.
 */
export function replayingD1(recorded: Results): D1Database {
  const query = async (way: Way, sql: string, values: unknown[]) => {
    const found = recorded[key(way, sql, values)]
    if (found !== undefined) return found
    if (/^\s*(select|with)\b/i.test(sql)) throw new Error(`Nothing is recorded for ${sql} with ${values}`)
    return way === 'raw' ? [] : { success: true, results: [], meta: {} }
  }
  return d1(query)
}

/** Creates a D1 that records the results of another. */
export function recordingD1(database: D1, recorded: Results): D1Database {
  return d1(async (way, sql, values) => {
    const result = await database
      .prepare(sql)
      .bind(...values)
      [way]()
    recorded[key(way, sql, values)] = result
    return result
  })
}

type Query = (way: Way, sql: string, values: unknown[]) => Promise<unknown>

function d1(query: Query): D1Database {
  const prepare = (sql: string, values: unknown[] = []): Statement => ({
    bind: (...values) => prepare(sql, values),
    raw: () => query('raw', sql, values),
    all: () => query('all', sql, values),
    run: () => query('run', sql, values),
  })
  const batch = (statements: Statement[]) => Promise.all(statements.map((statement) => statement.all()))
  return { prepare, batch } as unknown as D1Database
}

type Statement = { bind(...values: unknown[]): Statement } & Record<Way, () => Promise<unknown>>

function key(way: Way, sql: string, values: unknown[]): string {
  return `${way} ${sql} ${JSON.stringify(values)}`
}

/** Creates a KV with the methods that the limiter uses. */
export function memoryKv(): KVNamespace {
  const entries = new Map<string, unknown>()
  return {
    async put(key: string, _: string, { metadata }: { metadata: unknown }) {
      entries.set(key, metadata)
    },
    async list({ prefix }: { prefix: string }) {
      const keys = [...entries].flatMap(([name, metadata]) =>
        name.startsWith(prefix) ? [{ name, metadata }] : [],
      )
      return { keys, list_complete: true, cacheStatus: null }
    },
  } as unknown as KVNamespace
}
