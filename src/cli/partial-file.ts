import { closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { SUFFIXES } from '../platform/sqlite/file.ts'

/**
 * Writes a database into a temporary file, which gets the name `target` once `write` has succeeded. If it
 * fails, nothing is left. Returns what `write` does.
 */
export async function writeWhole<Result>(
  target: string,
  write: (path: string) => Result | Promise<Result>,
): Promise<Result> {
  const partial = `${target}.partial`
  // SQLite would replay the write-ahead log of an earlier attempt.
  remove(partial)
  // Fails if another user has put a file or a link there, in a folder that others may write to.
  closeSync(openSync(partial, 'wx'))
  try {
    const result = await write(partial)
    renameSync(partial, target)
    return result
  } catch (error) {
    remove(partial)
    throw error
  }
}

function remove(path: string): void {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true })
}
