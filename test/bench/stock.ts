import { join } from 'node:path'
import type { StoredSecret } from '../../src/model/applications.ts'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { temporaryFolder } from '../support/service/self-hosted.ts'
import { fill } from './fill.ts'

/**
 * Creates a database of the service with this number of user apps; each started service takes a copy. With a
 * secret, it also has as many applications, which all have that secret.
 */
export function makeStock(rows: number, secret?: StoredSecret): string {
  console.error(`Filling ${rows.toLocaleString('en')} user apps${secret ? ' and applications' : ''} …`)
  const folder = temporaryFolder()
  openStore(folder).close()
  const file = join(folder, DATABASE_FILE)
  fill(file, rows, secret)
  return file
}
