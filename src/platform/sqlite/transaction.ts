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

/** Does all of the work or none of it, and is done once that is kept. */
export type GroupedTransaction = <T>(work: () => T) => Promise<T>

/** Work that returns how its own is told of the result. */
type Waiting = { work: () => () => void; reject: (error: unknown) => void }

/**
 * Makes transactions that share a commit with the others of their turn of the event loop, since a commit writes whole pages
 * and most write the same ones. Each is undone alone where it fails; only where the commit fails do all.
 */
export function groupedTransactions(file: DatabaseSync): GroupedTransaction {
  const transaction = transactions(file)
  const savepoint = file.prepare('savepoint alone')
  const undo = file.prepare('rollback to alone')
  const release = file.prepare('release alone')
  let waiting: Waiting[] = []

  function attempt({ work, reject }: Waiting): () => void {
    savepoint.run()
    try {
      const settle = work()
      release.run()
      return settle
    } catch (error) {
      // Of a full disk, say, SQLite undoes the whole transaction by itself.
      if (!file.isTransaction) throw error
      undo.run()
      release.run()
      return () => reject(error)
    }
  }

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
      const settled = () => {
        const result = work()
        return () => resolve(result)
      }
      if (waiting.push({ work: settled, reject }) === 1) setImmediate(commitAll)
    })
  }
}
