import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { checkWhole } from '../platform/sqlite/file.ts'
import { DATABASE_FILE, dataFolder } from '../platform/sqlite/store.ts'
import { writeWhole } from './partial-file.ts'

/**
 * `npm run backup -- FILE`: copies the database of a self-hosted service, which may be running, into a new
 * file.
 */

keepFilesPrivate()
try {
  const [target, ...others] = parseArgs({ allowPositionals: true }).positionals
  if (!target || others.length > 0) throw new Error('Usage: npm run backup -- FILE')
  if (existsSync(target))
    throw new Error(`Cannot back up: ${target} already exists. Choose another name, or remove it.`)
  await backUp(join(dataFolder(), DATABASE_FILE), target)
  console.log(`Backed up to ${target}: ${statSync(target).size} bytes, checked.`)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

/** Copies the database in one read transaction, which blocks no writer. */
async function backUp(source: string, target: string): Promise<void> {
  if (!existsSync(source))
    throw new Error(`Cannot back up: ${source} does not exist. Set DATA_DIR to the folder of the service.`)
  await writeWhole(target, (partial) => {
    const file = new DatabaseSync(source, { readOnly: true, timeout: 5_000 })
    file.prepare('vacuum into ?').run(partial)
    file.close()
    const copy = new DatabaseSync(partial, { readOnly: true })
    checkWhole(copy)
    copy.close()
  })
}
