import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { checkWhole, SUFFIXES } from '../platform/sqlite/file.ts'
import { requireMigrated } from '../platform/sqlite/migrate.ts'
import { DATABASE_FILE, dataFolder } from '../platform/sqlite/store.ts'
import { contentsOf, reasonOf } from './database-file.ts'
import { offerHelp } from './help.ts'
import { writeWhole } from './partial-file.ts'
import { runExport } from './run-export.ts'

/**
 * `npm run restore -- FILE`: creates the database of a stopped service from a backup, or from the output of
 * `wrangler d1 export`. Whatever the file contains, nothing but the database is written.
 */

const USAGE = `Usage: npm run restore -- FILE
Creates the database in DATA_DIR, the folder of a stopped service, from a backup or from the output of
npx wrangler d1 export. Without DATA_DIR, the folder is ./data.`

offerHelp(USAGE)
keepFilesPrivate()
try {
  const [source, ...others] = parseArgs({ allowPositionals: true }).positionals
  if (!source || others.length > 0) throw new Error(USAGE)
  const target = resolve(dataFolder(), DATABASE_FILE)
  const existing = SUFFIXES.map((suffix) => target + suffix).find((file) => existsSync(file))
  if (existing)
    throw new Error(`Cannot restore: ${existing} exists. Stop the service, and move that file away.`)
  const contents = await restore(source, target)
  console.log(`Restored ${source} to ${target}. ${contents}`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

/** Returns what the restored database holds. */
async function restore(source: string, target: string): Promise<string> {
  try {
    const isBackup = isSqlite(source)
    return await writeWhole(target, async (partial) => {
      if (isBackup) await copy(source, partial)
      const file = new DatabaseSync(partial, { enableForeignKeyConstraints: false, defensive: true })
      try {
        if (!isBackup) runExport(file, readFileSync(source, 'utf8'))
        requireMigrated(file)
        checkWhole(file)
        return contentsOf(file)
      } finally {
        file.close()
      }
    })
  } catch (cause) {
    throw new Error(`Cannot restore ${source}: ${reasonOf(cause as Error)}`, { cause })
  }
}

/** Copies the bytes alone. `copyFile` would also copy the mode of the source, which others may read. */
function copy(source: string, target: string): Promise<void> {
  return pipeline(createReadStream(source), createWriteStream(target))
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
