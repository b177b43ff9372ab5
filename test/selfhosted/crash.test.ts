import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('Ten kills during writes lose nothing that was confirmed.', { timeout: 60_000 }, () => {
  const output = execFileSync('npm', ['run', '-s', 'crash', '--', '--rounds', '10'], { encoding: 'utf8' })
  expect(output).toMatch(
    /^After 10 kills the database is intact, and all \d{2,} confirmed applications are stored\.$/m,
  )
})
