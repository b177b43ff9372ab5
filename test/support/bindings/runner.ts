import { DatabaseSync } from 'node:sqlite'
import { d1OverSqlite } from '../../../src/platform/sqlite/d1.ts'
import { kvOverSqlite } from '../../../src/platform/sqlite/kv.ts'
import { type Cases, runCase } from './contract-cases.ts'
import { D1_CASES, prepareD1 } from './d1-contract.ts'
import { KV_CASES } from './kv-contract.ts'

/**
 * Runs all contract cases in this process's runtime, each on a database of its own, and prints the results as
 * JSON.
 */

async function results<Subject>(
  cases: Cases<Subject>,
  open: () => Promise<Subject>,
): Promise<Record<string, unknown>> {
  const entries: [title: string, result: unknown][] = []
  for (const [title, one] of Object.entries(cases)) entries.push([title, await runCase(one, await open())])
  return Object.fromEntries(entries)
}

function memory(): DatabaseSync {
  return new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
}

async function openD1() {
  const d1 = d1OverSqlite(memory())
  await prepareD1(d1)
  return d1
}

async function openKv() {
  return kvOverSqlite(memory())
}

console.log(JSON.stringify({ d1: await results(D1_CASES, openD1), kv: await results(KV_CASES, openKv) }))
