import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { readParts } from '../../src/cli/import/file-parts.ts'
import type { Part } from '../../src/cli/import/part.ts'
import { createProgressBar } from '../../src/cli/import/progress-bar.ts'
import { type ApiResponse, api, newApplication, read } from '../support/api/client.ts'
import { importLines, line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PATH = '/api/v1/administration/user-apps/import'
const ADMIN_HINT = 'npm run -s token -- --sub admin --role admin'
const PART_BYTES = 4_194_304

let issuer: Issuer
let service: Service
let admin: string
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  const scope = 'idn:app-roles:manage'
  admin = await issuer.sign({ claims: { sub: 'admin', roles: ['admin'], scope } })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

beforeEach(async () => {
  const tables = ['user_apps', 'accounts', 'applications', 'source_apps', 'sources']
  const kept = `id not like '1a7c4e%'`
  await service.db.batch(tables.map((table) => service.db.prepare(`delete from ${table} where ${kept}`)))
})

const JOHN = { id: 'john', name: 'John', alias: 'John.Doe' }

/** Returns all pages of the list. */
async function all(from = service, filters = 'not id eq "none"'): Promise<ReturnType<typeof line>[]> {
  const listed = []
  for (let offset = 0; ; offset += 250) {
    const query = new URLSearchParams({ filters, offset: String(offset) })
    const { body } = await api(from, admin).get<ReturnType<typeof line>[]>(`/user-apps/all?${query}`)
    listed.push(...body)
    if (body.length < 250) return listed
  }
}

async function ids(): Promise<string[]> {
  return (await all()).map(({ id }) => id)
}

function ndjson(lines: unknown[], newline = '\n'): string {
  return lines.map((one) => JSON.stringify(one) + newline).join('')
}

function numbered(count: number, changes: Record<string, unknown> = {}): ReturnType<typeof line>[] {
  return Array.from({ length: count }, (_, i) => line(`app-${String(i + 1).padStart(5, '0')}`, JOHN, changes))
}

describe('the endpoint', () => {
  type Given = { query?: string; token?: string; type?: string; from?: Service }

  async function post(body: BodyInit, { query = '', token = admin, type, from = service }: Given = {}) {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type ?? 'application/x-ndjson' }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    return read<{ message?: string }>(await from.fetch(PATH + query, init))
  }

  function resultOf({ status, body }: ApiResponse) {
    return { status, body }
  }

  function refused(message: string, code = 400) {
    return { status: code, body: { code, message } }
  }

  test('stores every field, and reports the number of lines', async () => {
    const lines = [
      line('a', JOHN),
      line('b', { id: 'zoë "1"', name: 'Zoë 😀\t\\', alias: '-- drop' }, { hasMultipleAccounts: true }),
    ]
    expect(resultOf(await post(ndjson(lines)))).toEqual({ status: 200, body: { imported: 2, skipped: 0 } })
    expect(await all()).toEqual(lines)
  })

  test('uses the contract’s defaults for missing members', async () => {
    const owner = { id: 'o' }
    const least = {
      id: 'a',
      created: '2020-10-08T20:33:52.5+02:00',
      source: { id: 's' },
      sourceApp: { id: 'p' },
      owner,
    }
    expect((await post(ndjson([{ ...least, whatever: { is: ['unknown'] } }]))).status).toBe(200)
    expect(await all()).toEqual([
      {
        id: 'a',
        created: '2020-10-08T18:33:52.500Z',
        modified: '2020-10-08T18:33:52.500Z',
        hasMultipleAccounts: false,
        useForPasswordManagement: false,
        provisionRequestEnabled: false,
        appCenterEnabled: true,
        source: { id: 's', type: 'SOURCE' },
        sourceApp: { id: 'p', type: 'APPLICATION' },
        owner: { id: 'o', type: 'IDENTITY' },
      },
    ])
  })

  test.each([
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['0000-01-01T01:00:00+01:00', '0000-01-01T00:00:00.000Z'],
    ['0000-02-29T00:00:00.1234Z', '0000-02-29T00:00:00.123Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
    ['9999-12-31T22:59:59.999-01:00', '9999-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59.9999Z', '9999-12-31T23:59:59.999Z'],
  ])('stores the time %s, shows it as %s, and imports that again', async (created, shown) => {
    const times = { created, modified: created }
    expect((await post(ndjson([line('a', JOHN, times)]))).status).toBe(200)
    const listed = await all()
    expect(listed).toEqual([line('a', JOHN, { created: shown, modified: shown })])
    expect((await post(ndjson(listed))).status).toBe(200)
  })

  test.each([
    ['LF, the last line with none', (lines: unknown[]) => ndjson(lines).trimEnd()],
    ['CRLF', (lines: unknown[]) => ndjson(lines, '\r\n')],
    ['blank lines between', (lines: unknown[]) => ndjson(lines, '\n \n\r\n')],
    ['a byte order mark before', (lines: unknown[]) => `\ufeff${ndjson(lines)}`],
    ['the chunks of a stream that cut characters', (lines: unknown[]) => chunks(ndjson(lines), 7)],
  ])('reads lines with %s', async (_, body) => {
    const lines = [line('a', { id: 'zoë', name: 'Zoë 😀' }), line('b', JOHN)]
    expect(resultOf(await post(body(lines)))).toEqual({ status: 200, body: { imported: 2, skipped: 0 } })
    expect(await all()).toEqual(lines)
  })

  test('stores nothing if the last of many lines is wrong, not even a source or an owner', async () => {
    const newcomer = { id: 'newcomer' }
    const lines = [...numbered(300), line('last', newcomer), { ...line('wrong', JOHN), created: 'yesterday' }]
    expect(resultOf(await post(ndjson(lines)))).toEqual(
      refused('Nothing was imported. Line 302: created is missing or invalid.'),
    )
    expect(await ids()).toEqual([])
    const { results } = await service.db
      .prepare(`select id from sources union select id from identities`)
      .all()
    expect(results.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['source-1']))
    expect(results.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['newcomer']))
  })

  test.each<[what: string, changes: Record<string, unknown>, property: string]>([
    ['no id', { id: undefined }, 'id'],
    ['an empty id', { id: '' }, 'id'],
    ['an id of 129 characters', { id: 'x'.repeat(129) }, 'id'],
    ['an id that URL parsers remove from a path', { id: '.' }, 'id'],
    ['an id that leads URL parsers to the parent', { id: '..' }, 'id'],
    ['an account id of dots', { account: { id: '..' } }, 'account.id'],
    ['a number for an id', { id: 7 }, 'id'],
    ['no time', { created: null }, 'created'],
    ['a day that does not exist', { created: '2023-02-29T00:00:00Z' }, 'created'],
    ['a time before the year 0000 in UTC', { created: '0000-01-01T00:59:59.999+01:00' }, 'created'],
    ['a time after the year 9999 in UTC', { created: '9999-12-31T23:00:00-01:00' }, 'created'],
    ['a change after the year 9999 in UTC', { modified: '9999-12-31T23:59:59.999-00:01' }, 'modified'],
    ['a year of five digits', { created: '10000-01-01T00:00:00Z' }, 'created'],
    ['a time without a zone', { modified: '2023-02-28T00:00:00' }, 'modified'],
    ['text for a flag', { appCenterEnabled: 'true' }, 'appCenterEnabled'],
    ['no owner', { owner: undefined }, 'owner'],
    ['an owner without an id', { owner: { name: 'John' } }, 'owner.id'],
    ['half a character', { owner: { id: 'o', name: 'a\ud800' } }, 'owner.name'],
    ['an id with half a character', { id: '\udc00' }, 'id'],
    ['a name of 1,025 characters', { owner: { id: 'o', name: 'x'.repeat(1_025) } }, 'owner.name'],
    ['a source that is text', { source: 'source-1' }, 'source'],
    ['an account without an id', { account: {} }, 'account.id'],
  ])('refuses %s', async (_, changes, property) => {
    const body = ndjson([line('good', JOHN), { ...line('bad', JOHN), ...changes }])
    expect(resultOf(await post(body))).toEqual(
      refused(`Nothing was imported. Line 2: ${property} is missing or invalid.`),
    )
  })

  test.each([
    ['{"id": "a"', 'half an object'],
    ['[]', 'an array'],
    ['null', 'null'],
    ['"id"', 'text'],
    ['[{"id":"a"},', 'the start of an array over several lines'],
  ])('refuses %s: %s', async (text) => {
    expect(resultOf(await post(`${ndjson([line('good', JOHN)])}\n${text}\n`))).toEqual(
      refused('Nothing was imported. Line 3 is not a JSON object.'),
    )
  })

  test('counts the lines from firstLine, or from 1 if that is not a number', async () => {
    const at = async (query: string) => (await post('\n\n{', { query })).body.message
    expect(await at('?firstLine=999999999998')).toMatch('Line 1000000000000 is')
    for (const query of ['', '?firstLine=x', '?firstLine=-1', '?firstLine=']) {
      expect(await at(query)).toMatch('Line 3 is')
    }
  })

  test.each<[what: string, body: BodyInit, message: RegExp]>([
    [
      'a line too long',
      `\n${' '.repeat(65_537)}`,
      /^Nothing was imported. Line 2 is longer than 65536 bytes\.$/,
    ],
    ['10 kB of noise', noise(10_240), /^Nothing was imported. Line \d+ is not a JSON object\.$/],
    ['bytes that are no UTF-8', bytes('\n\n{"id":"', 0xff, '"}'), /^Nothing was imported. Line 3 is not /],
    ['UTF-8 cut short', bytes('\n{"id":"', 0xc3), /^Nothing was imported. Line 2 is not /],
    ['60 kB of brackets', '['.repeat(60_000), /^Nothing was imported. Line 1 is not a JSON object\.$/],
    [
      '60 kB of brackets in an object',
      `{"id":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      /^Nothing .* Line 1: id /,
    ],
  ])('refuses %s', async (_, body, message) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(response.body.message).toMatch(message)
  })

  test.each([
    ['quotes and control characters', '"\'\\\u0001\u007f\u2028'],
    ['characters of every length', 'aé€😀\ufffd\uffff'],
  ])('stores ids and names with %s as they are', async (_, text) => {
    const named = { id: text, name: text, alias: text }
    const lines = [line(text, named, { account: { ...named, type: 'ACCOUNT', alias: undefined } })]
    expect((await post(ndjson(lines))).status).toBe(200)
    expect(await all()).toEqual(lines)
    expect(await all(service, `id eq "${text.replace(/["\\]/g, '\\$&')}"`)).toEqual(lines)
  })

  test.each([
    ['a user app', { id: 'a\0b' }, 'id'],
    ['an owner', { owner: { id: 'a\0b' } }, 'owner.id'],
    ['a source', { source: { id: 'a', name: 'a\0b' } }, 'source.name'],
  ])('refuses NUL in the ID or the name of %s', async (_, changes, property) => {
    const { status, body } = await post(ndjson([{ ...line('a', JOHN), ...changes }]))
    const message = `Nothing was imported. Line 1: ${property} is missing or invalid.`
    expect({ status, body }).toEqual({ status: 400, body: { code: 400, message } })
  })

  test.each([
    ['declares', () => new Uint8Array(8_388_609).fill(10)],
    ['does not declare', () => chunks('\n'.repeat(8_388_609), 1_000_000)],
  ])('refuses a body over 8 MiB that %s its length', async (_, body) => {
    expect((await post(body())).status).toBe(413)
  })

  test('accepts 8 MiB', async () => {
    const lines = ndjson(numbered(10_000))
    const body = lines.padEnd(8_388_608, '\n')
    expect(resultOf(await post(body))).toEqual({ status: 200, body: { imported: 10_000, skipped: 0 } })
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])(
    'refuses %s',
    async (type) => {
      expect((await post(ndjson([line('a', JOHN)]), { type })).status).toBe(415)
      expect(await ids()).toEqual([])
    },
  )

  test('accepts a content type with a charset', async () => {
    expect(
      (await post(ndjson([line('a', JOHN)]), { type: 'Application/X-NDJSON; charset=utf-8' })).status,
    ).toBe(200)
  })

  test('is for administrators', async () => {
    const token = await issuer.sign({ claims: { sub: 'auditor', scope: 'sp:scopes:all' } })
    expect((await post('{', { token })).status).toBe(403)
    expect((await post('{', { token: 'none' })).status).toBe(401)
    expect((await service.fetch(PATH)).status).toBe(401)
    expect((await api(service, admin).get(PATH)).status).toBe(405)
  })

  test('lets the last line of an id win, in a request and after it', async () => {
    const changed = { id: 'john', name: 'Johnny', alias: 'j' }
    const flags = { appCenterEnabled: true, hasMultipleAccounts: true }
    await post(ndjson([line('a', JOHN), line('b', JOHN), line('a', changed, flags)]))
    expect(await all()).toEqual([line('a', changed, flags), line('b', changed, flags)])
    const last = line('a', JOHN, { account: { id: 'other', type: 'ACCOUNT', name: 'other' } })
    await post(ndjson([last]))
    expect((await all())[0]).toEqual({ ...last, hasMultipleAccounts: true })
  })

  test('keeps a name that is missing in a later line', async () => {
    await post(ndjson([line('a', JOHN)]))
    const bare = { source: { id: 'source-1' }, sourceApp: { id: 'source-app-1', name: null } }
    await post(ndjson([{ ...line('a', { id: 'john' }), ...bare, account: { id: 'account-a', name: null } }]))
    expect(await all()).toEqual([line('a', JOHN)])
    expect(await all(service, 'ownerName eq "JOHN"')).toHaveLength(1)
  })

  test('derives hasMultipleAccounts, and never reports less than was imported', async () => {
    const elsewhere = { id: 'source-2', type: 'SOURCE', name: 'elsewhere' }
    const jane = { id: 'jane' }
    const listed = async () => (await all()).map(({ hasMultipleAccounts }) => hasMultipleAccounts)
    await post(ndjson([line('a', JOHN), line('b', JOHN, { source: elsewhere }), line('c', jane)]))
    expect(await listed()).toEqual([false, false, false])
    await post(ndjson([line('d', JOHN), line('e', jane, { account: undefined, hasMultipleAccounts: true })]))
    expect(await listed()).toEqual([true, false, false, true, true])
  })

  test('passes over the service’s own credentials', async () => {
    const { id } = await newApplication(service, admin, 'credential')
    const before = await all()
    expect(before.map((one) => one.id)).toEqual([id])
    expect(resultOf(await post(ndjson([...before, line('z', JOHN)])))).toEqual({
      status: 200,
      body: { imported: 1, skipped: 1 },
    })
    expect(await all()).toEqual([...before, line('z', JOHN)])
  })

  test('never overwrites one of them by a line with its id, nor its account', async () => {
    const { id } = await newApplication(service, admin, 'credential')
    const before = await all()
    const account = { id, type: 'ACCOUNT', name: 'taken over' }
    await post(ndjson([line(id, JOHN, { account }), line('z', JOHN, { account })]))
    expect(await all(service, `id eq "${id}"`)).toEqual(before)
    const response = await api(service, admin).delete(`/api/v1/user-applications/${id}`)
    expect(response.status).toBe(204)
    expect(await all(service, `id eq "${id}"`)).toEqual([])
  })

  test('accepts the list of another instance, page after page, and then lists the same', async () => {
    const other = await startService(await goodSettings(issuer))
    onTestFinished(() => other.stop())
    const odd = { id: "o'; --", name: 'Ｊａｎｅ 😀 %_"\\', alias: 'C:\\temp' }
    const lines = [
      ...numbered(498),
      line('many', JOHN, {
        source: { id: 'source-2', type: 'SOURCE', name: 'two' },
        hasMultipleAccounts: true,
      }),
      line('accountless', odd, { account: undefined, useForPasswordManagement: true }),
      line('odd', odd, { sourceApp: { id: 'p', type: 'APPLICATION', name: '' }, appCenterEnabled: true }),
      line('nameless', { id: 'nobody' }, { account: { id: 'x', type: 'ACCOUNT' } }),
    ]
    await importLines(service, admin, lines)
    const listed = await all()
    expect(listed).toHaveLength(502)
    await post(ndjson(listed), { from: other })
    expect(await all(other)).toEqual(listed)
    await post(ndjson(listed), { from: other })
    expect(await all(other)).toEqual(listed)
  })
})

