import { describe, expect, test } from 'vitest'
import { type Cases, runCase } from '../support/bindings/contract-cases.ts'
import { D1_CASES, prepareD1 } from '../support/bindings/d1-contract.ts'
import { KV_CASES } from '../support/bindings/kv-contract.ts'
import { DB, KV } from './support.ts'

/**
 * Holds the contract to the real local D1 and KV, so that it describes Cloudflare and not our own versions.
 */
contract('D1', D1_CASES, DB, () => prepareD1(DB))
contract('KV', KV_CASES, KV, deleteEntries)

function contract<Subject>(
  name: string,
  cases: Cases<Subject>,
  subject: Subject,
  prepare: () => Promise<void>,
): void {
  describe(`In the real local ${name},`, () => {
    test.each(Object.entries(cases))('%s.', async (_, one) => {
      await prepare()
      expect(await runCase(one, subject)).toEqual(one.result)
    })
  })
}

async function deleteEntries(): Promise<void> {
  const { keys } = await KV.list()
  for (const { name } of keys) await KV.delete(name)
}
