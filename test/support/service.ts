import { connect } from 'node:net'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { pepperJwk, signingJwk } from '../../src/commands/local-keys.ts'
import { BUNDLE } from './build.ts'
import { AUDIENCE, type Issuer } from './issuer.ts'
import { migrations } from './migrations.ts'

export const ISSUER = 'https://latchkey.test'

/** Settings with which everything works, made anew for each run; `issuers` are believed. */
export async function goodSettings(...issuers: Pick<Issuer, 'issuer'>[]): Promise<Record<string, string>> {
  const trusted = issuers.map(({ issuer }) => ({
    issuer,
    audience: AUDIENCE,
    roles: ['admin'],
    scopes: ['idn:app-roles:manage', 'idn:app-roles:read', 'sp:scopes:all', 'odd>?~scope'],
  }))
  return {
    ISSUER,
    TRUSTED_ISSUERS: JSON.stringify(trusted),
    SIGNING_KEYS: JSON.stringify([await signingJwk('test-1')]),
    SECRET_PEPPERS: JSON.stringify([pepperJwk('test-1')]),
  }
}

/** Starts the service in workerd with a real D1 and KV, on a free port of loopback. */
export async function startService(bindings: Record<string, string>) {
  const logs: string[] = []
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      modules: true,
      scriptPath: BUNDLE,
      compatibilityDate: '2026-10-23',
      d1Databases: ['DB'],
      kvNamespaces: ['KV'],
      bindings,
      handleStructuredLogs: ({ message }) => logs.push(message),
    }),
  )
  const url = (await miniflare.ready).origin
  const db = await miniflare.getD1Database('DB')
  await db.batch(migrations().map((statement) => db.prepare(statement)))
  return {
    url,
    db,
    /** Every line that the service wrote. */
    logs,
    fetch: (path: string, init?: RequestInit) => fetch(url + path, { redirect: 'manual', ...init }),
    stop: () => miniflare.dispose(),
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

/** Sends a request that `fetch` would mend or refuse, byte by byte, and returns the answer's bytes as text. */
export function sendRaw(service: Service, text: string): Promise<string> {
  const { hostname, port } = new URL(service.url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data
    })
    socket.on('end', () => resolve(answer)).on('error', reject)
  })
}
