import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Kv, KvKey, KvListOptions } from '../../limiter/kv-namespace.ts'
import { checkExpirationTtl, checkKey, checkLimit, checkMetadata } from './kv-limits.ts'
import { requireSchema, schemaAfter, schemaOf } from './schema.ts'
import { executor } from './statements.ts'
import { transactions } from './transaction.ts'

/** Time between two deletions of expired entries; until then they are only hidden. */
const SWEEP_INTERVAL_MS = 60_000

/** `expires_at` is in epoch seconds; an entry is expired from that second on. */
const TABLE = `
  create table if not exists entries (key text primary key, value blob not null, metadata text, expires_at integer);
  create index if not exists entries_by_expiry on entries (expires_at) where expires_at is not null`

const UNEXPIRED = '(expires_at is null or expires_at > ?1)'

type Query = (sql: string, ...parameters: SQLInputValue[]) => unknown[][]

/**
 * Makes a KV of a table in an SQLite file. It is strongly consistent, where Cloudflare's KV is eventually
 * consistent.
 */
export function kvOverSqlite(file: DatabaseSync, now = Date.now): Kv {
  transactions(file)(() => file.exec(TABLE))
  const execute = executor(file)
  const query: Query = (sql, ...parameters) => execute(sql, parameters).rows
  const nowSeconds = () => Math.floor(now() / 1000)
  const sweep = sweeper(query, now)
  return {
    async get(key) {
      return get(query, checkKey(key), nowSeconds())
    },
    async put(key, value, { expirationTtl, metadata } = {}) {
      const bytes = new TextEncoder().encode(value)
      const expiresAt = checkExpirationTtl(expirationTtl, nowSeconds())
      const entry = [checkKey(key), bytes, checkMetadata(metadata), expiresAt]
      query('insert or replace into entries values (?, ?, ?, ?)', ...entry)
      sweep()
    },
    async list(options = {}) {
      return list(query, options, nowSeconds())
    },
  }
}

/**
 * Requires that a file has the schema of a KV, or is empty.
 * @throws {Unsuitable} if an object is foreign, missing or different
 */
export function requireKv(file: DatabaseSync): void {
  const found = schemaOf(file)
  if (found.size > 0) requireSchema(found, schemaAfter([TABLE]), true)
}

function sweeper(query: Query, now: () => number): () => void {
  let sweptAt = Number.NEGATIVE_INFINITY
  return function sweep() {
    if (now() < sweptAt + SWEEP_INTERVAL_MS) return
    sweptAt = now()
    query('delete from entries where expires_at <= ?', Math.floor(sweptAt / 1000))
  }
}

/** Reads a value. Values are stored as bytes because Deno's node:sqlite cuts a text at its first NUL. */
function get(query: Query, key: string, nowSeconds: number): string | null {
  const [row] = query(`select value from entries where key = ?2 and ${UNEXPIRED}`, nowSeconds, key)
  return row ? new TextDecoder().decode(row[0] as Uint8Array) : null
}

/** Lists a page in the order of the keys' bytes. The cursor is the last key of the page before. */
function list(query: Query, { prefix = '', limit, cursor }: KvListOptions, nowSeconds: number) {
  const size = checkLimit(limit)
  const after = cursor ? decodeCursor(cursor) : ''
  const rows = query(
    `select key, metadata from entries
     where key >= ?2 and substr(key, 1, length(?2)) = ?2 and key > ?3 and ${UNEXPIRED}
     order by key limit cast(?4 as integer)`,
    nowSeconds,
    prefix,
    after,
    size + 1,
  ) as [string, string | null][]
  const keys = rows.slice(0, size).map(listedKey)
  if (rows.length <= size) return { keys, list_complete: true } as const
  return { keys, list_complete: false, cursor: encodeCursor(keys.at(-1)?.name ?? '') } as const
}

function listedKey([name, metadata]: [string, string | null]): KvKey {
  return metadata === null ? { name } : { name, metadata: JSON.parse(metadata) }
}

function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64')
}

function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64').toString()
}
