import { DatabaseSync } from 'node:sqlite'

/** The reason why a file is not used. It continues a sentence that begins with the file. */
export class Unsuitable extends Error {}

/** A table, index, trigger or view, with its definition in a form that can be compared. */
type SchemaObject = { type: string; name: string; table: string; definition: string }

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
    const table = String(row.tbl_name)
    return { type, name, table, definition: `${table}: ${normalized(sql)}` }
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
 * Requires that a schema is the expected one. With `allowsTables`, others may have added tables with their
 * indexes, as replication tools do. SQLite's own tables may be missing.
 * @throws {Unsuitable} if an object is foreign, missing or different
 */
export function requireSchema(found: Schema, expected: Schema, allowsTables = false): void {
  for (const [key, object] of found) {
    if (!(allowsTables && isOfOthers(object, expected))) requireObject(object, expected.get(key))
  }
  for (const [key, { type, name }] of expected) {
    if (!found.has(key) && !name.startsWith('sqlite_')) throw new Unsuitable(`lacks the ${type} ${name}`)
  }
}

/**
 * Whether an object is a table of others or its index, which no statement of the service touches. A trigger,
 * a view, an index on the service's tables, or a reference to them would change what its statements do.
 */
function isOfOthers({ type, table, definition }: SchemaObject, expected: Schema): boolean {
  const isReference = /\breferences\b/.test(definition)
  return ['table', 'index'].includes(type) && !expected.has(`table ${table}`) && !isReference
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
