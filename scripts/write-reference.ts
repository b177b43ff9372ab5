import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PATHS } from '../src/http/paths.ts'

const SOURCE = 'console/reference'
const { resolve } = createRequire(import.meta.url)

/**
 * Writes the page of the API reference into the folder, and its files next to the console's, named by their
 * hashes.
 */
export async function writeReference(folder: string): Promise<void> {
  const parts = {
    'purify.js': readFileSync(resolve('dompurify/purify.min.js'), 'utf8'),
    'scalar.js': await scalar(),
    'start.js': read('start.js'),
    'style.css': read('style.css'),
  }
  let page = read('index.html')
  for (const [name, text] of Object.entries(parts)) {
    const path = `assets/${hashed(name, text)}`
    write(join(folder, path), text)
    page = page.replace(`"${name}"`, `"/${path}"`)
  }
  write(join(folder, 'docs/index.html'), page)
}

type Route = { url: string; handler: (request: unknown, reply: unknown) => void }

/**
 * Returns Scalar's bundle as its plugin for Fastify serves it: every other package with it has 260
 * dependencies.
 */
async function scalar(): Promise<string> {
  const { default: plugin } = await import('@scalar/fastify-api-reference')
  const routes: Route[] = []
  const fastify = { route: (route: Route) => routes.push(route) }
  plugin(fastify as never, { configuration: { url: PATHS.openApi } }, () => {})
  return new Promise((done) => {
    const reply = { header: () => reply, send: done }
    routes.find(({ url }) => url.endsWith('.js'))?.handler(undefined, reply)
  })
}

function read(name: string): string {
  return readFileSync(join(SOURCE, name), 'utf8')
}

function write(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

/** Returns a name with the content's hash: `start-1a2b3c4d.js` for `start.js`. */
function hashed(name: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return name.replace('.', `-${hash}.`)
}