function noise(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

function bytes(...parts: (string | number)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))))
}

function chunks(text: string, bytes: number): ReadableStream<Uint8Array> {
  const all = new TextEncoder().encode(text)
  let at = 0
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(all.slice(at, at + bytes))
      at += bytes
      if (at >= all.length) controller.close()
    },
  })
}

describe('a file', () => {
  const TEXT = '{"a":1}\r\n\n{"é😀":2}\n \n{"c":3}'

  test.each([
    ['a newline at the end', `${TEXT}\n`],
    ['no newline at the end', TEXT],
    ['nothing but newlines', '\n\n\n'],
    ['one line', '{}'],
    ['nothing', ''],
  ])('with %s is read whole, in parts of whole lines', async (_, text) => {
    const file = await fileOf(text)
    const lines = text.split(/(?<=\n)/).filter(Boolean)
    for (let partBytes = 14; partBytes < 40; partBytes++) {
      const parts = await partsOf(file, partBytes)
      expect(parts.map(({ bytes }) => textOf(bytes)).join('')).toBe(text)
      for (const { bytes, firstLine, end } of parts) {
        expect(lines.slice(firstLine - 1, end.lines).join('')).toBe(textOf(bytes))
        expect(Buffer.byteLength(lines.slice(0, end.lines).join(''))).toBe(end.offset)
        expect(await partsOf(file, partBytes, end)).toEqual(parts.filter((one) => one.firstLine > end.lines))
      }
    }
  })

  test('with a line longer than a part is cut there, and the service refuses it', async () => {
    const parts = await partsOf(await fileOf(`a\n${'b'.repeat(20)}\nc`), 8)
    expect(parts.slice(0, 2).map(({ bytes, firstLine }) => [textOf(bytes), firstLine])).toEqual([
      ['a\n', 1],
      ['b'.repeat(8), 2],
    ])
  })

  const textOf = (bytes: Uint8Array) =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

  async function fileOf(text: string) {
    const file = await open(newFile(text))
    onTestFinished(() => file.close())
    return file
  }

  async function partsOf(
    file: Awaited<ReturnType<typeof open>>,
    partBytes: number,
    start = { offset: 0, lines: 0 },
  ) {
    const parts: Part[] = []
    for await (const part of readParts(file, start, partBytes)) parts.push(part)
    return parts
  }
})

