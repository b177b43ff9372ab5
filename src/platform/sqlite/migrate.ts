import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { transactions } from './transaction.ts'

/** Wrangler's own table, so that a database may move to D1 and back. */
const TABLE = `create table if not exists d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`

/**
 * Brings the database up to this version: in order, each migration in a transaction, and one process at a time.
 * @throws where a newer version was here.
 */
export function migrate(file: DatabaseSync): void {
  const known = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith('.sql'))
  const transaction = transactions(file)
  const missing = transaction(() => {
    file.exec(TABLE)
    const applied = appliedTo(file)
    const newer = applied.find((name) => !known.includes(name))
    if (newer) throw new Error(`the database is of a newer version: ${newer} is not known here`)
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
