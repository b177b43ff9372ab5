import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { checkExpiry, checkKey, checkLimit, checkMetadata } from '../kv-limits.ts'
import { executor } from './statements.ts'

/** How often what has expired is deleted; until then it is only not seen. */
const SWEEP_INTERVAL_MS = 60_000

const TABLE = `
  create table if not exists entries (key text primary key, value blob not null, metadata text, expires_at integer);
  create index if not exists entries_by_expiry on entries (expires_at) where expires_at is not null`

/** Expiry is in epoch seconds; an entry is gone in the second that it names. */
type Entry = { value: Uint8Array<ArrayBuffer>; metadata: unknown }
type Ask = (sql: string, ...parameters: SQLInputValue[]) => unknown[][]
type Type = 'text' | 'json' | 'arrayBuffer' | 'stream'

/** A Workers KV over a table of an SQLite file, consistent where Cloudflare's is only so in the end. */
export function kvOverSqlite(file: DatabaseSync, now = Date.now): KVNamespace {
  file.exec(TABLE)
  const execute = executor(file)
  const ask: Ask = (sql, ...parameters) => execute(sql, parameters).rows
  const nowSeconds = () => Math.floor(now() / 1000)
  const sweep = sweeper(ask, now)

  const getWithMetadata = async (keys: string | string[], options?: Type | { type?: Type }) => {
    const type = (typeof options === 'string' ? options : options?.type) ?? 'text'
    const find = (key: string) => told(entry(ask, checkKey(key), nowSeconds()), type)
    if (typeof keys === 'string') return find(keys)
    return new Map(await Promise.all(keys.map(async (key) => [key, await find(key)] as const)))
  }

  return {
    getWithMetadata,
    async get(keys: string | string[], options?: Type | { type?: Type }) {
      const found = await getWithMetadata(keys, options)
      if (!(found instanceof Map)) return found.value
      return new Map([...found].map(([key, { value }]) => [key, value]))
    },
    async put(key: string, value: Value, options: KVNamespacePutOptions = {}) {
      const expiresAt = checkExpiry(options, nowSeconds())
      const metadata = checkMetadata(options.metadata)
      const bytes = await bytesOf(value)
      ask('insert or replace into entries values (?, ?, ?, ?)', checkKey(key), bytes, metadata, expiresAt)
      sweep()
    },
    async delete(keys: string | string[]) {
      for (const key of [keys].flat()) ask('delete from entries where key = ?', checkKey(key))
    },
    list: async (options: KVNamespaceListOptions = {}) => list(ask, options, nowSeconds()),
  } as unknown as KVNamespace
}

function sweeper(ask: Ask, now: () => number): () => void {
  let swept = Number.NEGATIVE_INFINITY
  return function sweep() {
    if (now() < swept + SWEEP_INTERVAL_MS) return
    swept = now()
    ask('delete from entries where expires_at <= ?', Math.floor(swept / 1000))
  }
}

const ALIVE = '(expires_at is null or expires_at > ?)'

function entry(ask: Ask, key: string, nowSeconds: number): Entry | undefined {
  const [row] = ask(`select value, metadata from entries where key = ? and ${ALIVE}`, key, nowSeconds)
  if (!row) return undefined
  const [value, metadata] = row as [Entry['value'], string | null]
  return { value, metadata: metadata === null ? null : JSON.parse(metadata) }
}

async function told(entry: Entry | undefined, type: Type) {
  if (!entry) return { value: null, metadata: null, cacheStatus: null }
  return {
    value: await READERS[type](new Response(entry.value)),
    metadata: entry.metadata,
    cacheStatus: null,
  }
}

const READERS: Record<Type, (body: Response) => unknown> = {
  text: (body) => body.text(),
  json: (body) => body.json(),
  arrayBuffer: (body) => body.arrayBuffer(),
  stream: (body) => body.body,
}

type Value = string | number | ArrayBuffer | ArrayBufferView | ReadableStream

async function bytesOf(value: Value): Promise<Uint8Array> {
  const isBody = typeof value === 'string' || value instanceof ReadableStream
  if (!isBody && typeof value !== 'number' && !(value instanceof ArrayBuffer) && !ArrayBuffer.isView(value)) {
    throw new TypeError(
      'KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.',
    )
  }
  const body = typeof value === 'number' ? String(value) : value
  return new Uint8Array(await new Response(body as BodyInit).arrayBuffer())
}

/** Pages in the order of the keys' bytes; the cursor is the last key of the page before. */
function list(ask: Ask, { prefix, limit, cursor }: KVNamespaceListOptions, nowSeconds: number) {
  const most = checkLimit(limit)
  const rows = ask(
    `select key, metadata, expires_at from entries
     where key >= ?1 and substr(key, 1, length(?1)) = ?1 and key > ?2 and ${ALIVE.replace('?', '?3')}
     order by key limit cast(?4 as integer)`,
    ...[prefix ?? '', cursor ? decodeCursor(cursor) : '', nowSeconds, most + 1],
  ) as [string, string | null, number | null][]
  const keys = rows.slice(0, most).map(listed)
  if (rows.length <= most) return { keys, list_complete: true, cacheStatus: null }
  return { keys, list_complete: false, cursor: encodeCursor(keys.at(-1)?.name ?? ''), cacheStatus: null }
}

function listed([name, metadata, expiration]: [string, string | null, number | null]) {
  return {
    name,
    ...(expiration !== null && { expiration }),
    ...(metadata !== null && { metadata: JSON.parse(metadata) as unknown }),
  }
}

function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64')
}

function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64').toString()
}
