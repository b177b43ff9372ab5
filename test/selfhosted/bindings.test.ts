import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import {
  type Case,
  expectedResult,
  SELF_HOSTED,
  type SelfHosted,
} from '../support/bindings/contract-cases.ts'
import { D1_CASES } from '../support/bindings/d1-contract.ts'
import { KV_CASES } from '../support/bindings/kv-contract.ts'
import { commandOf } from '../support/service/runtimes.ts'

type Results = Record<'d1' | 'kv', Record<string, unknown>>

describe.each(SELF_HOSTED)('Over SQLite on %s,', (edition) => {
  const results = runAll(edition)
  test.each(rows('d1', D1_CASES))('%s, in %s.', check)
  test.each(rows('kv', KV_CASES))('%s, in %s.', check)

  function check(title: string, binding: keyof Results, one: Case<never>): void {
    expect(results[binding][title]).toEqual(expectedResult(one, edition))
  }
})

type Row = [title: string, binding: keyof Results, one: Case<never>]

function rows(binding: keyof Results, cases: Record<string, Case<never>>): Row[] {
  return Object.entries(cases).map(([title, one]): Row => [title, binding, one])
}

/** Runs all cases in the edition's runtime. */
function runAll(edition: SelfHosted): Results {
  const [command, ...options] = commandOf(edition, 'test/support/bindings/runner.ts')
  const output = execFileSync(command, options, { encoding: 'utf8' })
  return JSON.parse(output)
}
