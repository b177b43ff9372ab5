import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('Ten kills in the middle of writes lose nothing that was answered.', { timeout: 60_000 }, () => {
  const output = execFileSync('npm', ['run', '-s', 'crash', '--', '--rounds', '10'], { encoding: 'utf8' })
  expect(output).toMatch(/^After 10 kills the database is whole, and all \d{2,} applications are there\.$/m)
})
