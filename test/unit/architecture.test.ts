import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Imports go down or stay. What starts a process knows everything and is known by nothing. */
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

/** What only one place may name, and where. */
const RESERVED: [what: string, pattern: RegExp, where: RegExp][] = [
  [
    'a platform',
    /['"](?:node|cloudflare|bun):|\b(?:Deno|Bun|process)\.(?=\w)/,
    /^(?:platform|cli|openapi)\/|^[a-z]+\.ts$/,
  ],
  ['drizzle', /from 'drizzle-orm/, /^model\//],
  ['Hono', /from 'hono/, /^http\//],
]

const files = sources('src', /\.ts$/)

function sources(folder: string, name: RegExp): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

describe('imports', () => {
  test.each(files)('of $file go down or stay in their rank', ({ file, text }) => {
    expect(edges(file, text).filter(goesUp).map(sentence)).toEqual([])
  })

  test.each([
    ['model/x.ts', "import { y } from '../http/y.ts'", ['model/x.ts may not import http/y.ts']],
    ['lib/a/x.ts', "export * from '../../domain/y.ts'", ['lib/a/x.ts may not import domain/y.ts']],
    ['http/a/x.ts', "import { y } from '../../domain/y.ts'", []],
  ])('are judged: %s with %s', (file, text, sentences) => {
    expect(edges(file, text).filter(goesUp).map(sentence)).toEqual(sentences)
  })
})

test('the console knows of the service only what it is told over HTTP, and the filter language', () => {
  const allowed = /^src\/(lib\/|model\/user-app-fields\.ts$)/
  const strays = sources('console', /\.tsx?$/)
    .flatMap(({ file, text }) => edges(join('console', file), text))
    .filter(({ to }) => to.startsWith('src/') && !allowed.test(to))
  expect(strays).toEqual([])
})

describe('names', () => {
  test.each(RESERVED)('of %s stay in their place', (_, pattern, where) => {
    const strays = files.filter(({ file, text }) => pattern.test(text) && !where.test(file))
    expect(strays.map(({ file }) => file)).toEqual([])
  })

  test('are none of a barrel', () => {
    expect(files.map(({ file }) => file).filter((file) => /(^|\/)(index|utils?)\.ts$/.test(file))).toEqual([])
  })
})

type Edge = { from: string; to: string }

function edges(from: string, text: string): Edge[] {
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) => target ?? '')
  return targets.map((target) => ({ from, to: relative('.', join(dirname(from), target)) }))
}

function goesUp({ from, to }: Edge): boolean {
  return rank(to) > rank(from)
}

function rank(file: string): number {
  const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
  if (!(folder in RANKS)) throw new Error(`${file} is in no rank`)
  return RANKS[folder as keyof typeof RANKS]
}

function sentence({ from, to }: Edge): string {
  return `${from} may not import ${to}`
}
