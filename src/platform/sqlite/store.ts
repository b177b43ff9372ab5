import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { d1OverSqlite } from './d1.ts'
import { openFile } from './file.ts'
import { kvOverSqlite } from './kv.ts'
import { migrate } from './migrate.ts'

/** Made where nobody names another. One that is named and not there is a disk that was not mounted, or a mistake. */
const DEFAULT_FOLDER = 'data'

/** The database, and what may be lost: counters of the limiter, which no backup needs. */
export const DATABASE_FILE = 'latchkey.sqlite'
const KV_FILE = 'kv.sqlite'

export type Store = { DB: D1Database; KV: KVNamespace; close: () => void }

/** Opens what the service keeps, as this version wants it. @throws in one sentence */
export function openStore(folder: string): Store {
  const files: DatabaseSync[] = []
  const close = () => {
    for (const file of files) file.close()
  }
  const open = (name: string) => {
    const file = openFile(join(folder, name))
    files.push(file)
    return file
  }
  try {
    const database = open(DATABASE_FILE)
    migrate(database)
    return { DB: d1OverSqlite(database), KV: kvOverSqlite(open(KV_FILE)), close }
  } catch (error) {
    close()
    throw error
  }
}

/** Where the data is. @throws where it is not */
export function dataFolder(given = process.env.DATA_DIR): string {
  const folder = given || DEFAULT_FOLDER
  if (!given) mkdirSync(folder, { recursive: true })
  if (!existsSync(folder)) throw new Error(`DATA_DIR ${folder} is not there`)
  return folder
}
