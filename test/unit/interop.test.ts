import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLIENTS } from '../../scripts/interop/clients.ts'

const rows = readFileSync('docs/interop.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))

test.each(CLIENTS)('docs/interop.md has a passed row of $name, as the script would print it.', (client) => {
  const [name, from, version, program, done, result] =
    rows.find((cells) => cells[3] === `\`${client.program}\``) ?? []
  expect({ name, from, result }).toEqual({ name: client.name, from: client.from, result: 'passed' })
  if (client.from === 'npm') expect(client.packages[0]).toMatch(new RegExp(`@${version}$`))
  const expected = 'steps' in client ? client.steps : client.algorithms
  expect(done).toContain(expected.join(', '))
  expect(program).toBeDefined()
})

test('Every program of the interop script belongs to a client.', () => {
  const known = CLIENTS.flatMap(({ program, files = [] }) => [program, ...files])
  expect(readdirSync('scripts/interop/programs').toSorted()).toEqual(known.toSorted())
})
