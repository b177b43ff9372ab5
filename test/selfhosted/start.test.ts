import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDevVars } from '../../src/platform/dev-vars.ts'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { api } from '../support/api/client.ts'
import { SELF_HOSTED } from '../support/bindings/contract-cases.ts'
import { launch, run, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings } from '../support/service/service.ts'

const PATH = '/api/v1/user-applications'

type Trouble = { variables: Record<string, string>; file?: string; options?: string[] }

/** Creates a folder with an intact database, and then damages it by `harm`. */
function folderWith(harm: (file: string) => unknown): Trouble {
  const folder = temporaryFolder()
  openStore(folder).close()
  const file = join(folder, DATABASE_FILE)
  harm(file)
  return { variables: { DATA_DIR: folder }, file }
}

function overwrite(file: string, at: number, bytes: number): void {
  writeFileSync(file, readFileSync(file).fill(0xee, at, at + bytes))
}

async function addMigration(folder: string): Promise<void> {
  const { DB, close } = openStore(folder)
  await DB.prepare("insert into d1_migrations (name) values ('9999_future.sql')").run()
  close()
}

/** Starts in development mode, on loopback unless the variables differ. */
function trial(variables: Record<string, string>): () => Trouble {
  const loopback = { ISSUER: '', TRUSTED_ISSUERS: '', DATA_DIR: temporaryFolder() }
  return () => ({ variables: { ...loopback, ...variables }, options: ['--development'] })
}

/** Starts in development mode on a database with an identity, whose columns are given. */
function trialWith(identity: Record<string, string>): () => Promise<Trouble> {
  return async () => {
    const folder = temporaryFolder()
    const { DB, close } = openStore(folder)
    const columns = { id: 'i', roles: '[]', scopes: '[]', active: 1, ...identity }
    const names = Object.keys(columns)
    const places = names.map(() => '?').join(', ')
    await DB.prepare(
      `insert into identities (${names}, first_seen_at, last_seen_at) values (${places}, 0, 0)`,
    )
      .bind(...Object.values(columns))
      .run()
    close()
    return { ...trial({ DATA_DIR: folder })(), file: join(folder, DATABASE_FILE) }
  }
}

async function takenPort(): Promise<Trouble> {
  const server = createServer().unref()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  return { variables: { DATA_DIR: temporaryFolder(), PORT: String(port) } }
}

const TROUBLES: [what: string, make: () => Trouble | Promise<Trouble>, message: RegExp][] = [
  [
    'a missing DATA_DIR',
    () => ({ variables: { DATA_DIR: '/nowhere/at/all' } }),
    /^DATA_DIR \/nowhere\/at\/all does not exist\. Create the folder, or mount its disk\.$/,
  ],
  [
    'a DATA_DIR that cannot be written',
    () => ({ variables: { DATA_DIR: '/proc' } }),
    // Deno guards such folders itself.
    /^\/proc\/latchkey\.sqlite cannot be written: |^Requires all access to "\/proc"/,
  ],
  [
    'a DATA_DIR that is a file',
    () => ({ variables: { DATA_DIR: import.meta.filename } }),
    /start\.test\.ts\/latchkey\.sqlite cannot be written: /,
  ],
  [
    'a folder in the place of the file',
    () => {
      const folder = temporaryFolder()
      mkdirSync(join(folder, DATABASE_FILE))
      return { variables: { DATA_DIR: folder } }
    },
    /cannot be written: /,
  ],
  [
    'a file that is not a database',
    () => folderWith((file) => writeFileSync(file, 'text '.repeat(1000))),
    /latchkey\.sqlite is damaged: file is not a database\. It was not changed\. Restore a backup\.$/,
  ],
  [
    'a file that is cut short',
    () => folderWith((file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000))),
    /latchkey\.sqlite is damaged: .*\. It was not changed\. Restore a backup\.$/,
  ],
  [
    'a file with a broken page',
    () => folderWith((file) => overwrite(file, 4096 * 4, 4096)),
    /latchkey\.sqlite is damaged: .*\. It was not changed\. Restore a backup\.$/,
  ],
  [
    'a file of a newer version',
    async () => {
      const trouble = folderWith(() => {})
      await addMigration(trouble.variables.DATA_DIR as string)
      return trouble
    },
    /latchkey\.sqlite has 9999_future\.sql of a later version of Latchkey\. Use that version\. It was not changed\.$/,
  ],
  [
    'a port that is taken',
    takenPort,
    /^Cannot listen on port \d+ of 127\.0\.0\.1: .* in use.*\. Set PORT to a free port/,
  ],
  [
    'an invalid port',
    () => ({ variables: { DATA_DIR: temporaryFolder(), PORT: '8787x' } }),
    /^PORT 8787x is not a port\. Set it to a number from 0 to 65535\.$/,
  ],
  [
    'a start without any setting',
    () => ({ variables: { ISSUER: '', TRUSTED_ISSUERS: '', SIGNING_KEYS: '', SECRET_PEPPERS: '' } }),
    /^ISSUER: is missing; SIGNING_KEYS: is missing; SECRET_PEPPERS: is missing; TRUSTED_ISSUERS: is missing\. Set each as docs\/configuration\.md describes\. For a trial on this machine, add --development instead: npm start -- --development$/,
  ],
  [
    'an invalid setting, without the advice to try it out',
    () => ({ variables: { TOKEN_TTL_SECONDS: '1' } }),
    /^TOKEN_TTL_SECONDS: must be at least 61\. Set each as docs\/configuration\.md describes\.$/,
  ],
  [
    'an unknown option',
    () => ({ variables: {}, options: ['--development', '--developmnet'] }),
    /^Unknown option "--developmnet"\. The only option is --development; settings are environment variables\.$/,
  ],
  [
    'an option with a value and a line break',
    () => ({ variables: {}, options: ['--development=true\n'] }),
    /^Unknown option "--development=true\\n"\. /,
  ],
  [
    'development mode with a public ISSUER',
    trial({ ISSUER: 'https://latchkey.test' }),
    /^--development is for a trial on this machine, but ISSUER is not a loopback address\. Remove ISSUER or --development\.$/,
  ],
  [
    'development mode with an ISSUER like loopback',
    trial({ ISSUER: 'https://127.0.0.1.example.com' }),
    /ISSUER is not a loopback address/,
  ],
  [
    'development mode with TRUSTED_ISSUERS',
    trial({ TRUSTED_ISSUERS: '[]' }),
    /^--development is for a trial on this machine, but TRUSTED_ISSUERS is set\. Remove TRUSTED_ISSUERS or --development\.$/,
  ],
  [
    'development mode where others can reach it',
    trial({ HOST: '0.0.0.0' }),
    /^--development is for a trial on this machine, but HOST is not a loopback address\. Remove HOST or --development\.$/,
  ],
  [
    'development mode with people of another issuer',
    trialWith({ issuer: 'https://id.example.com', subject: 's' }),
    /^--development is for a trial on this machine, but the database has people of another issuer\. Set DATA_DIR to another folder, or remove --development\.$/,
  ],
  [
    'development mode with imported owners of another issuer',
    trialWith({ import_issuer: 'https://id.example.com' }),
    /but the database has people of another issuer\./,
  ],
]

