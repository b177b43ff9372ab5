import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { checkWhole } from '../platform/sqlite/file.ts'
import { requireMigrated } from '../platform/sqlite/migrate.ts'
import { DATABASE_FILE, dataFolderPath } from '../platform/sqlite/store.ts'
import { contentsOf, reasonOf } from './database-file.ts'
import { offerHelp } from './help.ts'
import { writeWhole } from './partial-file.ts'

/**
 * `npm run backup -- FILE`: copies the database of a self-hosted service, which may be running, into a new
 * file.
 */

const USAGE = `Usage: npm run backup -- FILE
Copies the database in DATA_DIR, the folder of the service, into that new file. The service may be running.
Without DATA_DIR, the folder is ./data.`

offerHelp(USAGE)
keepFilesPrivate()
try {
  const [target, ...others] = parseArgs({ allowPositionals: true }).positionals
  if (!target || others.length > 0) throw new Error(USAGE)
  if (existsSync(target))
    throw new Error(`Cannot back up: ${target} already exists. Choose another name, or remove it.`)
  const source = resolve(dataFolderPath(), DATABASE_FILE)
  const contents = await backUp(source, target)
  console.log(`Backed up ${source} to ${target}: ${statSync(target).size} bytes, checked. ${contents}`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

async function backUp(source: string, target: string): Promise<string> {
  try {
    if (!existsSync(source)) throw new Error('it does not exist.')
    return await writeWhole(target, (partial) => copy(source, partial))
  } catch (cause) {
    const problem = `Cannot back up ${source}: ${reasonOf(cause as Error)}`
    throw new Error(`${problem}\nSet DATA_DIR to the folder of the service.`, { cause })
  }
}

/** Copies the database in one read transaction, which blocks no writer. Returns what the copy holds. */
function copy(source: string, target: string): string {
  const file = new DatabaseSync(source, { readOnly: true, timeout: 5_000 })
  try {
    requireMigrated(file, true)
    file.prepare('vacuum into ?').run(target)
  } finally {
    file.close()
  }
  const copied = new DatabaseSync(target, { readOnly: true })
  try {
    checkWhole(copied)
    return contentsOf(copied)
  } finally {
    copied.close()
  }
}
