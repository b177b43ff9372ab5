import type { DatabaseSync } from 'node:sqlite'

/** Does all of the work or none of it, as the only writer meanwhile. */
export type Transaction = <T>(work: () => T) => T

/** Makes the transactions of a file. Their statements are prepared once, and not by `exec`, of whose errors Deno tells no code. */
export function transactions(file: DatabaseSync): Transaction {
  const begin = file.prepare('begin immediate')
  const commit = file.prepare('commit')
  return function transaction(work) {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (error) {
      if (file.isTransaction) file.exec('rollback')
      throw error
    }
  }
}
