import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { withTimeout } from '../lib/with-timeout.ts'
import type { D1, D1Rows, D1Statement } from './d1.ts'
import { userApps } from './schema.ts'

/**
 * The port to the database. It is drizzle's own type, so that every query is written once for all platforms.
 */
export type Database = DrizzleD1Database<Record<string, never>>

/** The default timeout of a round trip, and so the longest that a caller waits for a refusal. */
const DATABASE_TIMEOUT_MS = 10_000

/**
 * A failed or timed-out round trip to the database, with its cause. Its statements may have been executed.
 */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure'
}

/**
 * Opens a D1 binding. Each round trip ends within `timeoutMs`. An error is a {@link DatabaseFailure}, except
 * a violated constraint, which a retry cannot resolve.
 */
export function connect(d1: D1, timeoutMs = DATABASE_TIMEOUT_MS): Database {
  return drizzle(
    guard(d1, async (roundTrip) => {
      try {
        return await withTimeout(timeoutMs, roundTrip)
      } catch (cause) {
        if (isConstraintViolation(cause)) throw cause
        throw new DatabaseFailure('The database did not respond', { cause })
      }
    }),
  )
}

/**
 * Makes a round trip that needs a table.
 * @throws {DatabaseFailure} if the database does not respond or has no tables
 */
export async function ping(db: Database): Promise<void> {
  await db.select({ id: userApps.id }).from(userApps).limit(1).all()
}

/**
 * Returns the database failure that caused an error, if any. drizzle wraps it in an error whose message
 * contains the parameters.
 */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseFailure) return error
  return error instanceof Error && error.cause ? databaseFailure(error.cause) : undefined
}

function isConstraintViolation(error: unknown): boolean {
  return error instanceof Error && /constraint failed/i.test(error.message)
}

type Guard = <T>(roundTrip: Promise<T>) => Promise<T>

/**
 * Returns a D1 database whose round trips are guarded. It has only the methods that drizzle calls (prepare,
 * bind, run, all, raw and batch), hence the cast.
 */
function guard(d1: D1, guarded: Guard): D1Database {
  return {
    prepare: (query: string) => new GuardedStatement(d1.prepare(query), guarded),
    batch: (statements: unknown[]) =>
      guarded(d1.batch((statements as GuardedStatement[]).map(({ statement }) => statement))),
  } as unknown as D1Database
}

class GuardedStatement {
  readonly statement: D1Statement
  readonly #guarded: Guard

  constructor(statement: D1Statement, guarded: Guard) {
    this.statement = statement
    this.#guarded = guarded
  }

  bind(...values: unknown[]): GuardedStatement {
    return new GuardedStatement(this.statement.bind(...values), this.#guarded)
  }

  run(): Promise<D1Rows<unknown>> {
    return this.#guarded(this.statement.run())
  }

  all(): Promise<D1Rows<unknown>> {
    return this.#guarded(this.statement.all())
  }

  raw(): Promise<unknown[]> {
    return this.#guarded(this.statement.raw())
  }
}
