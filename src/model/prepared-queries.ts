import { is, Param, Placeholder, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'

/** Returns a placeholder for a value that each execution passes by this name. */
export function placeholder(name: string): Placeholder {
  return sql.placeholder(name)
}

/**
 * The values of a query's placeholders, by name. A value of a JSON or boolean column must not be null:
 * drizzle would encode it as the text "null" or as false.
 */
type Values = Record<string, string | number | boolean | null | string[]>

/** A drizzle query that returns rows. */
type RowsQuery = BatchItem<'sqlite'> & { prepare(): unknown }

/** A query that is built once per database. */
export type PreparedQuery<Built extends RowsQuery> = {
  /** Executes the query and returns its rows. */
  all(db: Database, values: Values): Promise<Built['_']['result']>
  /** Returns the query as an item of a batch. */
  item(db: Database, values: Values): Built
}

/**
 * Prepares a query with {@link placeholder}s at its first use with each database. Building a query costs
 * drizzle 100 µs, more than SQLite needs to execute it. drizzle's own prepared queries avoid that too, but
 * take no values in a batch, and look up the encoder of every value at each execution. Hence this depends on
 * {@link DrizzlePrepared}.
 */
export function preparedQuery<Built extends RowsQuery>(build: (db: Database) => Built): PreparedQuery<Built> {
  const cache = new WeakMap<Database, Compiled>()
  function compiledFor(db: Database): Compiled {
    const compiled = cache.get(db) ?? compile(build(db).prepare() as DrizzlePrepared)
    cache.set(db, compiled)
    return compiled
  }
  return {
    async all(db, values) {
      const { query, encode } = compiledFor(db)
      return query.mapAllResult(await query.stmt.bind(...encode(values)).raw()) as Built['_']['result']
    },
    item: (db, values) => ({ _prepare: () => withValues(compiledFor(db), values) }) as unknown as Built,
  }
}

/**
 * The internals of a prepared query of drizzle's D1 driver that this file uses. It also uses that a batch
 * calls `_prepare` of each item, then `getQuery`, `stmt` and `mapResult` of what that returns, and that the
 * parameters of values to come are `Placeholder`s, within a `Param` if they need an encoder.
 * `prepared-queries.test.ts` fails if any of these change.
 */
type DrizzlePrepared = {
  stmt: D1PreparedStatement
  getQuery(): { sql: string; params: unknown[] }
  mapResult(result: unknown, isFromBatch: boolean): unknown
  mapAllResult(rows: unknown[]): unknown
}

/** A prepared query, and the function that encodes values as its parameters. */
type Compiled = { query: DrizzlePrepared; sql: string; encode: (values: Values) => unknown[] }

function compile(query: DrizzlePrepared): Compiled {
  const { sql, params } = query.getQuery()
  const encoders = params.map(encoderOf)
  return { query, sql, encode: (values) => encoders.map((encode) => encode(values)) }
}

/**
 * Returns the function that makes a parameter from the values. A parameter without a placeholder is constant.
 */
function encoderOf(parameter: unknown): (values: Values) => unknown {
  if (is(parameter, Placeholder)) return (values) => values[parameter.name]
  if (!is(parameter, Param) || !is(parameter.value, Placeholder)) return () => parameter
  const { encoder, value } = parameter
  return (values) => encoder.mapToDriverValue(values[value.name])
}

/** Returns a prepared query for a batch of drizzle's, which binds the parameters that `getQuery` returns. */
function withValues({ query, sql, encode }: Compiled, values: Values) {
  const bound = { sql, params: encode(values) }
  return {
    stmt: query.stmt,
    getQuery: () => bound,
    mapResult: (result: unknown, isFromBatch: boolean) => query.mapResult(result, isFromBatch),
  }
}
