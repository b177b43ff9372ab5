import { DatabaseSync } from 'node:sqlite'
import { d1OverSqlite } from '../../src/platform/sqlite/d1.ts'
import { kvOverSqlite } from '../../src/platform/sqlite/kv.ts'
import { type Cases, outcome } from './contract-cases.ts'
import { D1_CASES, prepareD1 } from './d1-contract.ts'
import { KV_CASES, prepareKv } from './kv-contract.ts'

/** Asks all cases in the runtime that runs it, and prints the outcomes as JSON. */

async function outcomes<Subject>(
  cases: Cases<Subject>,
  subject: Subject,
  prepare: (subject: Subject) => Promise<void>,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(cases)) {
    await prepare(subject)
    found[name] = await outcome(one, subject)
  }
  return found
}

const memory = () => new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
const d1 = await outcomes(D1_CASES, d1OverSqlite(memory()), prepareD1)
const kv = await outcomes(KV_CASES, kvOverSqlite(memory()), prepareKv)
console.log(JSON.stringify({ d1, kv }))
