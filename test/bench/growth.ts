import { createPeppers, hashSecret, newSecret } from '../../src/domain/secrets.ts'
import { startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings } from '../support/service/settings.ts'
import { exchanges } from './client-tasks.ts'
import { pinCores } from './cores.ts'
import { id } from './fill.ts'
import type { Subject } from './jobs.ts'
import { startLatchkey, type World } from './latchkey.ts'
import { main } from './main.ts'
import { figure, type Runs } from './ratios.ts'
import { median, rounded } from './statistics.ts'
import { makeStock } from './stock.ts'
import { byTurns, QUICK_TURNS, TURNS } from './turns.ts'

/**
 * `npm run bench -- growth`: measures an exchange, a create and a first page on Node with a thousand
 * applications and user apps, and with a million (`--quick`: 100,000). The rows that creates add are
 * negligible: an owner has at most 20.
 */

const quick = process.argv.includes('--quick')
const SIZES = [1_000, quick ? 100_000 : 1_000_000]
const JOBS = ['token', 'list', 'create'] as const

/** The number of clients that exchange, out of all clients. */
const CLIENTS = 1_000

await main(measure)

async function measure(): Promise<void> {
  const subjects = await start()
  for (const job of JOBS) {
    const runs = await byTurns(subjects, job, quick ? QUICK_TURNS : TURNS)
    for (const one of runs) {
      const { edition, ...figures } = figure(one)
      console.log(JSON.stringify({ edition: 'node', applications: Number(edition), ...figures }))
    }
    console.log(JSON.stringify({ growth: SIZES.join(' to '), job, cpu: growth(runs), goal: 1.2 }))
  }
}

/** Returns the median of the ratios of all rounds. */
function growth([small, large]: Runs[]): number {
  const ratios = large?.runs.map((run, round) => run.cpuMicros / (small?.runs[round]?.cpuMicros ?? 0))
  return rounded(median(ratios ?? []), 2)
}

async function start(): Promise<Subject[]> {
  const prefix = pinCores()
  const issuer = await startIssuer()
  const settings = await goodSettings(issuer)
  const secret = newSecret()
  const stored = await hashSecret(createPeppers(JSON.parse(settings.SECRET_PEPPERS ?? '')), secret)
  const subjects: Subject[] = []
  for (const rows of SIZES) {
    subjects.push(await startOn({ prefix, rows, issuer, settings, stock: makeStock(rows, stored) }, secret))
  }
  return subjects
}

/** Starts a server on a database of a size, which is its name. Its clients are spread over all rows. */
async function startOn(world: World, secret: string): Promise<Subject> {
  const subject = await startLatchkey('node', world)
  const clients = Array.from({ length: CLIENTS }, (_, n) => {
    return { client_id: id('client', (n * world.rows) / CLIENTS), client_secret: secret }
  })
  const tasks = { ...subject.tasks, token: async () => exchanges('/oauth/token', clients) }
  return { ...subject, name: `${world.rows}`, tasks }
}
