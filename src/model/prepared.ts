import { fillPlaceholders, type Placeholder, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'

/** A value that is told later, by its name. */
export function value(name: string): Placeholder {
  return sql.placeholder(name)
}

/** By their names. What is kept as JSON or as a boolean must not be null: drizzle would write it as text, or as false. */
type Values = Record<string, string | number | boolean | null | string[]>

/** A query of drizzle's that answers rows. */
type Query = BatchItem<'sqlite'> & { prepare(): { all(values: Values): Promise<unknown> } }

/** A query that is built once for each database: building costs more than the database takes to answer. */
export type Prepared<Built extends Query> = {
  /** Runs it alone. */
  all(db: Database, values: Values): Promise<Built['_']['result']>
  /** It as an item of a batch. */
  item(db: Database, values: Values): Built
}

/** Prepares a query at its first use; every {@link value} in it is told at each. */
export function prepared<Built extends Query>(build: (db: Database) => Built): Prepared<Built> {
  const kept = new WeakMap<Database, ReturnType<Built['prepare']> & Internals>()
  const of = (db: Database) => {
    const query = kept.get(db) ?? (build(db).prepare() as ReturnType<Built['prepare']> & Internals)
    kept.set(db, query)
    return query
  }
  return {
    all: async (db, values) => of(db).all(values) as Built['_']['result'],
    item: (db, values) => ({ _prepare: () => filled(of(db), values) }) as unknown as Built,
  }
}

/** What drizzle's batch asks of each of its items, once it is prepared. */
type Internals = {
  stmt: D1PreparedStatement
  getQuery(): { sql: string; params: unknown[] }
  mapResult(result: unknown, isFromBatch: boolean): unknown
}

/** drizzle's batch binds what a query was built with, and knows no values that are told later. */
function filled(query: Internals, values: Values): Internals {
  const { sql, params } = query.getQuery()
  const told = { sql, params: fillPlaceholders(params, values) }
  return {
    stmt: query.stmt,
    getQuery: () => told,
    mapResult: (result, isFromBatch) => query.mapResult(result, isFromBatch),
  }
}
