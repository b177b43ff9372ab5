import { type Context, Hono } from 'hono'
import { Refusal } from '../../domain/refusal.ts'
import { requireAdministrator } from '../../domain/rights.ts'
import { type ImportedUserApp, importUserApps } from '../../domain/user-apps-import.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { allow } from '../middleware/authenticate.ts'
import { requireType } from '../middleware/body.ts'
import { parseImportLine } from './import-line.ts'

/** What one request may bring. */
export const IMPORT_MAX_BYTES = 8_388_608

/** The longest line: a user app has a few hundred bytes. */
const LINE_MAX_CHARACTERS = 65_536

/** Brings user apps in, one JSON object a line. Lines are counted from `firstLine`, so that a part of a file tells its own. */
export function userAppsImport(deps: Deps) {
  return new Hono<CallerEnv>().post('/', allow(requireAdministrator), async (c) => {
    requireType(c, 'application/x-ndjson')
    return c.json(await importUserApps(deps, userApps(c)))
  })
}

async function* userApps(c: Context): AsyncGenerator<ImportedUserApp> {
  let line = firstLine(c.req.query('firstLine'))
  for await (const text of lines(c.req.raw.body)) {
    if (text.length > LINE_MAX_CHARACTERS) {
      throw new Refusal('import_line_too_long', { line, mostBytes: LINE_MAX_CHARACTERS })
    }
    if (text.trim() !== '') yield parseImportLine(text, line)
    line++
  }
}

function firstLine(text: string | undefined): number {
  return text && /^\d{1,12}$/.test(text) ? Number(text) : 1
}

/** The lines of the body as they arrive; one that is already too long is not waited for. */
async function* lines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  let rest = ''
  for await (const text of decoded(body)) {
    const [first = '', ...others] = text.split('\n')
    rest += first
    for (const other of others) {
      yield rest
      rest = other
    }
    if (rest.length > LINE_MAX_CHARACTERS) break
  }
  yield rest
}

async function* decoded(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  try {
    for await (const bytes of body ?? []) yield decoder.decode(bytes, { stream: true })
    yield decoder.decode()
  } catch (cause) {
    throw cause instanceof TypeError ? new Refusal('body_not_json', undefined, { cause }) : cause
  }
}
