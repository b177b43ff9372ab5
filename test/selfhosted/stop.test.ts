import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { exchange, newApplication } from '../support/api/client.ts'
import { line } from '../support/api/inventory.ts'
import { SELF_HOSTED } from '../support/bindings/contract-cases.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings, type Service } from '../support/service/service.ts'

let issuer: Issuer
beforeAll(async () => {
  issuer = await startIssuer()
})
afterAll(() => issuer.stop())

describe.each(SELF_HOSTED)('On %s', { concurrent: true }, (edition) => {
  async function start() {
    const folder = temporaryFolder()
    const started = await launch(edition, { ...(await goodSettings(issuer)), DATA_DIR: folder })
    const service = {
      ...started,
      fetch: (path: string, init?: RequestInit) => fetch(started.url + path, init),
    } as unknown as Service
    return { folder, service, ...started }
  }

  /** Sends a request whose body comes in two halves. The test sends the second. */
  async function slowRequest(url: string) {
    const { hostname, port } = new URL(url)
    const token = await issuer.sign({ claims: { roles: ['admin'] } })
    const body = JSON.stringify(line('slow', { id: 'slow-owner' }))
    const head = `POST /api/v1/administration/user-apps/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n`
    const type = `Content-Type: application/x-ndjson\r\nContent-Length: ${body.length}\r\n\r\n`
    const socket = connect(Number(port), hostname)
    const response = readText(socket)
    socket.on('error', () => {}).write(head + type + body.slice(0, 20))
    await sleep(300)
    return { response, finish: () => socket.write(body.slice(20)) }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets a running request finish, accepts no other, and closes the files.',
    async (signal) => {
      const { url, folder, kill, ended } = await start()
      const { response, finish } = await slowRequest(url)
      kill(signal)
      await sleep(500)
      await expect(fetch(`${url}/healthz`)).rejects.toThrow()
      finish()
      expect(await response).toMatch(/^HTTP\/1\.1 200 [\s\S]*"imported":1/)
      expect(await ended).toBe(0)
      expect(readdirSync(folder).sort()).toEqual(['kv.sqlite', DATABASE_FILE])
    },
  )

  test('Work after a response is finished.', async () => {
    const { service, folder, kill, ended } = await start()
    const application = await newApplication(service, await issuer.sign())
    await exchange(service, application)
    kill('SIGTERM')
    expect(await ended).toBe(0)
    const { DB, close } = openStore(folder)
    expect(await DB.prepare('select last_login_at from applications').first('last_login_at')).toBeGreaterThan(
      0,
    )
    close()
  })

  test('A second signal ends at once.', async () => {
    const { url, kill, ended } = await start()
    await slowRequest(url)
    kill('SIGTERM')
    await sleep(300)
    const asked = Date.now()
    kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(Date.now() - asked).toBeLessThan(1_000)
  })

  test('A request that does not finish is waited for 10 seconds.', async () => {
    const { url, folder, kill, ended } = await start()
    await slowRequest(url)
    const asked = Date.now()
    kill('SIGTERM')
    expect(await ended).toBe(1)
    expect(Date.now() - asked).toBeGreaterThan(9_500)
    expect(readdirSync(folder).sort()).toEqual(['kv.sqlite', DATABASE_FILE])
  }, 20_000)
})
