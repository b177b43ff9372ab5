import type { DatabaseSync } from 'node:sqlite'

/** Does all of the work or none of it, as the only writer meanwhile. */
export function transaction<T>(file: DatabaseSync, work: () => T): T {
  // Prepared, since Deno's exec tells no code of an error.
  file.prepare('begin immediate').run()
  try {
    const result = work()
    file.prepare('commit').run()
    return result
  } catch (error) {
    if (file.isTransaction) file.exec('rollback')
    throw error
  }
}