describe('the bar', () => {
  const start = { offset: 250, lines: 10 }

  test.each<[where: string, terminal: object, shown: string]>([
    [
      'on a terminal',
      { isTTY: true, columns: 90 },
      '\r\x1b[K████████████░░░░░░░░░░░░ 50 % · 1,010 lines · 200 lines/s · 0:10 left',
    ],
    ['on a narrow terminal', { isTTY: true, columns: 20 }, '\r\x1b[K███████████'],
    ['elsewhere', { isTTY: false }, '50 % · 1,010 lines · 200 lines/s · 0:10 left\n'],
  ])('%s shows percent, lines, lines per second and the time left', (_, terminal, shown) => {
    const written: string[] = []
    let now = 0
    const stream = { ...terminal, write: (text: string) => written.push(text) }
    const bar = createProgressBar(stream as unknown as NodeJS.WriteStream, start, () => now)
    now = 5_000
    bar.show({ offset: 500, lines: 1_010 }, 1_000)
    expect(written.join('').slice(0, shown.length)).toBe(shown)
    bar.show({ offset: 501, lines: 1_011 }, 1_000)
    expect(written).toHaveLength('columns' in terminal ? 2 : 1)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

function newFile(text: string | Buffer): string {
  const path = join(folder, `${crypto.randomUUID()}.ndjson`)
  writeFileSync(path, text)
  return path
}

describe('the command', () => {
  type Run = { token?: string | undefined; url?: string }

  function start(path: string[], { token = admin, url = gateway.url }: Run = {}): ChildProcess {
    const env = { PATH: process.env.PATH, LATCHKEY_TOKEN: token }
    const args = ['src/cli/import.ts', ...path, '--url', url]
    return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  async function ended(child: ChildProcess) {
    const texts = [child.stdout, child.stderr].map((stream) => readText(stream as NodeJS.ReadableStream))
    const [status] = (await once(child, 'close')) as [number | null]
    const [stdout = '', stderr = ''] = await Promise.all(texts)
    return { status, stdout, stderr }
  }

  function run(path: string, given?: Run) {
    return ended(start([path], given))
  }

  /** A line of which a part holds 69. */
  const LONG = { note: 'x'.repeat(60_000) }
  const progressOf = (path: string) => JSON.parse(readFileSync(`${path}.progress`, 'utf8'))

  let gateway: Awaited<ReturnType<typeof startGateway>>
  beforeAll(async () => {
    gateway = await startGateway(() => service.url)
  })
  afterAll(() => gateway.stop())
  beforeEach(() => gateway.reset())

  test('imports a file of some thousand lines, and the same again when it is run again', async () => {
    const lines = numbered(3_000)
    const path = newFile(ndjson([...lines, ...lines.slice(0, 5)]))
    for (const _ of [1, 2]) {
      expect(await run(path)).toEqual({ status: 0, stdout: 'Imported 3,005 lines.\n', stderr: '' })
      expect(await all()).toEqual(lines.map((one) => ({ ...one, hasMultipleAccounts: true })))
      expect(existsSync(`${path}.progress`)).toBe(false)
    }
  })

  test('sends parts of whole lines, each below the limit of a request', async () => {
    const path = newFile(ndjson(numbered(150, LONG), '\r\n').trimEnd())
    expect((await run(path)).stdout).toBe('Imported 150 lines.\n')
    expect(gateway.firstLines).toEqual([1, 70, 139])
    expect(Math.max(...gateway.bytes)).toBeLessThanOrEqual(PART_BYTES)
    expect(await ids()).toHaveLength(150)
  })

  test('resumes where it was killed', async () => {
    const text = ndjson(numbered(150, LONG))
    const path = newFile(text)
    gateway.onRequest = (firstLine) => {
      if (firstLine === 139) return () => child.kill('SIGKILL')
    }
    const child = start([path])
    expect((await ended(child)).status).toBeNull()
    const { url, offset, lines } = progressOf(path)
    expect({ url, lines }).toEqual({ url: gateway.url, lines: 138 })
    expect(text.slice(0, offset)).toBe(ndjson(numbered(138, LONG)))

    gateway.reset()
    const { status, stderr } = await run(path)
    expect(status).toBe(0)
    expect(stderr).toMatch(/^Resuming at line 139\. /)
    expect(gateway.firstLines).toEqual([139])
    expect(await ids()).toHaveLength(150)
    expect(existsSync(`${path}.progress`)).toBe(false)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('stops cleanly at %s', async (signal) => {
    const path = newFile(ndjson(numbered(100, LONG)))
    gateway.onRequest = (firstLine) => {
      if (firstLine === 70) return () => child.kill(signal)
    }
    const child = start([path])
    expect(await ended(child)).toEqual({
      status: 130,
      stdout: '',
      stderr: 'Stopped.\nEverything before line 70 is stored. Run the same command again to resume there.\n',
    })
    expect(progressOf(path).lines).toBe(69)
  })

  test('names a refused line by its number in the file, and resumes there once the line is fixed', async () => {
    const lines = numbered(150, LONG)
    const path = newFile(ndjson(lines.with(119, { ...line('x', JOHN), id: '' })))
    expect(await run(path)).toEqual({
      status: 1,
      stdout: '',
      stderr: `Nothing was imported. Line 120: id is missing or invalid.
Everything before line 70 is stored. Run the same command again to resume there.\n`,
    })
    expect(await ids()).toHaveLength(69)

    gateway.reset()
    writeFileSync(path, ndjson(lines))
    expect((await run(path)).status).toBe(0)
    expect(gateway.firstLines).toEqual([70, 139])
    expect(await ids()).toHaveLength(150)
  })

  test.each<[what: string, change: (path: string, text: string) => void]>([
    [
      'the stored part of the file has changed',
      (path, text) => writeFileSync(path, text.replace('John', 'Jane')),
    ],
    ['the file is now shorter', (path, text) => writeFileSync(path, text.slice(0, text.indexOf('\n')))],
    [
      'the earlier import went to another service',
      (path) => writeFileSync(`${path}.progress`, elsewhere(path)),
    ],
    ['the progress file is not JSON', (path) => writeFileSync(`${path}.progress`, '{"url":')],
    [
      'the progress file has impossible values',
      (path) => writeFileSync(`${path}.progress`, '{"url":1,"offset":-1}'),
    ],
  ])('starts from the beginning if %s', async (_, change) => {
    const text = ndjson(numbered(70, LONG))
    const path = newFile(text)
    gateway.onRequest = (firstLine) => (firstLine === 70 ? respond(418) : undefined)
    expect((await run(path)).status).toBe(1)
    change(path, text)
    gateway.reset()
    const { status, stderr } = await run(path)
    expect({ status, stderr, first: gateway.firstLines[0] }).toEqual({ status: 0, stderr: '', first: 1 })
  })

  function elsewhere(path: string): string {
    return JSON.stringify({ ...progressOf(path), url: 'http://127.0.0.1:8787' })
  }

  test.each([
    ['CRLF', ndjson(numbered(3), '\r\n')],
    ['no newline at the end', ndjson(numbered(3)).trimEnd()],
    ['a byte order mark and blank lines', `\ufeff${ndjson(numbered(3), '\n\n')}`],
  ])('reads a file with %s', async (_, text) => {
    expect((await run(newFile(text))).status).toBe(0)
    expect(await ids()).toHaveLength(3)
  })

  test('reports how many lines were the service’s own credentials', async () => {
    await newApplication(service, admin, 'credential')
    const { stdout } = await run(newFile(ndjson([...(await all()), ...numbered(2)])))
    expect(stdout).toBe('Imported 3 lines. Skipped 1 of them: they are the service’s own credentials.\n')
  })

  test.each([
    ['a token without the right', () => issuer.sign({ claims: { sub: 'bob' } }), /^You do not have/],
    ['text that is not a token', () => 'none', /token/],
  ])('explains which token it needs if it gets %s', async (_, token, sentence) => {
    const path = newFile(ndjson(numbered(1)))
    const { status, stderr } = await run(path, { token: await token() })
    expect(status).toBe(1)
    expect(stderr).toMatch(sentence)
    expect(stderr).toContain(ADMIN_HINT)
    expect(stderr).toMatch(/Nothing is stored yet\.\n$/)
    expect(existsSync(`${path}.progress`)).toBe(false)
  })

  test.each<[what: string, action: Action, message: RegExp]>([
    [
      'is asked to wait: 429',
      respond(429, { 'Retry-After': '0' }, '{"message":" Rate Limit Exceeded "}'),
      /^Rate Limit Exceeded\. Retrying in 0 s\.\n$/,
    ],
    [
      'is asked to wait: 503',
      respond(503, { 'Retry-After': new Date(0).toUTCString() }, '{"code":503,"message":"Not now."}'),
      /^Not now\. Retrying in 0 s\.\n$/,
    ],
    [
      'gets 502 from a gateway',
      respond(502),
      /^The service responded 502 Bad Gateway\. Retrying in 1 s\.\n$/,
    ],
    [
      'loses the connection',
      (_, response) => response.destroy(),
      /^Cannot reach Latchkey at http:\S+ \((UND_ERR_SOCKET|ECONNRESET)\)\. .*Retrying in 1 s\.\n$/,
    ],
  ])('retries when it %s', async (_, action, message) => {
    gateway.onRequest = () => (gateway.firstLines.length === 1 ? action : undefined)
    const { status, stderr } = await run(newFile(ndjson(numbered(2))))
    expect({ status, requests: gateway.firstLines }).toEqual({ status: 0, requests: [1, 1] })
    expect(stderr).toMatch(message)
    expect(await ids()).toHaveLength(2)
  })

  test('gives up when the service cannot be reached', async () => {
    const { url, stop } = await startGateway(() => service.url)
    await stop()
    const { status, stderr } = await run(newFile(ndjson(numbered(1))), { url })
    expect(status).toBe(1)
    expect(stderr.match(/Retrying/g)).toHaveLength(3)
    const last = `Cannot reach Latchkey at ${url} (ECONNREFUSED). For a local service, run npm run dev.`
    expect(stderr).toMatch(`\n${last}\nNothing is stored yet.\n`)
  })

  test.each<[what: string, action: Action, message: RegExp]>([
    ['another service', respond(200, {}, '<html>'), /^The server at \S+ is not Latchkey\.$/m],
    [
      'a redirect',
      respond(307, { Location: 'https://example.com' }),
      /^The service responded 307 Temporary Redirect\.$/m,
    ],
    ['a failure', respond(500, {}, '{"code":500,"message":"Sorry."}'), /^Sorry\.$/m],
    [
      'a service that is away for an hour',
      respond(503, { 'Retry-After': '3600' }),
      /^The service responded 503 /m,
    ],
  ])('gives up at once at %s', async (_, action, message) => {
    gateway.onRequest = () => action
    const { status, stderr } = await run(newFile(ndjson(numbered(1))))
    expect({ status, requests: gateway.firstLines }).toEqual({ status: 1, requests: [1] })
    expect(stderr).toMatch(message)
  })

  test('names the issuer of the owners, which the service checks', async () => {
    const path = newFile(ndjson(numbered(1)))
    const { status, stderr } = await ended(start([path, '--issuer', 'https://stranger.test']))
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Nothing was imported\. The issuer is not in TRUSTED_ISSUERS\./m)
  })

  test.each<[what: string, paths: string[], token: string, message: RegExp]>([
    [
      'no file',
      [],
      'x',
      /^Name one file to import, or a tenant with --from\.\nUsage: npm run import -- FILE\.ndjson/,
    ],
    ['two files', ['a', 'b'], 'x', /^Name one file to import, or a tenant with --from\.\nUsage: /],
    ['no token', ['a'], '', /^A token with the role admin is required\.\nUsage: /],
    ['an unknown option', ['a', '--fast'], 'x', /^Unknown option '--fast'.*\nUsage: /],
    ['a missing file', ['nowhere.ndjson'], 'x', /^The file nowhere\.ndjson does not exist\.\n$/],
    ['a folder', ['src'], 'x', /^src is not a file\.\n$/],
    ['an empty file', [newFile('')], 'x', /^\S+ is empty\.\n$/],
  ])('explains what is wrong with %s', async (_, paths, token, message) => {
    const { status, stdout, stderr } = await ended(start(paths, { token }))
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(message)
  })
})

/** Responds to a request instead of the gateway. */
type Action = (request: IncomingMessage, response: ServerResponse) => unknown

function respond(status: number, headers: Record<string, string> = {}, body = ''): Action {
  return (_, response) => response.writeHead(status, headers).end(body)
}

/** Starts a gateway in front of the service. It passes requests on, or lets a test respond. */
async function startGateway(service: () => string) {
  const requests = {
    firstLines: [] as number[],
    bytes: [] as number[],
    onRequest: (_firstLine: number): Action | undefined => undefined,
  }
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request))
    const firstLine = Number(new URL(request.url ?? '', 'http://gateway').searchParams.get('firstLine'))
    requests.firstLines.push(firstLine)
    requests.bytes.push(body.length)
    const action = requests.onRequest(firstLine)
    if (action) return action(request, response)
    const { method = '', headers } = request
    const passed = {
      Authorization: headers.authorization ?? '',
      'Content-Type': headers['content-type'] ?? '',
    }
    const served = await fetch(service() + request.url, { method, headers: passed, body })
    response.writeHead(served.status).end(await served.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(requests, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => Object.assign(requests, { firstLines: [], bytes: [], onRequest: () => undefined }),
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  })
}
