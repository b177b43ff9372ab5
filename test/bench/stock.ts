import { join } from 'node:path'
import type { StoredSecret } from '../../src/model/applications.ts'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { temporaryFolder } from '../support/service/self-hosted.ts'
import { fill } from './fill.ts'

/**
 * Makes a database of the service's own, with so many user apps in it; what is started takes a copy. With a
 * secret, as many applications, which all have it.
 */
export function makeStock(rows: number, secret?: StoredSecret): string {
  console.error(`Filling ${rows.toLocaleString('en')} user apps${secret ? ' and applications' : ''} …`)
  const folder = temporaryFolder()
  openStore(folder).close()
  const file = join(folder, DATABASE_FILE)
  fill(file, rows, secret)
  return file
}
