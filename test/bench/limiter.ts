import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRateLimits, type RateLimits } from '../../src/domain/rate-limits.ts'
import { createApp } from '../../src/http/app.ts'
import type { Deps } from '../../src/http/env.ts'
import { createLimiter, type Limiter } from '../../src/limiter/limiter.ts'
import { createDeps } from '../../src/platform/deps.ts'
import { pepperJwk, signingJwk } from '../../src/platform/local-keys.ts'
import { readSettings } from '../../src/platform/settings.ts'
import { openStore } from '../../src/platform/sqlite/store.ts'
import { runSimulations } from '../support/limiter/simulation.ts'
import { startIssuer } from '../support/oauth/issuer.ts'
import { median } from './statistics.ts'

/**
 * `npm run bench -- limiter`: the simulation whole, what a take costs, and the limiter's share of a token
 * exchange.
 */

const quick = process.argv.includes('--quick')

/** A context without background work: `lastLogin` is set by the first exchange. */
const context = { waitUntil() {}, passThroughOnException() {}, props: {} }

await simulation()
take()
await exchange()

async function simulation(): Promise<void> {
  report({ job: 'limiter simulation', ...(await runSimulations({ seeds: quick ? 10 : 150 })) })
}

/** Measures takes from one busy key: one client in one isolate. */
function take(): void {
  const needs = { kv: undefined, now: Date.now, hash: async (text: string) => text, failures: noFailures() }
  const limiter = createLimiter(needs, { name: 'api', capacity: 1e9, perSecond: 1e9, shared: false })
  const takes = quick ? 200_000 : 2_000_000
  const defer = () => {}
  for (let i = 0; i < takes / 10; i++) void limiter.take('subject', 1, defer)
  const started = process.cpuUsage()
  for (let i = 0; i < takes; i++) void limiter.take('subject', 1, defer)
  report({ job: 'limiter take', cpuMicros: cpuMicros(started) / takes })
}

/**
 * Measures a whole exchange in this process, with the limiter and with one that always grants, in turn, so
 * that drift cancels.
 */
async function exchange(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const issuer = await startIssuer()
  const store = openStore(folder)
  try {
    const deps = await goodDeps(store, issuer.issuer)
    const yes: RateLimits = mapLimits(deps.rateLimits, () => consenting())
    const apps = { with: createApp(deps), without: createApp({ ...deps, rateLimits: yes }) }
    const init = await credentials(apps.without, await issuer.sign({ claims: { aud: 'bench' } }))
    const rounds = quick ? 40 : 200
    const shares: number[] = []
    const costs: number[] = []
    for (let round = -2; round < rounds; round++) {
      const order = round % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const)
      const pair = { with: 0, without: 0 }
      for (const which of order) pair[which] = await cost(apps[which], init)
      if (round < 0) continue
      shares.push(pair.with / pair.without - 1)
      costs.push(pair.without)
    }
    report({ job: 'limiter share of an exchange', share: median(shares), exchangeCpuMicros: median(costs) })
  } finally {
    store.close()
    rmSync(folder, { recursive: true })
    await issuer.stop()
  }
}

async function goodDeps(store: ReturnType<typeof openStore>, issuer: string): Promise<Deps> {
  const settings = readSettings({
    ISSUER: 'http://127.0.0.1',
    TRUSTED_ISSUERS: JSON.stringify([{ issuer, audience: 'bench' }]),
    SIGNING_KEYS: JSON.stringify([await signingJwk('bench')]),
    SECRET_PEPPERS: JSON.stringify([pepperJwk('bench')]),
  })
  if ('problems' in settings) throw new Error(settings.problems.join('\n'))
  const plenty = { capacity: 1e9, perSecond: 1e9, shared: false }
  const needs = { kv: undefined, now: Date.now, hash: async (text: string) => text, failures: noFailures() }
  const limits = createRateLimits(needs, { api: plenty, token: plenty, unauthenticated: plenty })
  return { ...createDeps(settings, store), rateLimits: limits, log: () => {} }
}

type App = ReturnType<typeof createApp>

function send(app: App, path: string, init: RequestInit) {
  return app.fetch(new Request(`http://127.0.0.1${path}`, init), { remoteAddress: '127.0.0.1' }, context)
}

async function credentials(app: App, token: string): Promise<RequestInit> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const response = await send(app, '/api/v1/access-keys', {
    method: 'POST',
    headers,
    body: '{"name":"bench"}',
  })
  const { clientId, clientSecret } = (await response.json()) as Record<string, string>
  const body = `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`
  return { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body }
}

/** Measures the CPU of one exchange in µs, over a block of them. */
async function cost(app: App, init: RequestInit): Promise<number> {
  const block = 200
  const started = process.cpuUsage()
  for (let i = 0; i < block; i++) {
    const response = await send(app, '/oauth/token', init)
    if (response.status !== 200)
      throw new Error(`Cannot exchange: ${response.status} ${await response.text()}`)
  }
  return cpuMicros(started) / block
}

function consenting(): Omit<Limiter, 'policy'> {
  const decision = { granted: true, remaining: 1, retryAfterSeconds: 0, resetSeconds: 0 }
  return { take: () => decision, peek: () => decision, charge() {} }
}

function mapLimits(limits: RateLimits, make: () => Limiter): RateLimits {
  const entries = Object.entries(limits).map(([name, { policy }]) => [name, { ...make(), policy }])
  return Object.fromEntries(entries) as RateLimits
}

function cpuMicros(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return user + system
}

function noFailures() {
  return { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
}

function report(figures: object): void {
  console.log(JSON.stringify(figures))
}
