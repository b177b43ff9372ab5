import { createApp } from '../../src/http/app.ts'
import { createDeps } from '../../src/platform/deps.ts'
import { readSettings } from '../../src/platform/settings.ts'
import { openStore } from '../../src/platform/sqlite/store.ts'
import { newApplication } from '../support/api/client.ts'
import { startIssuer } from '../support/oauth/issuer.ts'
import { temporaryFolder } from '../support/service/self-hosted.ts'
import type { Service } from '../support/service/service.ts'
import { goodSettings } from '../support/service/settings.ts'
import type { Client } from './client-tasks.ts'
import { type Results, recordingD1 } from './memory-bindings.ts'
import { forEachConnection } from './requests.ts'

/** A limit that no request reaches, shared through KV like the default. */
const LIMIT = { capacity: 1_000_000_000, perSecond: 1_000_000, shared: true }

/**
 * Returns clients, and bindings with which a worker can exchange their secrets: settings, and recorded
 * results of a database.
 */
export async function recordExchanges(): Promise<{ clients: Client[]; bindings: Record<string, unknown> }> {
  const issuer = await startIssuer()
  const given = await goodSettings(issuer)
  const limits = { ...JSON.parse(given.RATE_LIMITS ?? ''), token: LIMIT }
  const variables = { ...given, RATE_LIMITS: JSON.stringify(limits) }
  const recorded: Results = {}
  const { send, settle, close } = localService(variables, recorded)
  const service = { fetch: send } as Service
  const clients = await forEachConnection(async () => {
    const token = await issuer.sign({ claims: { sub: crypto.randomUUID() } })
    const { clientId, secret } = await newApplication(service, token)
    return { client_id: clientId, client_secret: secret }
  })
  await settle()
  for (const client of clients) await exchange(send, client)
  close()
  await issuer.stop()
  return { clients, bindings: { ...variables, RECORDED: recorded } }
}

/** Creates the service in this process, without a log. */
function localService(variables: Record<string, string>, recorded: Results) {
  const store = openStore(temporaryFolder())
  const settings = readSettings(variables)
  if ('problems' in settings) throw new Error(settings.problems.join('\n'))
  const bindings = { DB: recordingD1(store.DB, recorded), KV: store.KV }
  const app = createApp({ ...createDeps(settings, bindings), log: () => {} })
  const context = { waitUntil() {}, passThroughOnException() {}, props: {} }
  const send = async (path: string, init?: RequestInit) =>
    app.fetch(new Request(`http://127.0.0.1${path}`, init), { remoteAddress: '127.0.0.1' }, context)
  /**
   * Moves `lastLogin` a day ahead, so that no exchange writes it: on Workers too, that is one write a minute.
   */
  const settle = () =>
    store.DB.prepare(`update applications set last_login_at = ${Date.now() + 86_400_000}`).run()
  return { send, settle, close: store.close }
}

type Send = ReturnType<typeof localService>['send']

async function exchange(send: Send, client: Client): Promise<void> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...client })
  const { status } = await send('/oauth/token', { method: 'POST', body })
  if (status !== 200) throw new Error(`Cannot record an exchange: the response is ${status}`)
}
