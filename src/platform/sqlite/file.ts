import { chmodSync, existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** How long a statement waits for another process: a backup, or a second service on the file. */
const BUSY_TIMEOUT_MS = 5_000

/** How large a file is read whole at the start, to find what is broken in it: well under 0.1 s. */
const CHECKED_MAX_BYTES = 67_108_864

/** Opens an SQLite file; where there is none, makes one that nobody else may read. @throws in one sentence, and then the file is as it was. */
export function openFile(path: string): DatabaseSync {
  try {
    const isNew = !existsSync(path)
    const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    try {
      if (isNew) chmodSync(path, 0o600)
      if (statSync(path).size <= CHECKED_MAX_BYTES) check(file)
      journal(file)
      file.prepare('pragma synchronous = normal').run()
      file.prepare(`pragma cache_size = -${CACHE_KB}`).run()
      file.prepare(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`).get()
      return file
    } catch (error) {
      file.close()
      throw error
    }
  } catch (cause) {
    throw new Error(sentence(path, cause as SqliteError), { cause })
  }
}

/** What a page of the inventory touches stays in memory; with SQLite's 2 MB, each page of it is read anew, in twice the time. */
const CACHE_KB = 16_384

/** The log is brought into the file each 16 MB: with SQLite's 4 MB, the pages of busy indexes are written four times as often. */
const CHECKPOINT_PAGES = 4_000

type SqliteError = Error & { errcode?: number }

/** @throws {Error} where a page of the file is broken. */
function check(file: DatabaseSync): void {
  const { quick_check: found } = file.prepare('pragma quick_check(1)').get() ?? {}
  if (found !== 'ok') throw broken(String(found))
}

/** @throws {Error} where anything in the file does not fit anything else: pages, indexes, foreign keys. */
export function checkWhole(file: DatabaseSync): void {
  const { integrity_check: found } = file.prepare('pragma integrity_check(1)').get() ?? {}
  if (found !== 'ok') throw broken(String(found))
  const stray = file.prepare('pragma foreign_key_check').get()
  if (stray) throw broken(`a row of ${stray.table} refers to none of ${stray.parent}`)
}

function broken(message: string): SqliteError {
  return Object.assign(new Error(message.replace(/\s+/g, ' ')), { errcode: 11 })
}

/** Only where it is none yet: SQLite lets this change wait for nobody, so it is tried until the others are done. */
function journal(file: DatabaseSync, deadline = Date.now() + BUSY_TIMEOUT_MS): void {
  try {
    if (file.prepare('pragma journal_mode').get()?.journal_mode === 'wal') return
    file.prepare('pragma journal_mode = wal').get()
  } catch (error) {
    if ((error as SqliteError).errcode !== 5 || Date.now() > deadline) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    journal(file, deadline)
  }
}

/** https://www.sqlite.org/rescode.html */
function sentence(path: string, { errcode = 0, message }: SqliteError): string {
  const code = errcode & 0xff
  if (code === 11 || code === 26) return `${path} is broken, and was left as it is: ${message}`
  // Deno tells no code here.
  if (code === 8 || code === 14 || message.startsWith('unable to open'))
    return `${path} cannot be written: ${message}`
  return `${path} cannot be opened: ${message}`
}
