import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { api, exchange, type NewApplication, newApplication } from '../support/api/client.ts'
import { SELF_HOSTED, type SelfHosted } from '../support/bindings/contract-cases.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings, type Service } from '../support/service/service.ts'

const PATH = '/api/v1/user-applications'

let issuer: Issuer
let settings: Record<string, string>
let alice: string
beforeAll(async () => {
  issuer = await startIssuer()
  settings = await goodSettings(issuer)
  alice = await issuer.sign()
})
afterAll(() => issuer.stop())

async function start(edition: SelfHosted, folder: string) {
  const { url, stop } = await launch(edition, { ...settings, DATA_DIR: folder })
  const service = { fetch: (path: string, init?: RequestInit) => fetch(url + path, init) } as Service
  return { service, stop }
}

async function names(service: Service): Promise<string[]> {
  const { body } = await api(service, alice).get<NewApplication[]>(PATH)
  return body.map(({ name }) => name)
}

/** Runs a command of ours, and returns what it printed, whether it succeeded or not. */
function command(name: 'backup' | 'restore', folder: string, ...files: string[]): string {
  try {
    return execFileSync('npm', ['run', '-s', name, '--', ...files], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, DATA_DIR: folder },
    })
  } catch (error) {
    return (error as { stderr: string }).stderr
  }
}

test('A database that one edition made is served by the others.', async () => {
  const folder = temporaryFolder()
  const made: NewApplication[] = []
  for (const edition of [...SELF_HOSTED, 'node' as const]) {
    const { service, stop } = await start(edition, folder)
    for (const application of made) await exchange(service, application)
    expect(await names(service)).toEqual(made.map(({ name }) => name))
    made.push(await newApplication(service, alice, `on-${edition}-${made.length}`))
    await stop()
  }
})

test('Editions that start at once on one folder serve one database.', async () => {
  const folder = temporaryFolder()
  const all = await Promise.all([...SELF_HOSTED, ...SELF_HOSTED].map((edition) => start(edition, folder)))
  await Promise.all(all.map(({ service }, index) => newApplication(service, alice, `app-${index}`)))
  const lists = await Promise.all(all.map(({ service }) => names(service)))
  for (const list of lists) expect(list.toSorted()).toEqual(all.map((_, index) => `app-${index}`))
  await Promise.all(all.map(({ stop }) => stop()))
})

