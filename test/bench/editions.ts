import { SELF_HOSTED, type SelfHosted } from '../support/bindings/contract-cases.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import buildServer from '../support/service/build-server.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings } from '../support/service/settings.ts'
import { exchanges } from './client-tasks.ts'
import { newClient } from './latchkey.ts'
import { send } from './load.ts'
import { forEachConnection } from './requests.ts'
import { median } from './statistics.ts'
import { memoryMb } from './usage.ts'

/** `npm run bench -- editions`: measures the start and the memory of each self-hosted edition. Linux only. */

const quick = process.argv.includes('--quick')
const STARTS = quick ? 3 : 7
const EXCHANGES = quick ? 10_000 : 100_000

/** The number of times that memory is measured on the way, since it should not grow. */
const PARTS = 5

await buildServer()
const issuer = await startIssuer()
const variables = await goodSettings(issuer)
const starts = new Map<SelfHosted, number[]>(SELF_HOSTED.map((edition) => [edition, []]))
for (let round = 0; round < STARTS; round++) {
  for (const edition of SELF_HOSTED) starts.get(edition)?.push(await startMs(edition))
}
for (const edition of SELF_HOSTED) {
  const firstResponseMs = median(starts.get(edition) ?? [])
  console.log(
    JSON.stringify({ job: 'edition', edition, firstResponseMs, ...(await memory(edition, issuer)) }),
  )
}
await issuer.stop()
process.exit(0)

/**
 * Measures the time from the start of the process to the first response, in an empty folder, migrations
 * included.
 */
async function startMs(edition: SelfHosted): Promise<number> {
  const started = performance.now()
  const { url, stop } = await launch(edition, { ...variables, DATA_DIR: temporaryFolder() })
  await fetch(`${url}/healthz`)
  const elapsed = performance.now() - started
  await stop()
  return Math.round(elapsed)
}

/** Measures the resident memory after each part of the exchanges, and its peak, in MB. */
async function memory(edition: SelfHosted, { sign }: Issuer) {
  const server = await launch(edition, { ...variables, DATA_DIR: temporaryFolder() })
  const subject = { name: edition, ...server }
  const clients = await forEachConnection(async () => {
    return newClient(server.url, await sign({ claims: { sub: crypto.randomUUID() } }))
  })
  const task = exchanges('/oauth/token', clients)
  const rssMbs: number[] = []
  for (let part = 0; part < PARTS; part++) {
    await send(subject, 'token', task, (responses) => responses >= EXCHANGES / PARTS)
    rssMbs.push(memoryMb(server.pid))
  }
  const peakMb = memoryMb(server.pid, 'VmHWM')
  await server.stop()
  return { exchanges: EXCHANGES, rssMb: rssMbs.at(-1), peakMb, rssMbs }
}
