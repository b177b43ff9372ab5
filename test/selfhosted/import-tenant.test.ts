import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings } from '../support/service/service.ts'

const COMMAND = resolve('src/cli/import.ts')

let issuer: Issuer
let service: { url: string; stop: () => Promise<unknown> }
let tenant: Awaited<ReturnType<typeof startTenant>>
let admin: string
beforeAll(async () => {
  issuer = await startIssuer()
  tenant = await startTenant()
  service = await launch('node', { ...(await goodSettings(issuer)), DATA_DIR: temporaryFolder() })
  const claims = { sub: 'admin', roles: ['admin'], scope: 'idn:app-roles:manage' }
  admin = await issuer.sign({ claims })
})
afterAll(() => Promise.all([service.stop(), issuer.stop(), tenant.stop()]))
beforeEach(() => tenant.reset())

test.each([0, 3, 250, 600])('All %d user apps of a tenant are imported, page by page.', async (records) => {
  const owner = `owner-${records}`
  tenant.records = userApps(records, owner)
  const { status, stdout } = await run(temporaryFolder())
  expect({ status, stdout }).toEqual({ status: 0, stdout: `Imported ${records} lines.\n` })
  expect(await countOf(owner)).toBe(records)
  const pages = Array.from({ length: Math.floor(records / 250) + 1 }, (_, page) => page * 250)
  expect(tenant.requests.map(({ offset }) => offset)).toEqual(pages)
  expect(tenant.requests[0]).toMatchObject({
    authorization: 'Bearer tenant-token',
    experimental: 'true',
    filters: 'not id eq "none"',
    limit: '250',
    count: 'true',
  })
})

test('A tenant below a path is read there.', async () => {
  tenant.records = userApps(2, 'owner-below')
  const { status } = await ended(start(temporaryFolder(), ['--from', `${tenant.url}/prefix/`]))
  expect({ status, path: tenant.requests[0]?.pathname }).toEqual({
    status: 0,
    path: '/prefix/v2024/user-apps/all',
  })
})

test('A page is requested again after a 429, when Retry-After has passed.', async () => {
  tenant.records = userApps(260, 'owner-limited')
  tenant.onRequest = (offset, response) => {
    if (offset !== 250 || tenant.requests.filter((one) => one.offset === 250).length > 1) return false
    response.writeHead(429, { 'Retry-After': '0' }).end('{"message":" Rate Limit Exceeded "}')
    return true
  }
  const { status, stderr } = await run(temporaryFolder())
  expect(status).toBe(0)
  expect(stderr).toBe(
    'The tenant responded 429 Too Many Requests for records 251 to 500: Rate Limit Exceeded. Retrying in 0 s.\n',
  )
  expect(tenant.requests.map(({ offset }) => offset)).toEqual([0, 250, 250])
  expect(await countOf('owner-limited')).toBe(260)
})

test.each([502, 503, 504])('A page is requested again after a %d.', async (code) => {
  tenant.records = userApps(2, `owner-after-${code}`)
  tenant.onRequest = (_offset, response) => {
    if (tenant.requests.length > 1) return false
    response.writeHead(code, { 'Retry-After': new Date(0).toUTCString() }).end()
    return true
  }
  const { status, stderr } = await run(temporaryFolder())
  expect({ status, requests: tenant.requests.length }).toEqual({ status: 0, requests: 2 })
  expect(stderr).toMatch(/ for records 1 to 250\. Retrying in 0 s\.\n$/)
})

test('An interrupted import resumes after the last stored record.', async () => {
  const folder = temporaryFolder()
  tenant.records = userApps(520, 'owner-resumed')
  tenant.onRequest = (offset) => {
    if (offset === 500) child.kill('SIGTERM')
    return offset === 500
  }
  const child = start(folder)
  expect(await ended(child)).toEqual({
    status: 130,
    stdout: '',
    stderr: 'Stopped.\nEverything before line 501 is stored. Run the same command again to resume there.\n',
  })
  const progress = join(folder, `${new URL(tenant.url).host.replaceAll(':', '-')}.progress`)
  expect(JSON.parse(readFileSync(progress, 'utf8'))).toEqual({
    from: tenant.url,
    url: service.url,
    offset: 500,
  })
  tenant.reset()
  tenant.records = userApps(520, 'owner-resumed')
  const { status, stderr } = await run(folder)
  expect({ status, offsets: tenant.requests.map(({ offset }) => offset) }).toEqual({
    status: 0,
    offsets: [500],
  })
  expect(stderr).toMatch(/^Resuming at record 501\. To start from the beginning, delete \S+\.progress\n$/)
  expect(existsSync(progress)).toBe(false)
  expect(await countOf('owner-resumed')).toBe(520)
})

