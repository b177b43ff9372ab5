/** The part of D1 that drizzle, this service and its tests use. `D1Database` of Workers has all of it. */
export type D1 = D1Queries & {
  /** Starts a session: its reads see at least the writes that the bookmark represents. */
  withSession(constraintOrBookmark?: string): D1Session
}

export type D1Session = D1Queries & { getBookmark(): string | null }

type D1Queries = {
  prepare(sql: string): D1Statement
  /** Runs the statements in one transaction. */
  batch<Row = Record<string, unknown>>(statements: D1Statement[]): Promise<D1Rows<Row>[]>
}

export type D1Statement = {
  bind(...values: unknown[]): D1Statement
  all<Row = Record<string, unknown>>(): Promise<D1Rows<Row>>
  run<Row = Record<string, unknown>>(): Promise<D1Rows<Row>>
  /** Returns each row as an array. */
  raw<Row = unknown[]>(): Promise<Row[]>
  /** Returns the first row, or one of its columns; null if the result is empty. */
  first<Value = unknown>(column: string): Promise<Value | null>
  first<Row = Record<string, unknown>>(): Promise<Row | null>
}

/** Rows as objects. The statistics that D1 adds in `meta` are left out: nothing here reads them. */
export type D1Rows<Row> = { results: Row[] }
