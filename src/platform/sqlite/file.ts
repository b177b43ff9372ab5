import { chmodSync, existsSync, lstatSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Unsuitable } from './schema.ts'

/** Longest wait of a statement for another process: a backup, or a second service on the file. */
const BUSY_TIMEOUT_MS = 5_000

/** Largest file that is checked whole at the start. The check takes well under 0.1 s. */
const CHECKED_MAX_BYTES = 67_108_864

/**
 * Keeps the rows of an inventory page in memory. With SQLite's default of 2 MB, each page takes twice the
 * time.
 */
const CACHE_KB = 16_384

/**
 * A checkpoint each 16 MB of log. At SQLite's default of 4 MB, pages of busy indexes are written four times
 * as often.
 */
const CHECKPOINT_PAGES = 4_000

/** Pause before the next attempt to switch a busy file to the write-ahead log. */
const RETRY_MS = 20

/** Result codes: https://www.sqlite.org/rescode.html */
const BUSY = 5
const READONLY = 8
const CORRUPT = 11
const CANTOPEN = 14
const NOTADB = 26

type SqliteError = Error & { errcode?: number }

/** The database itself, and the files that SQLite keeps next to it. */
export const SUFFIXES = ['', '-wal', '-shm', '-journal']

/**
 * Opens an SQLite file, or creates it. `require` may throw {@link Unsuitable}.
 * @throws an error whose message is one sentence; the file is then unchanged
 */
export function openFile(path: string, require: (file: DatabaseSync) => void = () => {}): DatabaseSync {
  try {
    const file = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    return prepared(file, path, require)
  } catch (cause) {
    throw new Error(sentence(path, cause as SqliteError), { cause })
  }
}

function prepared(file: DatabaseSync, path: string, require: (file: DatabaseSync) => void): DatabaseSync {
  try {
    hideFromOthers(path)
    if (statSync(path).size <= CHECKED_MAX_BYTES) checkPages(file)
    require(file)
    useWriteAheadLog(file)
    file.prepare('pragma synchronous = normal').run()
    file.prepare(`pragma cache_size = -${CACHE_KB}`).run()
    file.prepare(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`).get()
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/**
 * Removes the rights of the group and of others from files that exist already, such as a database that was
 * copied here. SQLite gives the write-ahead log the mode of the database.
 */
function hideFromOthers(path: string): void {
  for (const file of SUFFIXES.map((suffix) => path + suffix).filter((file) => existsSync(file))) {
    const found = lstatSync(file)
    if (!found.isSymbolicLink() && found.mode & 0o077) chmodUnlessForeign(file, found.mode & 0o700)
  }
}

/** Changes the mode of a file, unless another user owns it: that user decides who may read it. */
function chmodUnlessForeign(file: string, mode: number): void {
  try {
    chmodSync(file, mode)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}

/** @throws {Error} if a page of the file is damaged */
function checkPages(file: DatabaseSync): void {
  const { quick_check: result } = file.prepare('pragma quick_check(1)').get() ?? {}
  if (result !== 'ok') throw corrupt(String(result))
}

/**
 * @throws {Error} if the file is damaged: a page, an index that lacks a row, a foreign key without its row
 */
export function checkWhole(file: DatabaseSync): void {
  const { integrity_check: result } = file.prepare('pragma integrity_check(1)').get() ?? {}
  if (result !== 'ok') throw corrupt(String(result))
  const orphan = file.prepare('pragma foreign_key_check').get()
  if (orphan) throw corrupt(`a row of ${orphan.table} refers to a missing row of ${orphan.parent}`)
}

function corrupt(message: string): SqliteError {
  return Object.assign(new Error(message.replace(/\s+/g, ' ')), { errcode: CORRUPT })
}

/**
 * Switches the file to a write-ahead log. SQLite ignores the busy timeout for this change, so it is retried
 * here.
 */
function useWriteAheadLog(file: DatabaseSync, deadline = Date.now() + BUSY_TIMEOUT_MS): void {
  try {
    if (file.prepare('pragma journal_mode').get()?.journal_mode === 'wal') return
    file.prepare('pragma journal_mode = wal').get()
  } catch (error) {
    if ((error as SqliteError).errcode !== BUSY || Date.now() > deadline) throw error
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
    useWriteAheadLog(file, deadline)
  }
}

function sentence(path: string, error: SqliteError): string {
  const { errcode = 0, message } = error
  if (error instanceof Unsuitable) return `${path} ${message}. It was not changed.`
  const code = errcode & 0xff
  if (code === CORRUPT || code === NOTADB)
    return `${path} is damaged: ${message}. It was not changed. Restore a backup.`
  // Deno's error has no code if the file cannot be opened.
  if (code === READONLY || code === CANTOPEN || message.startsWith('unable to open'))
    return `${path} cannot be written: ${message}. Check the permissions of the file and its folder.`
  return `${path} cannot be opened: ${message}.`
}
