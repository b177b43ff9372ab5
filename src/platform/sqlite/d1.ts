import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type { D1, D1Rows, D1Session, D1Statement } from '../../model/d1.ts'
import { asD1Error } from './errors.ts'
import { type Execute, executor, type Rows } from './statements.ts'
import { type GroupedTransaction, groupedTransactions } from './transaction.ts'

/**
 * Makes a D1 of an SQLite file: synchronous inside, promises outside. `test/support/bindings/d1-contract.ts`
 * lists every difference from Cloudflare's D1 with its reason.
 */
export function d1OverSqlite(file: DatabaseSync): D1 {
  const execute = executor(file)
  const transaction = groupedTransactions(file)
  return {
    ...queries(transaction, execute),
    withSession: (constraintOrBookmark) => session(transaction, execute, constraintOrBookmark),
  }
}

function queries(transaction: GroupedTransaction, execute: Execute): Pick<D1, 'prepare' | 'batch'> {
  return {
    prepare: (sql) => new Statement(execute, sql, []),
    batch: (statements) => batch(transaction, statements as Statement[]),
  }
}

/**
 * Starts a session. A single file always has the latest writes, so a bookmark can have any value; the first
 * query makes one.
 */
function session(transaction: GroupedTransaction, execute: Execute, constraintOrBookmark = ''): D1Session {
  const given = constraintOrBookmark.trim()
  let bookmark = /^(first-(primary|unconstrained))?$/.test(given) ? null : given
  const executeAndMark: Execute = (sql, parameters) => {
    bookmark ??= 'sqlite'
    return execute(sql, parameters)
  }
  return { ...queries(transaction, executeAndMark), getBookmark: () => bookmark }
}

class Statement implements D1Statement {
  readonly #execute: Execute
  readonly #sql: string
  readonly #parameters: SQLInputValue[]

  constructor(execute: Execute, sql: string, parameters: SQLInputValue[]) {
    this.#execute = execute
    this.#sql = sql
    this.#parameters = parameters
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#execute, this.#sql, values.map(parameter))
  }

  async first<Found>(column?: string): Promise<Found | null> {
    const [row] = objects(withD1Errors(() => this.rows()))
    if (!row) return null
    if (column === undefined) return row as Found
    if (row[column] === undefined) {
      throw asD1Error(new Error(`Column not found (${column})`), 'D1_COLUMN_NOTFOUND')
    }
    return row[column] as Found
  }

  async run<Row>(): Promise<D1Rows<Row>> {
    return this.all()
  }

  async all<Row>(): Promise<D1Rows<Row>> {
    return { results: objects(withD1Errors(() => this.rows())) as Row[] }
  }

  async raw<Row>(): Promise<Row[]> {
    return withD1Errors(() => this.rows()).rows as Row[]
  }

  rows(): Rows {
    return this.#execute(this.#sql, this.#parameters)
  }
}

async function batch<Row>(transaction: GroupedTransaction, statements: Statement[]): Promise<D1Rows<Row>[]> {
  try {
    if (statements.length === 0) throw new Error('No SQL statements detected.')
    return await transaction(() =>
      statements.map((statement) => ({ results: objects(statement.rows()) as Row[] })),
    )
  } catch (error) {
    throw asD1Error(error)
  }
}

function withD1Errors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asD1Error(error)
  }
}

/** Converts a value as D1 does. D1 also takes bytes; no column of this service holds any. */
function parameter(given: unknown): SQLInputValue {
  if (given === null || typeof given === 'string') return given
  if (typeof given === 'number') return Number.isFinite(given) ? given : null
  if (typeof given === 'boolean') return given ? 1 : 0
  throw asD1Error(
    new Error(`Type '${typeof given}' not supported for value '${String(given)}'`),
    'D1_TYPE_ERROR',
  )
}

function objects({ columns, rows }: Rows): Record<string, SQLOutputValue | undefined>[] {
  return rows.map((row) => {
    const object: Record<string, SQLOutputValue | undefined> = {}
    for (const [index, column] of columns.entries()) object[column] = row[index]
    return object
  })
}
