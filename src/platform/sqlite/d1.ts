import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import { asD1Error } from './errors.ts'
import { type Execute, executor, type Rows } from './statements.ts'
import { splitStatements } from './text.ts'
import { type GroupedTransaction, groupedTransactions } from './transaction.ts'

/**
 * A D1 over an SQLite file: synchronous inside, promises outside. Where it departs from Cloudflare's stands, with the
 * reason, in `test/support/d1-contract.ts`.
 */
export function d1OverSqlite(file: DatabaseSync): D1Database {
  const execute = executor(file)
  const transaction = groupedTransactions(file)
  return {
    ...session(transaction, execute),
    withSession: (bookmark) => bookmarked(transaction, execute, bookmark),
    exec: async (sql) => execLines(execute, sql),
    dump: () => Promise.reject(new Error('D1_DUMP_ERROR: npm run backup makes a copy')),
  } as D1Database
}

function session(transaction: GroupedTransaction, execute: Execute) {
  return {
    prepare: (sql: string): D1PreparedStatement => new Statement(execute, sql, []),
    batch: (statements: D1PreparedStatement[]) => batch(transaction, execute, statements as Statement[]),
  }
}

/** One file holds all: whatever a bookmark stands for is read, so that it needs no more than its form. */
function bookmarked(transaction: GroupedTransaction, execute: Execute, constraint = ''): D1DatabaseSession {
  let bookmark = /^(first-(primary|unconstrained))?$/.test(constraint.trim()) ? null : constraint.trim()
  const noting: Execute = (sql, parameters) => {
    bookmark ??= 'sqlite'
    return execute(sql, parameters)
  }
  return { ...session(transaction, noting), getBookmark: () => bookmark } as D1DatabaseSession
}

class Statement implements D1PreparedStatement {
  readonly #execute: Execute
  readonly #sql: string
  readonly #parameters: SQLInputValue[]

  constructor(execute: Execute, sql: string, parameters: SQLInputValue[]) {
    this.#execute = execute
    this.#sql = sql
    this.#parameters = parameters
  }

  bind(...values: unknown[]): D1PreparedStatement {
    return new Statement(this.#execute, this.#sql, values.map(parameter))
  }

  async first<T>(column?: string): Promise<T | null> {
    const [row] = objects(told(() => this.rows()))
    if (!row) return null
    if (column === undefined) return row as T
    if (row[column] === undefined) {
      throw asD1Error(new Error(`Column not found (${column})`), 'D1_COLUMN_NOTFOUND')
    }
    return row[column] as T
  }

  async run<T>(): Promise<D1Result<T>> {
    return this.all()
  }

  async all<T>(): Promise<D1Result<T>> {
    return told(() => results<T>(this.#execute, [this])[0] as D1Result<T>)
  }

  async raw<T>(options?: { columnNames?: boolean }): Promise<T[] & [string[], ...T[]]> {
    const { columns, rows } = told(() => this.rows())
    const values = rows.map((row) => row.map(value))
    return (options?.columnNames ? [columns, ...values] : values) as T[] & [string[], ...T[]]
  }

  rows(): Rows {
    return this.#execute(this.#sql, this.#parameters)
  }
}

/** Runs one after the other, at once, as a batch needs it within its transaction. */
function results<T>(execute: Execute, statements: Statement[]): D1Result<T>[] {
  let before = counters(execute)
  return statements.map((statement) => {
    const started = performance.now()
    const found = objects(statement.rows()) as T[]
    const after = counters(execute)
    const told = meta(before, after, performance.now() - started)
    before = after
    return { success: true, results: found, meta: told }
  })
}

function counters(execute: Execute): Counters {
  return execute('select total_changes(), last_insert_rowid()', []).rows[0] as Counters
}

type Counters = [changes: number, lastRowId: number]

function meta([before]: Counters, [after, lastRowId]: Counters, duration: number): D1Result['meta'] {
  const changes = after - before
  return {
    ...{ served_by: 'sqlite', served_by_primary: true, total_attempts: 1 },
    ...{ duration, timings: { sql_duration_ms: duration } },
    ...{ changes, last_row_id: lastRowId, changed_db: changes > 0 },
    ...{ size_after: 0, rows_read: 0, rows_written: 0 },
  }
}

async function batch<T>(
  transaction: GroupedTransaction,
  execute: Execute,
  statements: Statement[],
): Promise<D1Result<T>[]> {
  try {
    if (statements.length === 0) throw new Error('No SQL statements detected.')
    return await transaction(() => results<T>(execute, statements))
  } catch (error) {
    throw asD1Error(error)
  }
}

function told<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asD1Error(error)
  }
}

/** D1 takes a statement to end with its line. */
function execLines(execute: Execute, sql: string): D1ExecResult {
  const started = performance.now()
  const lines = sql.trim().split('\n')
  lines.forEach((line, index) => {
    try {
      const statements = splitStatements(line)
      if (sql.trim() === '') throw new Error('No SQL statements detected.')
      for (const statement of statements) execute(statement, [])
    } catch (error) {
      throw asD1Error(error, `D1_EXEC_ERROR: Error in line ${index + 1}: ${line}`)
    }
  })
  return { count: lines.length, duration: performance.now() - started }
}

/** What D1 binds: no date, no object, and never undefined, which is somebody's mistake. */
function parameter(given: unknown): SQLInputValue {
  if (given === null || typeof given === 'string') return given
  if (typeof given === 'number') return Number.isFinite(given) ? given : null
  if (typeof given === 'boolean') return given ? 1 : 0
  if (given instanceof ArrayBuffer) return new Uint8Array(given)
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  if (Array.isArray(given) && given.every(isByte)) return Uint8Array.from(given)
  throw asD1Error(
    new Error(`Type '${typeof given}' not supported for value '${String(given)}'`),
    'D1_TYPE_ERROR',
  )
}

function isByte(given: unknown): boolean {
  return typeof given === 'number' && given >= 0 && given < 256
}

function objects({ columns, rows }: Rows): Record<string, unknown>[] {
  return rows.map((row) => {
    const named: Record<string, unknown> = {}
    for (const [index, column] of columns.entries()) named[column] = value(row[index])
    return named
  })
}

/** D1 answers a blob as an array of its bytes. */
function value(stored: SQLOutputValue | undefined): unknown {
  return stored instanceof Uint8Array ? [...stored] : stored
}
