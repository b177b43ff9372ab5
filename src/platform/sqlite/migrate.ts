import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { transactions } from './transaction.ts'

/** The table that Wrangler keeps in D1, so that a database can move to D1 and back. */
const TABLE = `create table if not exists d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`

/**
 * Applies the missing migrations in order, each in a transaction. Several processes may call it at the same
 * time.
 * @throws if a later version of the service has migrated the database
 */
export function migrate(file: DatabaseSync): void {
  const known = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith('.sql'))
  const transaction = transactions(file)
  const missing = transaction(() => {
    file.exec(TABLE)
    const applied = appliedTo(file)
    const unknown = applied.find((name) => !known.includes(name))
    if (unknown) {
      throw new Error(`The database has ${unknown} of a later version of Latchkey. Start that version.`)
    }
    return known.filter((name) => !applied.includes(name)).sort()
  })
  for (const name of missing) transaction(() => apply(file, name))
}

function appliedTo(file: DatabaseSync): string[] {
  return file
    .prepare('select name from d1_migrations')
    .all()
    .map(({ name }) => String(name))
}

function apply(file: DatabaseSync, name: string): void {
  if (appliedTo(file).includes(name)) return
  file.exec(readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8'))
  file.prepare('insert into d1_migrations (name) values (?)').run(name)
}
