import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import * as schema from '../../src/model/schema.ts'
import { DOCUMENTS, firstColumn, proseOf } from './documents.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

test.each(DOCUMENTS)('every relative link of $path leads to a file and a heading', (document) => {
  const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const relative = links.filter((target) => !/^[a-z]+:/.test(target))
  expect(relative.filter((target) => !leadsSomewhere(document.path, target))).toEqual([])
})

test.each(DOCUMENTS)('every npm script that $path names exists', ({ text }) => {
  const named = [...text.matchAll(/npm (?:run (?:-s )?|(?=start|test))([a-z:]+)/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test('docs/configuration.md has every setting, and no other', () => {
  const settings = [...sources('src/platform').matchAll(/^ {4}([A-Z][A-Z_]+): /gm)].map(([, name]) => name)
  const environment = [
    ...sources('src/platform').matchAll(/process\.env\.([A-Z_]+)|const \{ ([A-Z_, ]+) \} = process\.env/g),
  ]
  const read = environment.flatMap(([, one, several = '']) => [one ?? [], several.split(', ')].flat())
  const known = new Set([...settings, ...read].filter(Boolean))
  const documented = firstColumn(page('docs/configuration.md')).filter((name) => /^[A-Z][A-Z_]+$/.test(name))
  expect(documented.toSorted()).toEqual([...known].toSorted())
})

test('docs/architecture.md has every table and column', () => {
  const [, storage = ''] = page('docs/architecture.md').split('## Storage')
  const documented = storage.split('\n### ').flatMap((section) => {
    const [table = '', ...rows] = section.split('\n')
    return firstColumn(rows.join('\n')).map((column) => `${table}.${column}`)
  })
  const tables = Object.values(schema).filter((value) => value instanceof SQLiteTable)
  const columns = tables.flatMap((table) => {
    const { name, columns } = getTableConfig(table)
    return columns.map((column) => `${name}.${column.name}`)
  })
  expect(columns.filter((column) => !documented.includes(column))).toEqual([])
})

test.each([...DOCUMENTS, { path: 'scripts/deploy.ts', text: readFileSync('scripts/deploy.ts', 'utf8') }])(
  '$path pipes no fresh keys into wrangler, which never shows them again',
  ({ text }) => {
    expect(text.match(/run (-s )?keys -- [^\n]*\| *npx/g)).toBeNull()
  },
)

test('the README is short', () => {
  expect(page('README.md').trimEnd().split('\n').length).toBeLessThan(120)
})

function page(path: string): string {
  return DOCUMENTS.find((document) => document.path === path)?.text ?? ''
}

function sources(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#')
  const file = path === '' ? from : join(dirname(from), path)
  if (!existsSync(file)) return false
  return heading === undefined || headingsOf(file).includes(heading)
}

/** Returns the anchors of a document's headings, as GitHub makes them. */
function headingsOf(file: string): string[] {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
