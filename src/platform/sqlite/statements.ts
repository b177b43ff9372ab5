import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { countParameters, splitStatements } from './text.ts'

/** What a statement answers: the names of its columns, and its rows as arrays in their order. */
export type Rows = { columns: string[]; rows: SQLOutputValue[][] }

/** Runs one statement. @throws what SQLite throws, or an error worded as D1's. */
export type Execute = (sql: string, parameters: SQLInputValue[]) => Rows

/** How many statements are kept prepared: the service has about fifty, and filters make more. */
const PREPARED_MAX = 250

type Prepared = {
  statement: StatementSync
  columns: string[]
  parameters: number
  /** After these, a kept statement may have other columns. */
  changesTables: boolean
}

/** Runs statements on a file; those that were run lately are kept prepared. */
export function executor(file: DatabaseSync): Execute {
  const kept = new Map<string, Prepared>()
  return function execute(sql, parameters) {
    const prepared = kept.get(sql) ?? prepare(file, sql)
    if (parameters.length !== prepared.parameters) {
      throw new Error('Wrong number of parameter bindings for SQL query.')
    }
    const rows = prepared.statement.all(...parameters) as unknown as SQLOutputValue[][]
    kept.delete(sql)
    if (prepared.changesTables) kept.clear()
    else kept.set(sql, prepared)
    if (kept.size > PREPARED_MAX) kept.delete(kept.keys().next().value as string)
    return { columns: prepared.columns, rows }
  }
}

const CHANGES_TABLES = /^\s*(alter|create|drop)\b/i

/** A batch is the only transaction, as in D1: one left open would swallow what others write after it. */
const TRANSACTION = /^\s*(begin|commit|end|rollback|savepoint|release)\b/i

function prepare(file: DatabaseSync, sql: string): Prepared {
  const [first, ...others] = /^\s*create\s+trigger\b/i.test(sql) ? [sql] : splitStatements(sql)
  if (first === undefined) throw new Error('No SQL statements detected.')
  if (others.length > 0) throw new Error('More than one SQL statement detected.')
  if (TRANSACTION.test(first)) throw new Error('To execute a transaction, please use a batch.')
  const statement = file.prepare(sql)
  statement.setReturnArrays(true)
  const columns = statement.columns().map(({ name }) => name)
  const changesTables = CHANGES_TABLES.test(sql)
  return { statement, columns, parameters: countParameters(sql), changesTables }
}
