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

type Trouble = { variables: Record<string, string>; file?: string }

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
]

describe.each(SELF_HOSTED)('On %s', (edition) => {
  test.each(TROUBLES)('%s is reported in one line, and nothing is damaged.', async (_, make, message) => {
    const { variables, file } = await make()
    const before = file && readFileSync(file)
    const { ended, output } = run(edition, {
      ...(await goodSettings({ issuer: 'https://id.example.com' })),
      PORT: '0',
      ...variables,
    })
    expect(await ended).toBe(1)
    const [, sentence = '', rest] = /^Cannot start: (.*)\n([\s\S]*)$/.exec(output()) ?? []
    expect(sentence).toMatch(message)
    expect(rest).toBe('')
    if (file) expect(readFileSync(file).equals(before as Buffer)).toBe(true)
  })

  test('a first start creates its own keys and data, and trusts only tokens signed with them.', async () => {
    const folder = temporaryFolder()
    const service = await launch(edition, {}, folder)
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
    const { TRUSTED_ISSUERS: _, ...settings } = await goodSettings()
    const reachable = await launch(edition, { ...settings, DEVELOPMENT_ISSUER_KEY, HOST: '0.0.0.0' }, folder)
    const headers = { Authorization: `Bearer ${token}` }
    expect((await fetch(reachable.url + PATH, { headers })).status).toBe(503)
    await reachable.stop()
  })
})
