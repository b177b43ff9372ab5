import { constants, type DatabaseSync } from 'node:sqlite'
import { Unsuitable } from '../platform/sqlite/schema.ts'

/**
 * The actions of an export of D1, which creates and fills tables and indexes. Anything else is refused, such
 * as ATTACH, which writes any file, and COMMIT, which would end the transaction. VACUUM INTO counts as
 * ATTACH. The schema that the statements leave is checked afterwards.
 */
const ALLOWED = [
  constants.SQLITE_ANALYZE,
  constants.SQLITE_CREATE_INDEX,
  constants.SQLITE_CREATE_TABLE,
  constants.SQLITE_DELETE,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_INSERT,
  constants.SQLITE_PRAGMA,
  constants.SQLITE_READ,
  constants.SQLITE_REINDEX,
  constants.SQLITE_SELECT,
  constants.SQLITE_UPDATE,
]

/** Every export of D1 begins with it. */
const PRAGMA = 'defer_foreign_keys'

const ACTIONS = new Map(
  Object.entries(constants)
    .filter(([name]) => !name.startsWith('SQLITE_CHANGESET_'))
    .map(([name, code]) => [code, name.replace('SQLITE_', '').replaceAll('_', ' ')]),
)

/**
 * Runs the statements of an export in one transaction. On an error, the file must not be used.
 * @throws {Unsuitable} if the text does anything else than create and fill tables
 */
export function runExport(file: DatabaseSync, sql: string): void {
  if (typeof file.setAuthorizer !== 'function')
    throw new Error('Node 24.10 or newer is required to restore SQL.')
  // SQLite would stop there, without an error.
  if (sql.includes('\0')) throw new Unsuitable('contains a NUL character')
  file.exec('begin')
  file.setAuthorizer(authorize)
  file.exec(sql)
  file.setAuthorizer(null)
  file.exec('commit')
}

function authorize(code: number, first: string | null, second: string | null): number {
  const isAllowed =
    ALLOWED.includes(code) &&
    (code !== constants.SQLITE_PRAGMA || first?.toLowerCase() === PRAGMA) &&
    (code !== constants.SQLITE_FUNCTION || second?.toLowerCase() !== 'load_extension')
  if (isAllowed) return constants.SQLITE_OK
  const action = [ACTIONS.get(code), first ?? second].filter(Boolean).join(' ')
  throw new Unsuitable(`contains ${action}, which an export of D1 does not need`)
}
