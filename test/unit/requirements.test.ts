import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** A row of the table: a requirement, its section, and a test by file and title. */
const ROW = /^\| ([^|]+) \| ([^|]+) \| `([\w/-]+)` "(.+)" \|$/

const lines = readFileSync('test/contract/requirements.md', 'utf8').split('\n')
const rows = lines
  .filter((line) => line.startsWith('| ') && !line.startsWith('| requirement'))
  .map((line) => ROW.exec(line)?.slice(1, 5) ?? ['', '', '', line])
  .map(([requirement = '', where = '', file = '', title = '']) => ({ requirement, where, file, title }))

test.each(rows)('$requirement ($where) has a test.', ({ where, file, title }) => {
  expect(where).toMatch(/^\d{4} sections? \d|^\(ours\)$/)
  const text = readFileSync(`test/${file}.test.ts`, 'utf8')
  expect([`'${title}'`, `\`${title}\``].filter((quoted) => text.includes(quoted))).toHaveLength(1)
})

test('The table has rows, and no requirement twice.', () => {
  const named = rows.map(({ requirement, where }) => `${requirement} ${where}`)
  expect(named.length).toBeGreaterThan(40)
  expect(new Set(named).size).toBe(named.length)
})
