import { is, Param, Placeholder, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'

/** A value that is told later, by its name. */
export function placeholder(name: string): Placeholder {
  return sql.placeholder(name)
}

/** By their names. What is kept as JSON or as a boolean must not be null: drizzle would write it as text, or as false. */
type Values = Record<string, string | number | boolean | null | string[]>

/** A query of drizzle's that answers rows. */
type RowsQuery = BatchItem<'sqlite'> & { prepare(): unknown }

/** A query that is built once for each database: building costs more than the database takes to answer. */
export type PreparedQuery<Built extends RowsQuery> = {
  /** Runs it alone. */
  all(db: Database, values: Values): Promise<Built['_']['result']>
  /** It as an item of a batch. */
  item(db: Database, values: Values): Built
}

/** Prepares a query at its first use; every {@link placeholder} in it is told at each. */
export function preparedQuery<Built extends RowsQuery>(build: (db: Database) => Built): PreparedQuery<Built> {
  const kept = new WeakMap<Database, Ready>()
  const of = (db: Database) => {
    const query = kept.get(db) ?? ready(build(db).prepare() as Internals)
    kept.set(db, query)
    return query
  }
  return {
    async all(db, values) {
      const { query, fill } = of(db)
      return query.mapAllResult(await query.stmt.bind(...fill(values)).raw()) as Built['_']['result']
    },
    item: (db, values) => ({ _prepare: () => filled(of(db), values) }) as unknown as Built,
  }
}

/** What of a prepared query of drizzle's its own batch asks for. */
type Internals = {
  stmt: D1PreparedStatement
  getQuery(): { sql: string; params: unknown[] }
  mapResult(result: unknown, isFromBatch: boolean): unknown
  mapAllResult(rows: unknown[]): unknown
}

type Ready = { query: Internals; sql: string; fill: (values: Values) => unknown[] }

/** Finds out once how each parameter is made of the values, which drizzle does for each request. */
function ready(query: Internals): Ready {
  const { sql, params } = query.getQuery()
  const makers = params.map(maker)
  return { query, sql, fill: (values) => makers.map((make) => make(values)) }
}

function maker(parameter: unknown): (values: Values) => unknown {
  if (is(parameter, Placeholder)) return (values) => values[parameter.name]
  if (!is(parameter, Param) || !is(parameter.value, Placeholder)) return () => parameter
  const { encoder, value } = parameter
  return (values) => encoder.mapToDriverValue(values[value.name])
}

/** drizzle's batch binds what a query was built with, and knows no values that are told later. */
function filled({ query, sql, fill }: Ready, values: Values) {
  const told = { sql, params: fill(values) }
  return {
    stmt: query.stmt,
    getQuery: () => told,
    mapResult: (result: unknown, isFromBatch: boolean) => query.mapResult(result, isFromBatch),
  }
}
