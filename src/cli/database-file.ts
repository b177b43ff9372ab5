import type { DatabaseSync } from 'node:sqlite'
import { Unsuitable } from '../platform/sqlite/schema.ts'

/** Returns a sentence on what a database holds, so that an operator notices a wrong one. */
export function contentsOf(file: DatabaseSync): string {
  const count = (table: string) => file.prepare(`select count(*) as rows from ${table}`).get()?.rows
  return `Applications: ${count('applications')}. User apps in the inventory: ${count('user_apps')}.`
}

/** Returns the reason why a file is not used, as the rest of a sentence that names the file. */
export function reasonOf(error: Error): string {
  return error instanceof Unsuitable ? `it ${error.message}.` : error.message
}
