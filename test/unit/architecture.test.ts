import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * The ranks of the folders of `src`. The files that start a process ('.') may import everything; nothing
 * imports them.
 */
const RANKS = {
  lib: 0,
  limiter: 1,
  model: 1,
  domain: 2,
  http: 3,
  platform: 4,
  openapi: 4,
  cli: 5,
  '.': 5,
} as const

/** Names that only some files of `src` may use. */
const RESERVED: { name: string; pattern: RegExp; allowedIn: RegExp }[] = [
  {
    name: 'a platform',
    pattern: /['"](?:node|cloudflare|bun):|\b(?:Deno|Bun|process)\.(?=\w)/,
    allowedIn: /^(?:platform|openapi|cli)\/|^[a-z]+\.ts$/,
  },
  { name: 'drizzle', pattern: /from 'drizzle-orm/, allowedIn: /^model\// },
  { name: 'Hono', pattern: /from 'hono/, allowedIn: /^http\// },
]

/** The files of `src` that the console may import at run time, and those with types for it. */
const SHARED_WITH_CONSOLE = /^src\/(lib\/|model\/user-app-fields\.ts$|http\/paths\.ts$)/
const TYPES_FOR_CONSOLE = /^src\/http\/[\w-]+\/responses\.ts$/

/**
 * The files of `src` that only describe the API. `openapi/descriptions.ts` loads each description by its
 * path, so that the worker contains none of them.
 */
const DESCRIPTION = /^http\/[\w-]+\/description\.ts$/
const DESCRIBING = /^http\/(describe\/[\w-]+|[\w-]+\/(description|described-schemas))\.ts$/

type Source = { file: string; text: string }
type Import = { from: string; to: string; isTypeOnly: boolean }

const files = sources('src', /\.ts$/)

describe('imports', () => {
  test.each(files)('of $file go to lower ranks or stay in its folder', (source) => {
    expect(importsOf(source).filter(isUpward).map(sentence)).toEqual([])
  })

  test.each([
    ['model/x.ts', "import { y } from '../http/y.ts'", ['model/x.ts may not import http/y.ts']],
    ['model/x.ts', "import type { Y } from '../limiter/y.ts'", ['model/x.ts may not import limiter/y.ts']],
    ['limiter/x.ts', "import { y } from '../model/y.ts'", ['limiter/x.ts may not import model/y.ts']],
    ['lib/a/x.ts', "export * from '../../domain/y.ts'", ['lib/a/x.ts may not import domain/y.ts']],
    ['http/x.ts', "await import('../node.ts')", ['http/x.ts may not import node.ts']],
    ['http/a/x.ts', "import { y } from '../../domain/y.ts'", []],
    ['http/a/x.ts', "import { y } from '../b/y.ts'", []],
    ['node.ts', "import './platform/y.ts'", []],
  ])('are checked: %s with %s', (file, text, sentences) => {
    expect(importsOf({ file, text }).filter(isUpward).map(sentence)).toEqual(sentences)
  })
})

describe('the ranks', () => {
  test('name every folder of src, and no other', () => {
    const folders = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(Object.keys(RANKS).sort()).toEqual(['.', ...folders].sort())
  })
})

describe('descriptions of endpoints', () => {
  test('are imported by no file, and their helpers only by descriptions and openapi', () => {
    const imports = files.flatMap(importsOf)
    expect(files.filter(({ file }) => DESCRIPTION.test(file))).not.toEqual([])
    expect(imports.filter((one) => !keepsDescriptionsOut(one)).map(sentence)).toEqual([])
  })

  test.each([
    ['http/app.ts', "import { description } from './caller/description.ts'", false],
    ['http/app.ts', "import type { Description } from './caller/description.ts'", false],
    ['openapi/document.ts', "import { description } from '../http/caller/description.ts'", false],
    ['http/a/routes.ts', "import { jsonSchema } from '../describe/schemas.ts'", false],
    ['http/a/routes.ts', "import { SCHEMAS } from './described-schemas.ts'", false],
    ['http/a/description.ts', "import { SCHEMAS } from './described-schemas.ts'", true],
    ['http/a/described-schemas.ts', "import { jsonSchema } from '../describe/schemas.ts'", true],
    ['openapi/document.ts', "import { parameter } from '../http/describe/parameters.ts'", true],
    ['http/a/routes.ts', "import { Row } from './schemas.ts'", true],
  ])('are checked: %s with %s', (file, text, isAllowed) => {
    expect(importsOf({ file, text }).map(keepsDescriptionsOut)).toEqual([isAllowed])
  })
})

describe('the console', () => {
  test('imports only the library, the paths, the filterable fields and the types of responses from src', () => {
    const imports = sources('console', /\.tsx?$/)
      .map(({ file, text }) => ({ file: join('console', file), text }))
      .flatMap(importsOf)
    expect(imports.filter((one) => !isAllowedInConsole(one)).map(sentence)).toEqual([])
  })

  test.each([
    ["import { parse } from '../src/lib/filter/parse.ts'", true],
    ["import { PATHS } from '../src/http/paths.ts'", true],
    ["import { FIELDS } from '../src/model/user-app-fields.ts'", true],
    ["import { connect } from '../src/model/database.ts'", false],
    ["import type { A } from '../src/http/user-apps/responses.ts'", true],
    ["import type {\n  A,\n  B,\n} from '../src/http/user-apps/responses.ts'", true],
    ["export type { A } from '../src/http/user-apps/responses.ts'", true],
    ["import { A } from '../src/http/user-apps/responses.ts'", false],
    ["import { type A } from '../src/http/user-apps/responses.ts'", false],
    ["import type { A } from '../src/http/user-apps/routes.ts'", false],
    ["import '../src/domain/y.ts'", false],
  ])('is checked: %s', (text, isAllowed) => {
    expect(importsOf({ file: 'console/x.ts', text }).map(isAllowedInConsole)).toEqual([isAllowed])
  })
})

describe('names', () => {
  test.each(RESERVED)('of $name appear only in their folders', ({ pattern, allowedIn }) => {
    const others = files.filter(({ file }) => !allowedIn.test(file))
    expect(others.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([])
  })

  test('of files are never index or utils', () => {
    expect(files.map(({ file }) => file).filter((file) => /(^|\/)(index|utils?)\.ts$/.test(file))).toEqual([])
  })
})

function sources(folder: string, name: RegExp): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

/**
 * Lists the relative imports and re-exports of a file. `import { type A }` is not type-only: it loads the
 * file.
 */
function importsOf({ file: from, text }: Source): Import[] {
  const statements =
    /\b(?:(?:import|export)\s+(?<type>type\s+)?[\w\s{},*$]*?\bfrom|import)\s*\(?\s*'(?<path>\.[^']+)'/g
  return [...text.matchAll(statements)].map(({ groups = {} }) => {
    const to = relative('.', join(dirname(from), groups.path ?? ''))
    return { from, to, isTypeOnly: groups.type !== undefined }
  })
}

function isUpward({ from, to }: Import): boolean {
  return rank(to) > rank(from) || (rank(to) === rank(from) && folderOf(to) !== folderOf(from))
}

/** Whether an import leaves the descriptions out of what runs. */
function keepsDescriptionsOut({ from, to }: Import): boolean {
  if (DESCRIPTION.test(to)) return false
  return !DESCRIBING.test(to) || DESCRIBING.test(from) || from.startsWith('openapi/')
}

function isAllowedInConsole({ to, isTypeOnly }: Import): boolean {
  if (!to.startsWith('src/')) return true
  return SHARED_WITH_CONSOLE.test(to) || (isTypeOnly && TYPES_FOR_CONSOLE.test(to))
}

function rank(file: string): number {
  const folder = folderOf(file)
  if (!(folder in RANKS)) throw new Error(`${file} has no rank. Add its folder to RANKS.`)
  return RANKS[folder as keyof typeof RANKS]
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
}

function sentence({ from, to }: Import): string {
  return `${from} may not import ${to}`
}
