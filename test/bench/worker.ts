import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import build, { BUNDLE } from '../support/service/build-worker.ts'
import { temporaryFolder } from '../support/service/self-hosted.ts'
import { exchanges } from './client-tasks.ts'
import { pinCores } from './cores.ts'
import type { Task } from './jobs.ts'
import { load } from './load.ts'
import { main } from './main.ts'
import { prepareWorkerd } from './raw-workerd.ts'
import { fetchBody } from './requests.ts'
import { median, rounded } from './statistics.ts'
import { recordExchanges } from './worker-recording.ts'

/**
 * `npm run bench -- worker`: measures our own code in workerd, with a D1 and a KV in memory, against a bare
 * response of Hono; the time from the start of the process to the first response of both; and the size of the
 * deployed worker.
 */

const { starts, rounds, seconds } = process.argv.includes('--quick')
  ? { starts: 5, rounds: 3, seconds: 1 }
  : { starts: 15, rounds: 7, seconds: 4 }

await main(measure)

async function measure(): Promise<void> {
  const prefix = pinCores()
  await build()
  const { clients, bindings } = await recordExchanges()
  const task = exchanges('/oauth/token', clients)
  const workers = {
    latchkey: prepareWorkerd({ bundle: bundled('worker-entry'), bindings }, prefix),
    hono: prepareWorkerd({ bundle: bundled('worker-bare'), bindings: {} }, prefix),
  }
  await firstResponses(workers, task)
  await exchangeCpu(workers, task)
  const gzipBytes = gzipSync(readFileSync(BUNDLE)).length
  report({ job: 'worker size', gzipKb: rounded(gzipBytes / 1000, 1), goalKb: 120 })
}

type Workers = Record<'latchkey' | 'hono', ReturnType<typeof prepareWorkerd>>

/** Bundles a worker like a deployment. */
function bundled(name: string): string {
  const folder = temporaryFolder()
  const options = ['deploy', `test/bench/${name}.ts`, '--dry-run', '--minify', '--outdir', folder]
  execFileSync('wrangler', options, { stdio: 'pipe' })
  return join(folder, `${name}.js`)
}

/** Measures the time from the start of the process to an exchange, in turn. */
async function firstResponses(workers: Workers, task: Task): Promise<void> {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < starts; round++) {
    ours.push(await firstResponseMs(workers.latchkey, task))
    bare.push(await firstResponseMs(workers.hono, task))
  }
  const above = median(ours.map((elapsed, round) => elapsed - (bare[round] ?? 0)))
  report({
    job: 'worker start',
    firstResponseMs: rounded(median(ours)),
    honoMs: rounded(median(bare)),
    aboveMs: rounded(above),
    goalMs: 40,
  })
}

async function firstResponseMs(start: Workers['hono'], { requests }: Task): Promise<number> {
  const began = performance.now()
  const { url, stop } = await start()
  await fetchBody(url, requests(0)[0] ?? {})
  const elapsed = performance.now() - began
  await stop()
  return elapsed
}

async function exchangeCpu(workers: Workers, task: Task): Promise<void> {
  const [ours, bare] = [await workers.latchkey(), await workers.hono()]
  const run = async (name: string, server: typeof ours) =>
    (await load({ name, tasks: {}, ...server }, 'token', task, seconds)).cpuMicros
  const rows: { ours: number; bare: number }[] = []
  // The first round is the warm-up.
  for (let round = 0; round <= rounds; round++) {
    const row = { ours: await run('latchkey', ours), bare: await run('hono', bare) }
    if (round > 0) rows.push(row)
  }
  report({
    job: 'worker exchange',
    cpuMicros: rounded(median(rows.map((row) => row.ours))),
    honoCpuMicros: rounded(median(rows.map((row) => row.bare))),
    aboveMicros: rounded(median(rows.map((row) => row.ours - row.bare))),
    goalMicros: 250,
  })
}

function report(figures: object): void {
  console.log(JSON.stringify(figures))
}
