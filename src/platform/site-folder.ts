import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Assets } from '../http/env.ts'
import { lazily } from '../lib/lazily.ts'

/** The folder that `npm run build` writes the site into; it does not depend on the working directory. */
export const SITE_FOLDER = join(import.meta.dirname, '../../dist/site')

/** Content types of the site's files. Any other file is served as plain text, which browsers do not run. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Matches an Accept-Encoding that names gzip without a weight of zero. */
const GZIP = /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i

/**
 * Serves the files that are in the folder at the start. A path is looked up in a map, so that it cannot leave
 * the folder.
 */
export function siteFolder(folder = SITE_FOLDER): Assets {
  const responders = new Map(existsSync(folder) ? respondersOf(folder) : [])
  return async function find(path, encodings = '') {
    return responders.get(path)?.(GZIP.test(encodings))
  }
}

type Responder = (isCompressed: boolean) => Promise<Response>

function respondersOf(folder: string): [path: string, responder: Responder][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [
      `/${relative(folder, file).replaceAll(sep, '/')}`,
      responder(readFileSync(file), extname(file)),
    ])
}

/** Makes the responder of a file. The file is compressed once, at its first request; fonts already are. */
function responder(bytes: Buffer<ArrayBuffer>, extension: string): Responder {
  const type = TYPES[extension] ?? 'text/plain; charset=utf-8'
  const tag = lazily(async () => `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`)
  const compressed = lazily(() => promisify(gzip)(bytes))
  return async function respond(isCompressed) {
    const headers = { 'Content-Type': type, ETag: await tag(), Vary: 'Accept-Encoding' }
    if (!isCompressed || extension === '.woff2') return new Response(bytes, { headers })
    return new Response(await compressed(), { headers: { ...headers, 'Content-Encoding': 'gzip' } })
  }
}
