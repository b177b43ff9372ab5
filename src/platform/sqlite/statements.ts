import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { countParameters, splitStatements } from './text.ts'

/** The names of the columns, and the rows as arrays in the same order. */
export type Rows = { columns: string[]; rows: SQLOutputValue[][] }

/** Runs one statement. @throws an SQLite error, or one with D1's message */
export type Execute = (sql: string, parameters: SQLInputValue[]) => Rows

/**
 * The number of prepared statements that are kept. The service has about fifty; each shape of a filter adds
 * one.
 */
const PREPARED_MAX = 250

type Prepared = {
  statement: StatementSync
  columns: string[]
  parameters: number
  /** Whether it changes a table's columns: the statements kept until then may be out of date. */
  changesTables: boolean
}

/** Makes a function that runs statements on a file and keeps the most recently used ones prepared. */
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

/** Refused, as in D1: a transaction that stays open would include the writes of later requests. */
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
