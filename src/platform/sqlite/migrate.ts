import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { requireObject, requireSchema, schemaAfter, schemaOf, Unsuitable } from './schema.ts'
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
  const transaction = transactions(file)
  const missing = transaction(() => {
    file.exec(TABLE)
    const applied = appliedTo(file)
    return knownMigrations().filter((name) => !applied.includes(name))
  })
  for (const name of missing) transaction(() => apply(file, name))
}

/**
 * Does the same as {@link requireMigrated} for a file in use, which may have tables of other tools, or be
 * empty and yet to be migrated.
 */
export function requireMigratedOrEmpty(file: DatabaseSync): void {
  if (schemaOf(file).size > 0) requireMigrated(file, true)
}

/**
 * Requires that the schema of a file is exactly what the migrations create that it lists as applied. With
 * `allowsTables`, other tools may have added tables.
 * @throws {Unsuitable} if an object is foreign, missing or different, or if a later version migrated the file
 */
export function requireMigrated(file: DatabaseSync, allowsTables = false): void {
  // One transaction, so that another process that migrates the file changes nothing in between.
  file.prepare('begin').run()
  try {
    const found = schemaOf(file)
    const expected = schemaAfter([TABLE, ...appliedIn(file, found).map(readMigration)])
    requireSchema(found, expected, allowsTables)
  } finally {
    file.prepare('rollback').run()
  }
}

/** Returns the applied migrations. The table is checked first: a view in its place could compute forever. */
function appliedIn(file: DatabaseSync, found: ReturnType<typeof schemaOf>): string[] {
  const key = 'table d1_migrations'
  const list = found.get(key)
  if (!list) throw new Unsuitable('is not a database of Latchkey: it has no table d1_migrations')
  requireObject(list, schemaAfter([TABLE]).get(key))
  return appliedTo(file)
}

function knownMigrations(): string[] {
  return readdirSync(MIGRATIONS_FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

function readMigration(name: string): string {
  return readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8')
}

/** @throws {Unsuitable} if one of them is unknown to this version */
function appliedTo(file: DatabaseSync): string[] {
  const known = knownMigrations()
  const applied = file.prepare('select name from d1_migrations order by name').all()
  const names = applied.map(({ name }) => String(name))
  const unknown = names.find((name) => !known.includes(name))
  if (unknown) throw new Unsuitable(`has ${unknown} of a later version of Latchkey. Use that version`)
  return names
}

function apply(file: DatabaseSync, name: string): void {
  if (appliedTo(file).includes(name)) return
  file.exec(readMigration(name))
  file.prepare('insert into d1_migrations (name) values (?)').run(name)
}
