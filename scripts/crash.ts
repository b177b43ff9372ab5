import { spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { offerHelp } from '../src/cli/help.ts'
import { PATHS } from '../src/http/paths.ts'
import { checkWhole } from '../src/platform/sqlite/file.ts'
import { DATABASE_FILE } from '../src/platform/sqlite/store.ts'
import { localToken } from './local-token.ts'

/**
 * `npm run crash`: kills the service with SIGKILL while it writes, again and again on one database, and
 * checks what was stored.
 */

const WRITERS = 8

/** The editions in turn, so that each recovers the database of another. */
const SCRIPTS = ['start', 'start:bun', 'start:deno']

offerHelp(`Usage: npm run crash [-- --rounds 100]
Kills the service while it writes, in each round, and checks that everything it confirmed is stored.`)

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' } } })
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const folder = mkdtempSync(join(tmpdir(), 'latchkey-crash-'))
const confirmed = new Set<string>()

for (let round = 1; round <= Number(values.rounds); round++) {
  const script = SCRIPTS[round % SCRIPTS.length] as string
  const service = await start(script)
  const [found, confirmedBefore] = [examine(), confirmed.size]
  const writing = Array.from({ length: WRITERS }, (_, writer) => write(service.url, `${round}-${writer}`))
  while (confirmed.size === confirmedBefore) await sleep(5)
  await sleep(Math.random() * 300)
  service.kill()
  await Promise.all([...writing, service.ended])
  console.log(`${round}: after npm run ${script}: ${found} applications, ${confirmed.size} confirmed so far`)
}
examine()
rmSync(folder, { recursive: true })
console.log(
  `After ${values.rounds} kills the database is intact, and all ${confirmed.size} confirmed applications are stored.`,
)

type Running = { url: string; kill: () => void; ended: Promise<unknown> }

async function start(script: string): Promise<Running> {
  const output = join(folder, 'output')
  const limits = { api: { capacity: 1e6 }, unauthenticated: { capacity: 1e6 } }
  const unset = { ISSUER: '', TRUSTED_ISSUERS: '', HOST: '' }
  const variables = { ...unset, PORT: '0', DATA_DIR: folder, APPLICATIONS_PER_USER_MAX: '1000' }
  const child = spawn(`${scripts[script]} --development`, {
    shell: true,
    env: { ...process.env, ...variables, RATE_LIMITS: JSON.stringify(limits) },
    detached: true,
    stdio: ['ignore', openSync(output, 'w'), 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const kill = () =>
    void (child.exitCode ?? child.signalCode ?? process.kill(-(child.pid as number), 'SIGKILL'))
  process.once('exit', kill)
  for (;;) {
    const url = /ready on (\S+)/.exec(readFileSync(output, 'utf8'))?.[1]
    if (url) return { url, kill, ended }
    if (child.exitCode !== null) throw new Error(`Cannot restart by npm run ${script}`)
    await sleep(10)
  }
}

/** Creates applications until the service stops responding, and records each that got 201. */
async function write(url: string, writer: string): Promise<void> {
  const headers = {
    Authorization: `Bearer ${await localToken({ sub: writer })}`,
    'Content-Type': 'application/json',
  }
  for (let number = 0; ; number++) {
    const body = JSON.stringify({ name: `app-${number}` })
    try {
      const response = await fetch(url + PATHS.userApplications, { method: 'POST', headers, body })
      const { id } = (await response.json()) as { id: string }
      if (response.status !== 201) throw new RangeError(`A create got status ${response.status}`)
      confirmed.add(id)
    } catch (error) {
      if (error instanceof RangeError) throw error
      return
    }
  }
}

/**
 * Counts the stored applications.
 * @throws if the database is damaged, or a confirmed application is missing
 */
function examine(): number {
  const file = new DatabaseSync(join(folder, DATABASE_FILE), { readOnly: true, timeout: 5_000 })
  checkWhole(file)
  const ids = new Set(
    file
      .prepare('select id from applications')
      .all()
      .map(({ id }) => String(id)),
  )
  const { listed } = file.prepare('select count(*) as listed from user_apps').get() as { listed: number }
  file.close()
  const lost = [...confirmed].filter((id) => !ids.has(id))
  if (lost.length > 0) throw new Error(`Lost: ${lost.join(', ')}`)
  if (listed !== ids.size)
    throw new Error(`Half stored: ${ids.size} applications, ${listed} in the inventory`)
  return ids.size
}
