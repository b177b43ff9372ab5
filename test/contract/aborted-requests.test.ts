import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

let issuer: Issuer
let service: Service
let token: string

beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  token = await issuer.sign({ claims: { sub: 'admin', roles: ['admin'], scope: 'idn:app-roles:manage' } })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** A request: its method and path, its type, the framing header, and the part of the body that is sent. */
type Part = { line: string; type: string; framing: string; body: string }

const LONGER = 'Content-Length: 1000'
const CHUNKED = 'Transfer-Encoding: chunked'
const FORM = 'application/x-www-form-urlencoded'
const NDJSON = 'application/x-ndjson'

/** Sends a part of a request. Closes the connection after `delayMs`, or at the first bytes of a response. */
async function sendAndLeave({ line, type, framing, body }: Part, delayMs: number): Promise<void> {
  const { hostname, port, host } = new URL(service.url)
  const headers = [`Host: ${host}`, `Authorization: Bearer ${token}`, `Content-Type: ${type}`, framing]
  const text = [`${line} HTTP/1.1`, ...headers.filter((header) => !isForClient(line, header)), '', body]
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text.join('\r\n')))
    const leave = () => void socket.destroy()
    socket.once('data', leave).once('close', resolve)
    setTimeout(leave, delayMs)
  })
}

/** Whether a header is left out: a token must not accompany the credentials of a client. */
function isForClient(line: string, header: string): boolean {
  return line.includes('oken') && header.startsWith('Authorization')
}

/** Returns the lines of the log since a request was sent, once there is one of the request itself. */
async function linesSince(start: number): Promise<Record<string, unknown>[]> {
  for (;;) {
    service.readLogs()
    const lines = service.logs.slice(start).map((line) => JSON.parse(line))
    if (lines.some(({ event }) => event === 'request')) return lines
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('a client that leaves before its body is complete', () => {
  test.each<Part>([
    { line: 'POST /oauth/token', type: FORM, framing: LONGER, body: 'grant_type=client' },
    { line: 'POST /oauth/token', type: FORM, framing: CHUNKED, body: '5\r\ngrant\r\n' },
    { line: 'POST /oauth/token', type: 'multipart/form-data; boundary=x', framing: LONGER, body: '--x\r\n' },
    { line: 'POST /api/v1/token', type: 'application/json', framing: LONGER, body: '{"grant' },
    { line: 'POST /oauth/introspect', type: FORM, framing: LONGER, body: 'token=' },
    { line: 'POST /oauth/revoke', type: FORM, framing: LONGER, body: 'token=' },
    { line: 'POST /api/v1/user-applications', type: 'application/json', framing: LONGER, body: '{"name' },
    {
      line: 'POST /api/v1/user-applications',
      type: 'application/json',
      framing: CHUNKED,
      body: '2\r\n{"\r\n',
    },
    { line: 'PATCH /v2024/user-apps/1', type: 'application/json-patch+json', framing: LONGER, body: '[' },
    { line: 'POST /api/v1/administration/user-apps/import', type: NDJSON, framing: LONGER, body: '{"id"' },
    {
      line: 'POST /api/v1/administration/user-apps/import',
      type: NDJSON,
      framing: CHUNKED,
      body: '1\r\n{\r\n',
    },
  ])('is one line of the log without a stack: $line, $type, $framing', async (part) => {
    const start = service.logs.length
    await sendAndLeave(part, 100)
    const lines = await linesSince(start)
    expect(lines).toMatchObject([{ level: 'info', status: 400, refusal: 'request_aborted' }])
    expect(lines[0]).not.toHaveProperty('error')
  })
})

/** Inserts applications of the administrator, whose list is longer than what a connection buffers. */
async function fill(): Promise<void> {
  await api(service, token).get('/api/v1/me')
  await service.db
    .prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 30000)
       insert into applications (id, client_id, owner_id, name, roles, scopes, secret_hash, secret_pepper,
         secret_generation, created_at)
       select printf('id-%05d', i), printf('client-%05d', i), (select id from identities), printf('app-%d', i),
         '[]', '[]', printf('%043d', i), 'pepper', 1, i / 100 from n`,
    )
    .run()
}

/** Longer than any row waits for a response. */
const LONG_MS = 5000

/** The time in which a late error reaches the log. */
const SETTLE_MS = 300

describe('a client that leaves', () => {
  beforeAll(fill)

  const list = { line: 'GET /api/v1/administration/user-applications', type: 'text/plain', body: '' }
  const create = { line: 'POST /api/v1/user-applications', type: 'application/json' }
  const whole = '{"name":"app"}'
  const chunks = `e\r\n${whole}\r\n0\r\n\r\n`

  test.each<[when: string, part: Part, delayMs: number]>([
    ['during a list', { ...list, framing: 'Accept: */*' }, LONG_MS],
    ['before a list', { ...list, framing: 'Accept: */*' }, 0],
    ['after a response', { ...create, framing: 'Content-Length: 14', body: whole }, LONG_MS],
    ['before a response', { ...create, framing: 'Content-Length: 14', body: whole }, 0],
    ['after a response to chunks', { ...create, framing: CHUNKED, body: chunks }, LONG_MS],
    ['before a response to chunks', { ...create, framing: CHUNKED, body: chunks }, 0],
  ])('%s leaves no error in the log', async (_, part, delayMs) => {
    const start = service.logs.length
    for (let count = 0; count < 5; count++) await sendAndLeave(part, delayMs)
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const lines = await linesSince(start)
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([])
  })
})
