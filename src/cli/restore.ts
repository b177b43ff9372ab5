import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { checkWhole } from '../platform/sqlite/file.ts'
import { DATABASE_FILE, dataFolder } from '../platform/sqlite/store.ts'

/**
 * `npm run restore -- FILE`: creates the database of a stopped service from a backup, or from the output of
 * `wrangler d1 export`.
 */

try {
  const [source, ...others] = parseArgs({ allowPositionals: true }).positionals
  if (!source || others.length > 0) throw new Error('Usage: npm run restore -- FILE')
  const target = join(dataFolder(), DATABASE_FILE)
  for (const file of [target, `${target}-wal`]) {
    if (existsSync(file))
      throw new Error(`Cannot restore: ${file} exists. Stop the service, and move that file away.`)
  }
  restore(source, target)
  console.log(`Restored ${source} to ${target}.`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

/** Restores into a temporary file, which gets the name of the database once it is complete. */
function restore(source: string, target: string): void {
  const partial = `${target}.partial`
  rmSync(partial, { force: true })
  try {
    if (isSqlite(source)) copyFileSync(source, partial)
    const file = new DatabaseSync(partial, { enableForeignKeyConstraints: false })
    if (!isSqlite(source)) file.exec(`begin; ${readFileSync(source, 'utf8')}; commit`)
    checkWhole(file)
    file.close()
    chmodSync(partial, 0o600)
    renameSync(partial, target)
  } catch (cause) {
    rmSync(partial, { force: true })
    throw new Error(`Cannot restore ${source}: ${(cause as Error).message}`, { cause })
  }
}

/**
 * Whether the file is an SQLite database, by its first 16 bytes:
 * https://www.sqlite.org/fileformat.html#magic_header_string
 */
function isSqlite(path: string): boolean {
  const file = openSync(path, 'r')
  const head = Buffer.alloc(16)
  readSync(file, head)
  closeSync(file)
  return head.toString('latin1') === 'SQLite format 3\0'
}
