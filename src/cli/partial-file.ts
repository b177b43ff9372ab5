import { closeSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { SUFFIXES } from '../platform/sqlite/file.ts'

/**
 * Writes a temporary file, which gets the name `target` once `write` has succeeded. If it fails, nothing is
 * left. Returns what `write` does.
 * @throws {Error} also if the target exists by then, unless it may be replaced
 */
export async function writeWhole<Result>(
  target: string,
  write: (path: string) => Result | Promise<Result>,
  { mayReplace = false } = {},
): Promise<Result> {
  const partial = `${target}.partial`
  // SQLite would replay the write-ahead log of an earlier attempt.
  remove(partial)
  // Fails if another user has put a file or a link there, in a folder that others may write to.
  closeSync(openSync(partial, 'wx'))
  try {
    const result = await write(partial)
    if (mayReplace) renameSync(partial, target)
    else giveName(partial, target)
    return result
  } catch (error) {
    remove(partial)
    throw error
  }
}

/** Renames a file, but does not replace another one, which a service that has started meanwhile may use. */
function giveName(partial: string, target: string): void {
  try {
    linkSync(partial, target)
  } catch (cause) {
    throw new Error(`Cannot create ${target}: ${(cause as Error).message}`, { cause })
  }
  rmSync(partial)
}

function remove(path: string): void {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true })
}
