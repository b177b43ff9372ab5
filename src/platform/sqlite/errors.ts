/** D1's names of the SQLite result codes of statements: https://www.sqlite.org/rescode.html */
const CODES: Record<number, string> = {
  1: 'SQLITE_ERROR',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  23: 'SQLITE_AUTH',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
  275: 'SQLITE_CONSTRAINT_CHECK',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  1811: 'SQLITE_CONSTRAINT_TRIGGER',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
  2579: 'SQLITE_CONSTRAINT_ROWID',
}

/** Returns the error in D1's format: the message, the result code, and the extended code if there is one. */
export function asD1Error(error: unknown, prefix = 'D1_ERROR'): Error {
  const { message, errcode } = error as { message: string; errcode?: number }
  const sentence = errcode === undefined ? message : `${message}: ${codes(errcode)}`
  return new Error(`${prefix}: ${sentence}`, { cause: new Error(sentence, { cause: error }) })
}

function codes(errcode: number): string {
  const code = CODES[errcode & 0xff] ?? `SQLITE_${errcode & 0xff}`
  const extended = errcode > 0xff && CODES[errcode]
  return extended ? `${code} (extended: ${extended})` : code
}
