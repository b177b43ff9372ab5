import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Kv } from '../../limiter/kv-namespace.ts'
import type { D1 } from '../../model/d1.ts'
import { d1OverSqlite } from './d1.ts'
import { openFile } from './file.ts'
import { kvOverSqlite, requireKv } from './kv.ts'
import { migrate, requireMigratedOrEmpty } from './migrate.ts'

/**
 * The folder if DATA_DIR is unset. It is created; a missing DATA_DIR is not, since its disk may not be
 * mounted.
 */
const DEFAULT_FOLDER = 'data'

export const DATABASE_FILE = 'latchkey.sqlite'

/** The rate limiter's counters: they may be lost, so a backup leaves them out. */
const KV_FILE = 'kv.sqlite'

export type Store = { DB: D1; KV: Kv; close: () => void }

/**
 * Opens both files, migrated to this version. `check` may refuse the database before it is changed.
 * @throws an error whose message is one sentence
 */
export function openStore(folder: string, check?: (database: DatabaseSync) => void): Store {
  const files: DatabaseSync[] = []
  const close = () => {
    for (const file of files) file.close()
  }
  const open = (name: string, require: (file: DatabaseSync) => void) => {
    const file = openFile(join(folder, name), require)
    files.push(file)
    return file
  }
  try {
    const database = open(DATABASE_FILE, requireMigratedOrEmpty)
    check?.(database)
    migrate(database)
    return { DB: d1OverSqlite(database), KV: kvOverSqlite(open(KV_FILE, requireKv)), close }
  } catch (error) {
    close()
    throw error
  }
}

/** Returns the path of the folder that holds the data, which may not exist. */
export function dataFolderPath(given = process.env.DATA_DIR): string {
  return given || DEFAULT_FOLDER
}

/** Returns the folder that holds the data. @throws if DATA_DIR names a folder that does not exist */
export function dataFolder(given = process.env.DATA_DIR): string {
  const folder = dataFolderPath(given)
  if (!given) mkdirSync(folder, { recursive: true })
  if (!existsSync(folder))
    throw new Error(`DATA_DIR ${folder} does not exist. Create the folder, or mount its disk.`)
  return folder
}