describe('A backup', () => {
  test('of a service that writes is whole, and is served after a restore.', async () => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()]
    const file = join(temporaryFolder(), 'backup.sqlite')
    const { service, stop } = await start('node', folder)
    const first = await newApplication(service, alice, 'before')
    let going = true
    const writing = (async () => {
      for (let count = 0; going && count < 19; count++)
        await newApplication(service, alice, `during-${count}`)
    })()
    const output = command('backup', folder, file)
    expect(output).toContain(`Backed up ${join(folder, DATABASE_FILE)} to ${file}: `)
    expect(output).toMatch(
      /: \d+ bytes, checked\. Applications: [1-9]\d*\. User apps in the inventory: [1-9]\d*\.$/m,
    )
    going = false
    await writing
    await stop()
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const counts = output.slice(output.indexOf(' Applications: '))
    expect(command('restore', other, file)).toBe(
      `Restored ${file} to ${join(other, DATABASE_FILE)}.${counts}`,
    )
    const restored = await start('bun', other)
    await exchange(restored.service, first)
    expect(await names(restored.service)).toContain('before')
    await restored.stop()
  })

  test('does not overwrite a file, and neither does a restore.', async () => {
    const folder = temporaryFolder()
    const { stop } = await start('bun', folder)
    await stop()
    const database = join(folder, DATABASE_FILE)
    expect(command('backup', folder, database)).toMatch(
      /^Cannot back up: .* already exists\. Choose another name, or remove it\.$/m,
    )
    expect(command('restore', folder, database)).toMatch(/^Cannot restore: .* exists\. Stop the service/m)
    expect(command('backup', folder)).toMatch(/^Usage: npm run backup -- FILE$/m)
  })

  test.each<[string, (file: string) => void, RegExp]>([
    ['nothing', () => {}, /it does not exist\./],
    ['an empty file', (file) => writeFileSync(file, ''), /it is not a database of Latchkey: it has no table/],
    ['another text', (file) => writeFileSync(file, 'text '.repeat(1000)), /file is not a database/],
    [
      'the database of another program',
      (file) => new DatabaseSync(file).exec('create table applications (id); create table user_apps (id)'),
      /it is not a database of Latchkey: it has no table d1_migrations\./,
    ],
  ])('of %s in DATA_DIR is refused, and leaves no file.', (_, write, reason) => {
    const [folder, target] = [temporaryFolder(), temporaryFolder()]
    const source = join(folder, DATABASE_FILE)
    write(source)
    const output = command('backup', folder, join(target, 'copy'))
    expect(output).toMatch(reason)
    expect(output.startsWith(`Cannot back up ${source}: `)).toBe(true)
    expect(output).toMatch(/\nSet DATA_DIR to the folder of the service\.\n$/)
    expect(readdirSync(target)).toEqual([])
  })

  test('without DATA_DIR is of ./data, which is not created.', () => {
    const folder = temporaryFolder()
    const backUp = () =>
      spawnSync('node', [resolve('src/cli/backup.ts'), 'copy'], {
        cwd: folder,
        env: { ...process.env, DATA_DIR: '' },
        encoding: 'utf8',
      })
    const data = join(realpathSync(folder), 'data')
    expect(backUp().stderr).toContain(`Cannot back up ${join(data, DATABASE_FILE)}: it does not exist.`)
    expect(readdirSync(folder)).toEqual([])
    mkdirSync(data)
    openStore(data).close()
    expect(backUp().stdout).toMatch(
      /data\/latchkey\.sqlite to copy: .* Applications: 0\. User apps .*: 0\.\n$/,
    )
  })

  test('that is broken is not restored.', () => {
    const folder = temporaryFolder()
    const file = join(temporaryFolder(), 'broken.sqlite')
    writeFileSync(file, 'SQLite format 3\0 and no more')
    expect(command('restore', folder, file)).toMatch(/^Cannot restore .*: file is not a database$/m)
    writeFileSync(file, 'create table x (a); insert into nowhere values (1);')
    expect(command('restore', folder, file)).toMatch(/^Cannot restore .*: no such table: nowhere$/m)
    expect(command('restore', folder, '/nowhere')).toMatch(/^Cannot restore \/nowhere: ENOENT/m)
  })
})

test('An export of the local D1 by wrangler is restored, and served.', { timeout: 60_000 }, async () => {
  const [folder, project] = [temporaryFolder(), temporaryFolder()]
  const file = join(project, 'export.sql')
  for (const part of ['wrangler.toml', 'migrations']) cpSync(part, join(project, part), { recursive: true })
  const wrangler = (...options: string[]) =>
    execFileSync('wrangler', ['d1', ...options, '--local'], {
      cwd: project,
      stdio: 'pipe',
      env: { ...process.env, CI: 'true' },
    })
  wrangler('migrations', 'apply', 'DB')
  const columns = 'id, issuer, subject, roles, scopes, active, first_seen_at, last_seen_at'
  const identity = `insert into identities (${columns}) values ('id-alice', '${issuer.issuer}', 'alice', '[]', '[]', 1, 0, 0)`
  wrangler('execute', 'DB', '--command', identity)
  wrangler('export', 'DB', '--output', file)
  expect(command('restore', folder, file)).toMatch(/^Restored /)

  const { service, stop } = await start('node', folder)
  await newApplication(service, alice, 'after')
  await stop()
  const { DB, close } = openStore(folder)
  expect(await DB.prepare('select owner_id, name from applications').all()).toMatchObject({
    results: [{ owner_id: 'id-alice', name: 'after' }],
  })
  close()
})
