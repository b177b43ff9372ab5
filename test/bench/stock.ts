import { join } from 'node:path'
import { DATABASE_FILE, openStore } from '../../src/platform/store.ts'
import { temporaryFolder } from '../support/self-hosted.ts'
import { fill } from './fill.ts'

/** Makes a database of the service's own, with so many user apps in it; what is started takes a copy. */
export function makeStock(rows: number): string {
  console.error(`Filling ${rows.toLocaleString('en')} user apps …`)
  const folder = temporaryFolder()
  openStore(folder).close()
  const file = join(folder, DATABASE_FILE)
  fill(file, rows)
  return file
}
