import type { Context } from 'hono'
import { Refusal } from '../../domain/refusal.ts'
import { requireAdministrator } from '../../domain/rights.ts'
import { type ImportedUserApp, importUserApps } from '../../domain/user-apps-import.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { identifyAgain } from '../middleware/authenticate.ts'
import { bodyChunks, requireType } from '../middleware/body.ts'
import { respondJson } from '../respond.ts'
import { parseImportLine } from './import-line.ts'
import type { Imported } from './responses.ts'

/** The largest body of one request. */
export const IMPORT_MAX_BYTES = 8_388_608

/** The longest line. A user app has a few hundred bytes. */
const LINE_MAX_BYTES = 65_536

/**
 * Creates the route that imports user apps, one JSON object per line. Lines are counted from `firstLine`, so
 * that errors of a file's part name the file's line.
 */
export function userAppsImport(deps: Deps) {
  return new Hono<CallerEnv>().post('/', async (c) => {
    requireType(c, 'application/x-ndjson')
    return respondJson(
      c,
      (await importUserApps(deps, received(deps, c), c.req.query('issuer'))) satisfies Imported,
    )
  })
}

/** Yields the user apps, and requires an administrator once all of them have arrived. */
async function* received(deps: Deps, c: Context<CallerEnv>): AsyncGenerator<ImportedUserApp> {
  yield* userApps(c)
  requireAdministrator(await identifyAgain(deps, c))
}

async function* userApps(c: Context): AsyncGenerator<ImportedUserApp> {
  let line = firstLine(c.req.query('firstLine'))
  for await (const bytes of lines(bodyChunks(c))) {
    if (bytes.length > LINE_MAX_BYTES) {
      throw new Refusal('import_line_too_long', { line, maxBytes: LINE_MAX_BYTES })
    }
    const text = decode(bytes, line)
    if (text.trim() !== '') yield parseImportLine(text, line)
    line++
  }
}

function firstLine(text: string | undefined): number {
  return text && /^\d{1,12}$/.test(text) ? Number(text) : 1
}

const NEWLINE = 10

/** Splits the body into lines as it arrives, and stops reading at a line that is too long. */
async function* lines(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array()
  for await (const bytes of body) {
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield joined(rest, bytes.subarray(start, end))
      rest = new Uint8Array()
      start = end + 1
    }
    rest = joined(rest, bytes.subarray(start))
    if (rest.length > LINE_MAX_BYTES) break
  }
  yield rest
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Decodes a line: JSON is UTF-8, RFC 8259 section 8.1. */
function decode(bytes: Uint8Array, line: number): string {
  try {
    return UTF_8.decode(bytes)
  } catch {
    throw new Refusal('import_line_not_json', { line })
  }
}
