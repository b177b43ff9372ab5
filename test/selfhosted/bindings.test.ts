import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type Cases, expected, SELF_HOSTED, type SelfHosted } from '../support/contract-cases.ts'
import { D1_CASES } from '../support/d1-contract.ts'
import { KV_CASES } from '../support/kv-contract.ts'
import { commandOf } from '../support/runtimes.ts'

type Outcomes = Record<'d1' | 'kv', Record<string, unknown>>

describe.each(SELF_HOSTED)('Over SQLite on %s,', (edition) => {
  const outcomes = ask(edition)
  const cases: Record<keyof Outcomes, Cases<never>> = { d1: D1_CASES, kv: KV_CASES }
  const all = Object.entries(cases).flatMap(([name, some]) =>
    Object.entries(some).map(([title, one]) => [title, name as keyof Outcomes, one] as const),
  )
  test.each(all)('%s, in %s.', (title, name, one) => {
    expect(outcomes[name][title]).toEqual(expected(one, edition))
  })
})

function ask(edition: SelfHosted): Outcomes {
  const [command, ...options] = commandOf(edition, 'test/support/bindings-runner.ts')
  const output = execFileSync(command, options, { encoding: 'utf8' })
  return JSON.parse(output)
}
