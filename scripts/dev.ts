import { spawn, spawnSync } from 'node:child_process'
import { offerHelp } from '../src/cli/help.ts'
import { PATHS } from '../src/http/paths.ts'
import { firstSteps } from '../src/platform/first-steps.ts'
import { ensureLocalKeys } from '../src/platform/local-keys.ts'
import { keepFilesPrivate } from '../src/platform/private-files.ts'
import { buildSite } from './build-site.ts'

/** `npm run dev`: local keys, local database, and the service in workerd on a loopback address. */

offerHelp(`Usage: npm run dev
Serves in workerd on http://127.0.0.1:8787, with keys and a database of this machine, which it creates. PORT names another
port.`)
const [unknown] = process.argv.slice(2)
if (unknown !== undefined) {
  console.error(
    `Unknown option ${JSON.stringify(unknown)}. There are no options; PORT=8790 npm run dev serves on that port.`,
  )
  process.exit(1)
}

const port = process.env.PORT ?? '8787'
const url = `http://127.0.0.1:${port}`

keepFilesPrivate()
await Promise.all([ensureLocalKeys(), buildSite()])
migrate()
serve()
await announceWhenReady()

function migrate(): void {
  const { status, stdout, stderr } = spawnSync('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local'], {
    env: { ...process.env, CI: 'true' },
    encoding: 'utf8',
  })
  if (status === 0) return
  console.error(`Cannot migrate the local database:\n${stdout}${stderr}`)
  process.exit(1)
}

/**
 * Starts wrangler in a process group of its own, which ends with this process: wrangler
 * alone would leave workerd running.
 */
function serve(): void {
  const options = [
    '--ip',
    '127.0.0.1',
    '--port',
    port,
    '--var',
    `ISSUER:${url}`,
    '--show-interactive-dev-session=false',
  ]
  const wrangler = spawn('wrangler', ['dev', ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  wrangler.on('exit', (status) => process.exit(status ?? 1))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (wrangler.pid) process.kill(-wrangler.pid, signal)
      process.exit(0)
    })
  }
}

async function announceWhenReady(): Promise<void> {
  while (!(await isAlive())) await new Promise((resolve) => setTimeout(resolve, 200))
  console.log(firstSteps(url))
}

async function isAlive(): Promise<boolean> {
  try {
    return (await fetch(`${url}${PATHS.health}`)).ok
  } catch {
    return false
  }
}
