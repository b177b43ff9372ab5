import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { withTimeout } from '../lib/with-timeout.ts'
import { userApps } from './schema.ts'

/** The port to the database: drizzle's own, so that no query is written twice. */
export type Database = DrizzleD1Database<Record<string, never>>

/** How long one round trip may take: the longest that a caller should wait for a refusal instead. */
export const DATABASE_TIMEOUT_MS = 10_000

/** The database did not answer, or not with a result; the cause says how. What was asked may still have happened. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure'
}

/** Opens a D1 binding. Each round trip ends within `timeoutMs`. What fails is a {@link DatabaseFailure}, but for a broken constraint: trying that again would not help. */
export function connect(d1: D1Database, timeoutMs = DATABASE_TIMEOUT_MS): Database {
  return drizzle(
    guard(d1, async (work) => {
      try {
        return await withTimeout(timeoutMs, work)
      } catch (cause) {
        if (isConstraint(cause)) throw cause
        throw new DatabaseFailure('The database did not answer', { cause })
      }
    }),
  )
}

/** Whether the database answers, and has its tables. @throws {DatabaseFailure} when it does not. */
export async function ping(db: Database): Promise<void> {
  await db.select({ id: userApps.id }).from(userApps).limit(1).all()
}

/** Finds the failure of the database that an error was caused by: drizzle wraps it, with the parameters in its message. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseFailure) return error
  return error instanceof Error && error.cause ? databaseFailure(error.cause) : undefined
}

function isConstraint(error: unknown): boolean {
  return error instanceof Error && /constraint failed/i.test(error.message)
}

type Guard = <T>(work: Promise<T>) => Promise<T>

/** Only what drizzle calls is there, and guarded: prepare, bind, run, all, raw and batch. Hence the type, which promises more. */
function guard(d1: D1Database, guarded: Guard): D1Database {
  return {
    prepare: (query: string) => new Guarded(d1.prepare(query), guarded),
    batch: (statements: unknown[]) =>
      guarded(d1.batch((statements as Guarded[]).map(({ statement }) => statement))),
  } as unknown as D1Database
}

class Guarded {
  readonly statement: D1PreparedStatement
  readonly #guarded: Guard

  constructor(statement: D1PreparedStatement, guarded: Guard) {
    this.statement = statement
    this.#guarded = guarded
  }

  bind(...values: unknown[]): Guarded {
    return new Guarded(this.statement.bind(...values), this.#guarded)
  }

  run(): Promise<D1Result> {
    return this.#guarded(this.statement.run())
  }

  all(): Promise<D1Result> {
    return this.#guarded(this.statement.all())
  }

  raw(): Promise<unknown[]> {
    return this.#guarded(this.statement.raw())
  }
}