describe.each(SELF_HOSTED)('On %s', (edition) => {
  test.each(TROUBLES)('%s is reported in one line, and nothing is damaged.', async (_, make, message) => {
    const { variables, file, options = [] } = await make()
    const before = file && readFileSync(file)
    const good = await goodSettings({ issuer: 'https://id.example.com' })
    const { ended, output } = run(
      edition,
      { ...good, PORT: '0', ...variables },
      temporaryFolder(),
      ...options,
    )
    expect(await ended).toBe(1)
    const [, sentence = '', rest] = /^Cannot start: (.*)\n([\s\S]*)$/.exec(output()) ?? []
    expect(sentence).toMatch(message)
    expect(rest).toBe('')
    if (file) expect(readFileSync(file).equals(before as Buffer)).toBe(true)
  })

  test('a first start in development mode creates keys and data, which a service in production does not trust.', async () => {
    const folder = temporaryFolder()
    const service = await launch(edition, {}, folder, '--development')
    const as = (token?: string) =>
      api({ fetch: (path: string, init?: RequestInit) => fetch(service.url + path, init) } as never, token)
    const token = execFileSync('node', [join(process.cwd(), 'scripts/token.ts'), '--sub', 'alice'], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
    expect((await as(token).post(PATH, { name: 'my-app' })).status).toBe(201)
    expect((await as().post(PATH, { name: 'my-app' })).status).toBe(401)
    service.readLogs()
    expect(service.logs.join('\n')).toContain(`Latchkey is ready on ${service.url}\n`)
    const modes = ['.dev.vars', 'data/latchkey.sqlite', 'data/kv.sqlite'].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    )
    expect(modes).toEqual([0o600, 0o600, 0o600])
    expect(await service.stop()).toBe(0)

    const { DEVELOPMENT_ISSUER_KEY = '' } = readDevVars(folder)
    const settings = await goodSettings({ issuer: 'https://id.example.com' })
    const production = await launch(edition, { ...settings, DEVELOPMENT_ISSUER_KEY }, folder)
    const headers = { Authorization: `Bearer ${token}` }
    expect((await fetch(production.url + PATH, { headers })).status).toBe(401)
    expect((await fetch(`${production.url}/development-issuer/authorize`)).status).toBe(404)
    await production.stop()

    const again = await launch(edition, {}, folder, '--development')
    expect((await fetch(again.url + PATH, { headers })).status).toBe(200)
    await again.stop()
  })
})
