import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { unstable_readConfig } from 'wrangler'
import { readSettings } from '../src/platform/settings.ts'
import { buildSite } from './build-site.ts'

/**
 * `npm run deploy`: checks the settings, migrates the remote database, deploys. `-- --dry-run` only builds.
 */

/**
 * How each setting that has no default is set. Nothing is read from .dev.vars: its keys stay on this machine.
 */
const REQUIRED: Record<string, string> = {
  ISSUER: 'npx wrangler secret put ISSUER',
  TRUSTED_ISSUERS: 'npx wrangler secret put TRUSTED_ISSUERS',
  SIGNING_KEYS: 'npm run -s keys -- SIGNING_KEYS | npx wrangler secret put SIGNING_KEYS',
  SECRET_PEPPERS: 'npm run -s keys -- SECRET_PEPPERS | npx wrangler secret put SECRET_PEPPERS',
}

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  await buildSite()
  if (values['dry-run']) wrangler('deploy', '--dry-run')
  else deploy()
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

function deploy(): void {
  const { vars, d1_databases, kv_namespaces } = unstable_readConfig({})
  requireId(d1_databases[0]?.database_id, 'database_id', 'npx wrangler d1 create latchkey')
  requireId(kv_namespaces[0]?.id, 'id', 'npx wrangler kv namespace create KV')
  requireSettings(vars, secretNames())
  wrangler('d1', 'migrations', 'apply', 'DB', '--remote')
  wrangler('deploy')
  console.log('Deployed. GET /readyz at its address says whether every part answers.')
}

/** The ids in the repository are zeros: an account has its own. */
function requireId(id: string | undefined, property: string, command: string): void {
  if (id && !/^[0-]+$/.test(id)) return
  throw new Error(`wrangler.toml has no real ${property} below "# ${command}".
Run that command, and write the id that it prints there.`)
}

function requireSettings(vars: Record<string, unknown>, secrets: string[]): void {
  const missing = Object.entries(REQUIRED).filter(([name]) => !vars[name] && !secrets.includes(name))
  if (missing.length > 0) {
    const commands = missing.map(([, command]) => `  ${command}`).join('\n')
    throw new Error(`Not set yet: ${missing.map(([name]) => name).join(', ')}. README.md says what they hold.
Set each, before a first deploy too, since wrangler creates the worker for it:\n${commands}`)
  }
  const settings = readSettings(vars)
  const problems = 'problems' in settings ? settings.problems : []
  const wrong = problems.filter((problem) => !secrets.some((name) => problem.startsWith(name)))
  if (wrong.length > 0) throw new Error(`The [vars] of wrangler.toml are wrong:\n  ${wrong.join('\n  ')}`)
}

/** The names of the worker's secrets; a worker that is not there yet has none. */
function secretNames(): string[] {
  const { status, stdout, stderr } = spawnSync('wrangler', ['secret', 'list'], { encoding: 'utf8' })
  if (status === 0) return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)
  const output = `${stdout}${stderr}`
  if (/Worker "[^"]*" not found/.test(output)) return []
  throw new Error(`Cannot list the secrets of the worker:\n${output.trim()}\nTo log in: npx wrangler login`)
}

function wrangler(...options: string[]): void {
  const { status } = spawnSync('wrangler', options, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`Cannot go on: wrangler ${options.join(' ')} failed.`)
}