test.each<[what: string, status: number, body: string, message: RegExp]>([
  [
    'refuses the token',
    403,
    '{"detailCode":"403 Forbidden","messages":[{"text":"Not allowed."}]}',
    /^The tenant responded 403 Forbidden for records 1 to 250: Not allowed\.\nCheck TENANT_TOKEN: .*idn:app-roles:manage\.\nNothing is stored yet\.\n$/,
  ],
  [
    'fails',
    500,
    'oops',
    /^The tenant responded 500 Internal Server Error for records 1 to 250\.\nRun the same command again later\.\n/,
  ],
  ['redirects', 302, '', /^The tenant responded 302 Found for records 1 to 250\.\nCheck --from: /],
  [
    'is another server',
    200,
    '<html>',
    /^The tenant’s response for records 1 to 250 is not a list of user apps\.\nCheck --from: /,
  ],
])('The import stops at once if the tenant %s.', async (_, status, body, message) => {
  tenant.onRequest = (_offset, response) => {
    response.writeHead(status).end(body)
    return true
  }
  const { status: exit, stderr } = await run(temporaryFolder())
  expect({ exit, requests: tenant.requests.length }).toEqual({ exit: 1, requests: 1 })
  expect(stderr).toMatch(message)
})

test('A record that the service refuses stops the import, and the message names its number.', async () => {
  tenant.records = userApps(300, 'owner-refused').with(251, { ...line('bad', { id: 'x' }), created: 'never' })
  const { status, stderr } = await run(temporaryFolder())
  expect(status).toBe(1)
  expect(stderr).toBe(`Nothing was imported. Line 252: created is missing or invalid.
Everything before line 251 is stored. Run the same command again to resume there.\n`)
})

test.each<[what: string, args: string[], env: Record<string, string>, message: RegExp]>([
  ['a file as well', ['a.ndjson'], {}, /^Name one file to import, or a tenant with --from\.\nUsage: /],
  [
    'no token of the tenant',
    [],
    { TENANT_TOKEN: '' },
    /^The token of the tenant is required in TENANT_TOKEN\.\n/,
  ],
  [
    'an address without a scheme',
    ['--from', 'tenant'],
    {},
    /^--from must be a URL like https:\S+\.\nUsage: /,
  ],
  [
    'an address to which the token would travel unencrypted',
    ['--from', 'http://tenant.example'],
    {},
    /^--from must be an https URL \(http on a loopback address only\)\.\nUsage: /,
  ],
  ['an empty address', ['--from', ''], {}, /^--from must be a URL like https:\S+\.\nUsage: /],
])('The command explains what is wrong with %s.', async (_, args, env, message) => {
  const { status, stdout, stderr } = await ended(start(temporaryFolder(), args, env))
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(message)
})

test('--help prints the usage.', async () => {
  const { status, stdout } = await ended(start(temporaryFolder(), ['--help']))
  expect(status).toBe(0)
  expect(stdout).toMatch(/^Usage: npm run import -- FILE\.ndjson/)
})

function start(cwd: string, args: string[] = [], variables: Record<string, string> = {}) {
  const from = args.includes('--from') ? [] : ['--from', tenant.url]
  return spawn(process.execPath, [COMMAND, ...from, '--url', service.url, ...args], {
    cwd,
    env: { PATH: process.env.PATH, LATCHKEY_TOKEN: admin, TENANT_TOKEN: 'tenant-token', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ReturnType<typeof start>) {
  const texts = [text(child.stdout), text(child.stderr)]
  const [status] = (await once(child, 'close')) as [number | null]
  const [stdout, stderr] = await Promise.all(texts)
  return { status, stdout, stderr }
}

function run(cwd: string) {
  return ended(start(cwd))
}

function userApps(count: number, owner: string) {
  return Array.from({ length: count }, (_, i) =>
    line(`${owner}-${String(i).padStart(5, '0')}`, { id: owner }),
  )
}

/** Returns how many user apps of the owner the service lists. */
async function countOf(owner: string): Promise<number> {
  const query = new URLSearchParams({ filters: `ownerId eq "${owner}"`, count: 'true', limit: '0' })
  const headers = { Authorization: `Bearer ${admin}` }
  const response = await fetch(`${service.url}/user-apps/all?${query}`, { headers })
  return Number(response.headers.get('X-Total-Count'))
}

/** Starts a tenant that lists its records page by page; `onRequest` may respond instead. */
async function startTenant() {
  const state = {
    records: [] as unknown[],
    requests: [] as Record<string, unknown>[],
    onRequest: (_offset: number, _response: ServerResponse): boolean => false,
  }
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://tenant')
    const { offset: first, ...query } = Object.fromEntries(searchParams)
    const offset = Number(first)
    const experimental = headers['x-sailpoint-experimental']
    state.requests.push({ ...query, pathname, offset, authorization: headers.authorization, experimental })
    if (!/^(\/prefix)?\/v2024\/user-apps\/all$/.test(pathname)) return response.writeHead(404).end()
    if (state.onRequest(offset, response)) return
    const total = query.count === 'true' ? { 'X-Total-Count': String(state.records.length) } : {}
    const page = state.records.slice(offset, offset + Number(query.limit))
    response.writeHead(200, { 'Content-Type': 'application/json', ...total }).end(JSON.stringify(page))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => Object.assign(state, { records: [], requests: [], onRequest: () => false }),
    stop: () => new Promise((closed) => server.close(closed).closeAllConnections()),
  })
}
