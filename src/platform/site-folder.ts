import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Assets } from '../http/env.ts'
import { lazily } from '../lib/lazily.ts'

/** Where `npm run build` puts the site, from wherever the service is started. */
export const SITE_FOLDER = join(import.meta.dirname, '../../dist/site')

/** What a site is made of; anything else would be text that browsers may not run. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Named, and not with a weight of zero. */
const GZIP = /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i

/** Serves the files that are in the folder now, and no others: a path is looked up, never walked. */
export function siteFolder(folder = SITE_FOLDER): Assets {
  const files = new Map(existsSync(folder) ? filesOf(folder) : [])
  return async function find(path, encodings = '') {
    return files.get(path)?.(GZIP.test(encodings))
  }
}

function filesOf(folder: string): [path: string, answer: Answer][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [
      `/${relative(folder, file).replaceAll(sep, '/')}`,
      answerer(readFileSync(file), extname(file)),
    ])
}

type Answer = (compressed: boolean) => Promise<Response>

/** Compressed once, when first asked for: fonts are already. */
function answerer(bytes: Buffer<ArrayBuffer>, extension: string): Answer {
  const type = TYPES[extension] ?? 'text/plain; charset=utf-8'
  const tag = lazily(async () => `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`)
  const small = lazily(() => promisify(gzip)(bytes))
  return async function answer(compressed) {
    const headers = { 'Content-Type': type, ETag: await tag(), Vary: 'Accept-Encoding' }
    if (!compressed || extension === '.woff2') return new Response(bytes, { headers })
    return new Response(await small(), { headers: { ...headers, 'Content-Encoding': 'gzip' } })
  }
}
