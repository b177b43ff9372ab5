import { parseArgs } from 'node:util'
import { startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings } from '../support/service/settings.ts'
import { pinCores } from './cores.ts'
import { JOBS, type Subject } from './jobs.ts'
import { startLatchkey, type World } from './latchkey.ts'
import { main } from './main.ts'
import { startBetterAuth } from './peers/better-auth.ts'
import { startOidcProvider } from './peers/oidc-provider.ts'
import { figure, type Runs, ratios, table } from './ratios.ts'
import { makeStock } from './stock.ts'
import { byTurns, QUICK_TURNS, TURNS } from './turns.ts'

/**
 * `npm run bench`: compares our editions with the floor and with alternatives; prints a line of JSON per
 * figure, and a table of ratios. A wrong response fails the run, a slow one does not. `--only node,floor`
 * leaves out the others; `--quick` uses 20,000 user apps instead of a million, and shorter runs. Linux only.
 */

const SUBJECTS: Record<string, (world: World) => Promise<Subject | undefined>> = {
  node: (world) => startLatchkey('node', world),
  bun: (world) => startLatchkey('bun', world),
  deno: (world) => startLatchkey('deno', world),
  floor: (world) => startLatchkey('floor', world),
  'oidc-provider': startOidcProvider,
  'better-auth': startBetterAuth,
}

const NAMES = Object.keys(SUBJECTS)

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, only: { type: 'string', default: NAMES.join(',') } },
})
const rows = options.quick ? 20_000 : 1_000_000
const turns = options.quick ? QUICK_TURNS : TURNS

await main(compare)

async function compare(): Promise<void> {
  const subjects = await start()
  const all: Runs[] = []
  for (const job of JOBS) {
    const runs = await byTurns(subjects, job, turns)
    for (const one of runs) console.log(JSON.stringify(figure(one)))
    all.push(...runs)
  }
  for (const ratio of ratios(all)) console.log(JSON.stringify(ratio))
  console.log(`\n${table(ratios(all))}`)
}

async function start(): Promise<Subject[]> {
  const unknown = only().find((name) => !NAMES.includes(name))
  if (unknown) throw new Error(`${unknown} is none of ${NAMES.join(', ')}.`)
  const prefix = pinCores()
  const issuer = await startIssuer()
  const world = { prefix, rows, issuer, settings: await goodSettings(issuer), stock: makeStock(rows) }
  const subjects: Subject[] = []
  for (const name of only()) {
    const subject = await SUBJECTS[name]?.(world)
    if (subject) subjects.push(subject)
    else console.error(`${name} is left out: it could not be installed.`)
  }
  return subjects
}

function only(): string[] {
  return options.only.split(',')
}
