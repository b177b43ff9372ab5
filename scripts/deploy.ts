import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { unstable_readConfig } from 'wrangler'
import { offerHelp } from '../src/cli/help.ts'
import { PATHS } from '../src/http/paths.ts'
import { readSettings } from '../src/platform/settings.ts'
import { buildSite } from './build-site.ts'

/**
 * `npm run deploy`: checks the settings, migrates the remote database and deploys. `-- --dry-run` only
 * builds.
 */

/**
 * The commands that set each required setting. Keys are written to a file, which the operator keeps, since
 * Workers never show them again. The local keys in .dev.vars are never deployed.
 */
const REQUIRED: Record<string, string[]> = {
  ISSUER: ['npx wrangler secret put ISSUER'],
  TRUSTED_ISSUERS: ['npx wrangler secret put TRUSTED_ISSUERS'],
  SIGNING_KEYS: setKeys('SIGNING_KEYS', 'signing-keys.json'),
  SECRET_PEPPERS: setKeys('SECRET_PEPPERS', 'secret-peppers.json'),
}

offerHelp(`Usage: npm run deploy [-- --dry-run]
Checks the settings, migrates the remote database and deploys to Cloudflare Workers. --dry-run only builds.`)

try {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } })
  await buildSite()
  if (values['dry-run']) wrangler('deploy', '--dry-run')
  else deploy()
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

function setKeys(setting: string, file: string): string[] {
  return [
    `npm run keys -- ${setting} --file ${file}   # keep this file`,
    `npx wrangler secret put ${setting} < ${file}`,
  ]
}

function deploy(): void {
  const { vars, d1_databases, kv_namespaces } = unstable_readConfig({})
  requireId(d1_databases[0]?.database_id, 'database_id', 'npx wrangler d1 create latchkey')
  requireId(kv_namespaces[0]?.id, 'id', 'npx wrangler kv namespace create KV')
  requireSettings(vars, secretNames())
  wrangler('d1', 'migrations', 'apply', 'DB', '--remote')
  wrangler('deploy')
  console.log(`Deployed. GET ${PATHS.readiness} shows whether every component responds.`)
}

/** Requires a real ID: those in the repository are zeros. */
function requireId(id: string | undefined, property: string, command: string): void {
  if (id && !/^[0-]+$/.test(id)) return
  throw new Error(`wrangler.toml has no real ${property} below "# ${command}".
Run that command, and put the ID that it prints there.`)
}

function requireSettings(vars: Record<string, unknown>, secrets: string[]): void {
  const missing = Object.entries(REQUIRED).filter(([name]) => !vars[name] && !secrets.includes(name))
  if (missing.length > 0) {
    const commands = missing.flatMap(([, commands]) => commands.map((command) => `  ${command}`)).join('\n')
    throw new Error(`Not set yet: ${missing.map(([name]) => name).join(', ')}. docs/deploy-cloudflare.md describes them.
Set each of them now, also before the first deployment, since wrangler creates the worker for it:\n${commands}`)
  }
  const settings = readSettings(vars)
  const problems = 'problems' in settings ? settings.problems : []
  const wrong = problems.filter((problem) => !secrets.some((name) => problem.startsWith(name)))
  if (wrong.length > 0) throw new Error(`The [vars] of wrangler.toml are invalid:\n  ${wrong.join('\n  ')}`)
}

/** Returns the names of the worker's secrets, an empty list before the first deployment. */
function secretNames(): string[] {
  const { status, stdout, stderr } = spawnSync('wrangler', ['secret', 'list'], { encoding: 'utf8' })
  if (status === 0) return (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name)
  const output = `${stdout}${stderr}`
  if (/Worker "[^"]*" not found/.test(output)) return []
  throw new Error(`Cannot list the secrets of the worker:\n${output.trim()}\nTo log in: npx wrangler login`)
}

function wrangler(...options: string[]): void {
  const { status } = spawnSync('wrangler', options, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`wrangler ${options.join(' ')} failed. See its output above.`)
}
