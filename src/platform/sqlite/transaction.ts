import type { DatabaseSync } from 'node:sqlite'

/** Runs the work in a transaction. No other connection writes meanwhile; an error undoes all of it. */
export type Transaction = <T>(work: () => T) => T

/** Makes the transactions of a file. Prepared statements, because errors of `exec` have no code in Deno. */
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

/** Runs the work in a transaction. The promise resolves after the commit; an error undoes only this work. */
export type GroupedTransaction = <T>(work: () => T) => Promise<T>

/**
 * `work` returns the function that resolves the caller's promise with the result, to be called after the
 * commit.
 */
type Waiting = { work: () => () => void; reject: (error: unknown) => void }

/**
 * Makes transactions that share a commit with the others of the same turn of the event loop: a commit writes
 * whole pages, and most transactions write the same ones. Each has a savepoint, so that one that fails is
 * undone alone. If the commit fails, all of them fail.
 */
export function groupedTransactions(file: DatabaseSync): GroupedTransaction {
  const transaction = transactions(file)
  const attempt = attempts(file)
  let waiting: Waiting[] = []

  function commitAll(): void {
    const group = waiting
    waiting = []
    try {
      for (const settle of transaction(() => group.map(attempt))) settle()
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  return function grouped<T>(work: () => T) {
    return new Promise<T>((resolve, reject) => {
      const resolvable = () => {
        const result = work()
        return () => resolve(result)
      }
      if (waiting.push({ work: resolvable, reject }) === 1) setImmediate(commitAll)
    })
  }
}

/** Makes a function that runs work under a savepoint and returns the function that settles its promise. */
function attempts(file: DatabaseSync): (waiting: Waiting) => () => void {
  const savepoint = file.prepare('savepoint one')
  const undo = file.prepare('rollback to one')
  const release = file.prepare('release one')
  return function attempt({ work, reject }) {
    savepoint.run()
    try {
      const settle = work()
      release.run()
      return settle
    } catch (error) {
      // Some errors, such as a full disk, make SQLite roll back the whole transaction.
      if (!file.isTransaction) throw error
      undo.run()
      release.run()
      return () => reject(error)
    }
  }
}
