import { DatabaseSync } from 'node:sqlite'

/** The reason why a file is not used. It continues a sentence that begins with the file. */
export class Unsuitable extends Error {}

/** A table, index, trigger or view, with its definition in a form that can be compared. */
type SchemaObject = { type: string; name: string; definition: string }

export type Schema = Map<string, SchemaObject>

/** Literals, quoted names, comments, words, and any other character but blanks. */
const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w\u0080-\uffff]+|\S/g

const QUOTED = /^['"`[]/

/** Reads all objects of a file, also those that SQLite hides by their names. */
export function schemaOf(file: DatabaseSync): Schema {
  const rows = file.prepare('select type, name, tbl_name, sql from sqlite_schema').all()
  const objects = rows.map((row) => {
    const [type, name, sql] = [String(row.type), String(row.name), String(row.sql ?? '')]
    return { type, name, definition: `${row.tbl_name}: ${normalized(sql)}` }
  })
  return new Map(objects.map((object) => [`${object.type} ${object.name}`, object]))
}

/**
 * Returns the schema that the statements create in an empty database, and the tables that ANALYZE adds to it.
 */
export function schemaAfter(statements: string[]): Schema {
  const file = new DatabaseSync(':memory:')
  try {
    for (const sql of statements) file.exec(sql)
    file.exec('analyze')
    return schemaOf(file)
  } finally {
    file.close()
  }
}

/**
 * The objects that others may add to a file in use: no statement of the service touches them. Replication
 * tools add tables, and operators indexes. A trigger or a view would run in the service's statements.
 */
export const HARMLESS = ['table', 'index']

/**
 * Requires that a schema is the expected one, apart from additional objects of the given types. SQLite's own
 * tables may be missing.
 * @throws {Unsuitable} if an object is foreign, missing or different
 */
export function requireSchema(found: Schema, expected: Schema, additional: string[] = []): void {
  const isAdditional = (key: string, { type }: SchemaObject) =>
    !expected.has(key) && additional.includes(type)
  for (const [key, object] of found) {
    if (!isAdditional(key, object)) requireObject(object, expected.get(key))
  }
  for (const [key, { type, name }] of expected) {
    if (!found.has(key) && !name.startsWith('sqlite_')) throw new Unsuitable(`lacks the ${type} ${name}`)
  }
}

/** @throws {Unsuitable} if the object is not the expected one */
export function requireObject({ type, name, definition }: SchemaObject, expected?: SchemaObject): void {
  if (!expected) throw new Unsuitable(`has the ${type} ${name}, which Latchkey does not create`)
  if (definition !== expected.definition)
    throw new Unsuitable(`has another definition of the ${type} ${name} than Latchkey`)
}

/**
 * Returns a definition without comments, in lower case, with one blank between words. Wrangler and the
 * service write the same table with other blanks and quotes: `CREATE TABLE "x"(` and `create table x (`.
 */
function normalized(sql: string): string {
  const tokens = (sql.match(TOKEN) ?? []).filter((token) => !/^(--|\/\*)/.test(token))
  const folded = tokens.map((token) => (QUOTED.test(token) ? token : token.toLowerCase()))
  const [create, table, name = '', ...rest] = folded
  return table === 'table'
    ? [create, table, name.replace(/^"(.*)"$/, '$1'), ...rest].join(' ')
    : folded.join(' ')
}
