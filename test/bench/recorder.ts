import { connect } from '../../src/model/database.ts'
import { listUserApps, type UserAppQuery } from '../../src/model/user-apps.ts'

/** SQL as it is sent, with the values bound to it. */
export type Statement = { sql: string; values: unknown[] }

/**
 * Returns the statements that the model sends for a query, by round trip, to a database that finds nothing.
 */
export async function roundTripsOf(query: UserAppQuery): Promise<Statement[][]> {
  const sent: Statement[][] = []
  const prepared = (statement: Statement) => ({
    ...statement,
    bind: (...values: unknown[]) => prepared({ ...statement, values }),
    raw: async () => {
      sent.push([statement])
      return []
    },
  })
  const recorder = {
    prepare: (sql: string) => prepared({ sql, values: [] }),
    batch: async (statements: Statement[]) => {
      sent.push(statements)
      return statements.map(() => ({ results: [] }))
    },
  }
  await listUserApps(connect(recorder as unknown as D1Database), query)
  return sent
}
