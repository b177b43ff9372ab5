import { readFileSync } from 'node:fs'
import { exchange, newApplication } from '../support/client.ts'
import { SELF_HOSTED, type SelfHosted } from '../support/contract-cases.ts'
import { type Issuer, startIssuer } from '../support/issuer.ts'
import { launch, temporaryFolder } from '../support/self-hosted.ts'
import { goodSettings, type Service } from '../support/service.ts'

/** `npm run bench -- editions`: how soon each self-hosted edition answers, and what it holds after its exchanges. Linux only. */

const quick = process.argv.includes('--quick')
const STARTS = quick ? 3 : 7
const EXCHANGES = quick ? 2_000 : 10_000
const AT_ONCE = 8

const issuer = await startIssuer()
const variables = await goodSettings(issuer)
const starts = new Map<SelfHosted, number[]>(SELF_HOSTED.map((edition) => [edition, []]))
for (let round = 0; round < STARTS; round++) {
  for (const edition of SELF_HOSTED) starts.get(edition)?.push(await startMs(edition))
}
for (const edition of SELF_HOSTED) {
  const firstAnswerMs = starts.get(edition)?.toSorted((a, b) => a - b)[Math.floor(STARTS / 2)]
  console.log(JSON.stringify({ job: 'edition', edition, firstAnswerMs, ...(await memory(edition, issuer)) }))
}
await issuer.stop()
process.exit(0)

/** From the start of the process to the first answer, on an empty folder: the migrations are in it. */
async function startMs(edition: SelfHosted): Promise<number> {
  const started = performance.now()
  const { url, stop } = await launch(edition, { ...variables, DATA_DIR: temporaryFolder() })
  await fetch(`${url}/healthz`)
  const spent = performance.now() - started
  await stop()
  return Math.round(spent)
}

/** Resident memory after the exchanges, and the most that it ever was, in MB. */
async function memory(edition: SelfHosted, { sign }: Issuer) {
  const { pid, url, stop } = await launch(edition, { ...variables, DATA_DIR: temporaryFolder() })
  const service = { fetch: (path: string, init?: RequestInit) => fetch(url + path, init) } as Service
  const application = await newApplication(service, await sign())
  for (let done = 0; done < EXCHANGES; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => exchange(service, application)))
  }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_000)
  await stop()
  return { exchanges: EXCHANGES, rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') }
}
