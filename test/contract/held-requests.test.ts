import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, newApplication } from '../support/api/client.ts'
import { line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { newPair } from '../support/oauth/proofs.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const IMPORT = '/api/v1/administration/user-apps/import'

/** The time in which the service gets the first part of a request. */
const ARRIVAL_MS = 150

let issuer: Issuer
let service: Service
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Sends a request whose body comes in two parts. The returned function sends the second. */
async function hold(path: string, token: string, type: string, body: string) {
  const { hostname, port } = new URL(service.url)
  const socket = connect(Number(port), hostname)
  const response = readText(socket)
  const lines = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${token}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`)
  await sleep(ARRIVAL_MS)
  return async () => {
    socket.write(body.slice(5))
    return Number((await response).split(' ')[1])
  }
}

describe('A request whose body ends after its token was revoked is refused:', () => {
  test.each([
    ['a create', () => APPLICATIONS, 'application/json', () => '{"name":"held-back"}'],
    [
      'a key',
      (id: string) => `${APPLICATIONS}/${id}/keys`,
      'application/json',
      async () => JSON.stringify((await newPair()).jwk),
    ],
    [
      'an import',
      () => IMPORT,
      'application/x-ndjson',
      () => JSON.stringify(line('held-back', { id: 'held' })),
    ],
  ])('%s.', async (_, path, type, body) => {
    const sub = crypto.randomUUID()
    const owner = await issuer.sign({ claims: { sub, roles: ['admin'] } })
    const [held, target] = [await newApplication(service, owner), await newApplication(service, owner)]
    const token = await exchange(service, held)
    const finish = await hold(path(target.id), token, type, await body())
    await api(service, owner).delete(`${APPLICATIONS}/${held.id}`)
    expect(await finish()).toBe(401)
    const { body: applications } = await api(service, owner).get<{ id: string }[]>(APPLICATIONS)
    expect(applications.map(({ id }) => id)).toEqual([target.id])
    const keys = await api(service, owner).get<{ keys: unknown[] }>(`${APPLICATIONS}/${target.id}/keys`)
    expect(keys.body.keys).toEqual([])
  })
})
