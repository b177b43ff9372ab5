import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, exchange, newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings, type Service } from '../support/service/service.ts'

let issuer: Issuer
beforeAll(async () => {
  issuer = await startIssuer()
})
afterAll(() => issuer.stop())

/** Returns settings that name where the keys of the issuer are. */
async function settingsWithKeys(): Promise<Record<string, string>> {
  const settings = await goodSettings(issuer)
  const [trusted] = JSON.parse(settings.TRUSTED_ISSUERS ?? '')
  const jwksUri = `${issuer.issuer}/jwks`
  return { ...settings, TRUSTED_ISSUERS: JSON.stringify([{ ...trusted, jwksUri }]) }
}

/** Starts the service, uses it, and returns the permissions of its process. */
async function permissionsOf(variables: Record<string, string>): Promise<string[]> {
  const { pid, url, stop } = await launch('deno', variables)
  const options = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  const service = { fetch: (path: string, init?: RequestInit) => fetch(url + path, init) } as Service
  await exchange(service, await newApplication(service, await issuer.sign(), 'mine'))
  expect((await api(service).get('/readyz')).status).toBe(200)
  expect(await stop()).toBe(0)
  return options.filter((option) => option.startsWith('--allow'))
}

/** Attempts that Deno must refuse, and some that it must allow. Prints the outcome of each. */
const PROBE = `
  const [data, issuer] = Deno.args
  const attempts = {
    readPasswords: () => Deno.readTextFileSync('/etc/passwd'),
    readSources: () => Deno.readTextFileSync(${JSON.stringify(resolve('src/deno.ts'))}),
    readMigrations: () => Deno.readDirSync(${JSON.stringify(resolve('migrations'))})[Symbol.iterator]().next(),
    lookForSite: () => Deno.statSync(${JSON.stringify(resolve('dist'))} + '/site/none'),
    writeMigration: () => Deno.openSync(${JSON.stringify(resolve('migrations/0000_begin.sql'))}, { append: true }).close(),
    writeOutside: () => Deno.writeTextFileSync(data + '.outside', ''),
    writeData: () => Deno.writeTextFileSync(data + '/x', ''),
    readHome: () => Deno.env.get('HOME'),
    readIssuer: () => Deno.env.get('ISSUER'),
    runCommand: () => new Deno.Command('true').outputSync(),
    fetchKeys: () => fetch(issuer + '/jwks').then((response) => response.body?.cancel()),
    fetchElsewhere: () => fetch('http://127.0.0.1:48999/'),
  }
  const outcomes = {}
  for (const [name, attempt] of Object.entries(attempts)) {
    try { await attempt(); outcomes[name] = true } catch (error) { outcomes[name] = error.name }
  }
  console.log(JSON.stringify(outcomes))`

async function probe(permissions: string[], ...args: string[]): Promise<Record<string, unknown>> {
  const file = join(temporaryFolder(), 'probe.js')
  writeFileSync(file, PROBE)
  const options = ['run', '--quiet', '--no-prompt', ...permissions, file, ...args]
  return JSON.parse((await promisify(execFile)('deno', options)).stdout)
}

test('On Deno, the service reads, writes and reaches only what it needs.', async () => {
  const folder = temporaryFolder()
  const permissions = await permissionsOf({ ...(await settingsWithKeys()), DATA_DIR: folder })
  expect(await probe(permissions, folder, issuer.issuer)).toEqual({
    readPasswords: 'NotCapable',
    readSources: 'NotCapable',
    readMigrations: true,
    lookForSite: 'NotFound',
    writeMigration: 'NotCapable',
    writeOutside: 'NotCapable',
    writeData: true,
    readHome: 'NotCapable',
    readIssuer: true,
    runCommand: 'NotCapable',
    fetchKeys: true,
    fetchElsewhere: 'NotCapable',
  })
})

test('On Deno, an issuer without jwksUri may have its keys on any host.', async () => {
  const folder = temporaryFolder()
  const permissions = await permissionsOf({ ...(await goodSettings(issuer)), DATA_DIR: folder })
  expect(permissions).toContain('--allow-net')
  expect(await probe(permissions, folder, issuer.issuer)).toMatchObject({
    writeOutside: 'NotCapable',
    fetchElsewhere: 'TypeError',
  })
})

test('On Deno, the data may be behind a link, in a folder with commas and blanks in its name.', async () => {
  const [folder, other] = [join(temporaryFolder(), 'a, b,,c'), join(temporaryFolder(), 'link')]
  mkdirSync(folder)
  symlinkSync(folder, other)
  await permissionsOf({ ...(await settingsWithKeys()), DATA_DIR: other })
})
