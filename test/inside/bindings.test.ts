import { describe, expect, test } from 'vitest'
import { type Cases, outcome } from '../support/contract-cases.ts'
import { D1_CASES, prepareD1 } from '../support/d1-contract.ts'
import { KV_CASES, prepareKv } from '../support/kv-contract.ts'
import { DB, KV } from './support.ts'

/** What the self-hosted editions imitate, as it is: so that the contract says what Cloudflare does. */
holds('D1', D1_CASES, DB, prepareD1)
holds('KV', KV_CASES, KV, prepareKv)

function holds<Subject>(
  name: string,
  cases: Cases<Subject>,
  subject: Subject,
  prepare: (subject: Subject) => Promise<void>,
): void {
  describe(`In the real local ${name},`, () => {
    test.each(Object.entries(cases))('%s.', async (_, one) => {
      await prepare(subject)
      expect(await outcome(one, subject)).toEqual(one.answer)
    })
  })
}
