import {
  applyD1Migrations,
  createExecutionContext,
  type D1Migration,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createRateLimits } from '../../src/domain/rate-limits.ts'
import { createPeppers } from '../../src/domain/secrets.ts'
import { createSigningKeys } from '../../src/domain/signing-keys.ts'
import { createVerifiedTokenCache } from '../../src/domain/verified-token-cache.ts'
import { createApp } from '../../src/http/app.ts'
import type { Deps, LogLine } from '../../src/http/env.ts'
import { connect } from '../../src/model/database.ts'
import { checkExchange } from '../support/openapi/response-checks.ts'

const bindings = env as unknown as { DB: D1Database; KV: KVNamespace; MIGRATIONS: D1Migration[] }

export const { DB, KV } = bindings

/** Migrates an empty database, whatever the previous test file has left. */
export async function migrate(): Promise<void> {
  await dropTables()
  await applyMigrations()
}

/** Drops every table, for the start of a test file: all files share one database. */
export async function dropTables(): Promise<void> {
  const query = `select name from sqlite_schema where type = 'table' and name not like '\\_cf%' escape '\\'`
  const { results } = await DB.prepare(`${query} and name not like 'sqlite%'`).all<{ name: string }>()
  const drops = results.map(({ name }) => DB.prepare(`drop table ${name}`))
  await DB.batch([DB.prepare('pragma defer_foreign_keys = on'), ...drops])
}

/** Applies the migrations that the database lacks. */
export function applyMigrations(): Promise<void> {
  return applyD1Migrations(DB, bindings.MIGRATIONS)
}

/** Deletes the rows that earlier tests have left. */
export async function empty(): Promise<void> {
  await DB.exec(
    'delete from user_apps; delete from accounts; delete from applications; delete from identities',
  )
}

/** Starts the app over the real bindings, with the test's clock and other changes. */
export async function startApp(changes: Partial<Deps> = {}) {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const logs: LogLine[] = []
  const { deps, sign } = await goodDeps()
  const app = createApp({ ...deps, now: () => clock.now, log: (line) => logs.push(line), ...changes })
  return {
    clock,
    logs,
    sign: (claims: Record<string, unknown> = {}) => sign(clock.now, claims),
    /** Sends a request, and waits for the work after the response too. */
    async send(path: string, init: RequestInit = {}) {
      const context = createExecutionContext()
      const response = await app.fetch(new Request(`https://latchkey.test${path}`, init), {}, context)
      const text = await response.text()
      await waitOnExecutionContext(context)
      const { status, headers } = response
      checkExchange({ method: init.method ?? 'GET', path, status, headers, body: text })
      return { status, headers, body: text ? JSON.parse(text) : undefined }
    },
    app,
  }
}

export type App = Awaited<ReturnType<typeof startApp>>

const PLENTY = { capacity: 1_000_000, perSecond: 1_000_000, shared: false }

async function goodDeps() {
  const own = { kid: 'own', ...(await exportJWK((await pair()).privateKey)) }
  const trusted = await pair()
  const jwk = { kid: 'trusted', ...(await exportJWK(trusted.publicKey)) }
  const issuer = {
    issuer: 'https://issuer.test',
    audience: 'https://api.test',
    algorithms: ['ES256'],
    claims: {
      name: [['name']],
      alias: [['alias']],
      email: [['email']],
      roles: [['roles']],
      scopes: [['scope']],
    },
    roles: ['admin'],
    scopes: ['read', 'write', 'idn:app-roles:manage', 'idn:app-roles:read', 'sp:scopes:all'],
    keys: createLocalJWKSet({ keys: [jwk] }),
  }
  const k = btoa('a pepper for tests, 32 bytes long').replace(/=+$/, '')
  const deps: Deps = {
    db: connect(DB),
    kv: bindings.KV,
    now: Date.now,
    log: () => {},
    issuer: 'https://latchkey.test',
    audiences: ['https://latchkey.test'],
    assertionAudience: 'endpoint',
    assertionMaxSeconds: 300,
    tokenTtlSeconds: 900,
    applicationsMax: 20,
    ownerRightsMaxAgeSeconds: Number.POSITIVE_INFINITY,
    programsManageApplications: true,
    lastLoginPrecisionSeconds: 60,
    requireExperimentalHeader: false,
    assets: async () => undefined,
    signIn: [],
    developmentKey: undefined,
    rateLimits: createRateLimits(
      {
        kv: undefined,
        now: Date.now,
        hash: async (text) => text,
        failures: { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 },
      },
      { api: PLENTY, token: PLENTY, unauthenticated: PLENTY },
    ),
    limiterFailures: () => 0,
    trustedProxies: [],
    corsOrigins: [],
    signingKeys: createSigningKeys([own as Parameters<typeof createSigningKeys>[0][0]]),
    peppers: createPeppers([{ kty: 'oct', kid: 'pepper', k }]),
    verifiedTokens: createVerifiedTokenCache(),
    trustedIssuers: new Map([[issuer.issuer, issuer]]),
  }
  let signed = 0
  const sign = (now: number, claims: Record<string, unknown>) => {
    const seconds = Math.floor(now / 1000)
    const names = { iss: issuer.issuer, aud: issuer.audience, sub: 'alice' }
    // Each token is later than the one before.
    const payload = { ...names, iat: seconds - 60 + signed++ / 1000, exp: seconds + 3600, ...claims }
    return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'trusted' }).sign(trusted.privateKey)
  }
  return { deps, sign }
}

function pair() {
  return generateKeyPair('ES256', { extractable: true })
}

/** Runs instead of a round trip to the database; `go` makes it. */
export type Interceptor = <T>(go: () => Promise<T>, statements: D1PreparedStatement[]) => Promise<T>

/** Returns the real database, with every round trip of drizzle passing through `intercept`. */
export function intercepted(intercept: Interceptor): D1Database {
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    ({
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      run: () => intercept(() => statement.run(), [statement]),
      all: () => intercept(() => statement.all(), [statement]),
      raw: () => intercept(() => statement.raw(), [statement]),
      original: statement,
    }) as unknown as D1PreparedStatement
  return {
    prepare: (query: string) => wrap(DB.prepare(query)),
    batch: (wrapped: (D1PreparedStatement & { original: D1PreparedStatement })[]) => {
      const statements = wrapped.map(({ original }) => original)
      return intercept(() => DB.batch(statements), statements)
    },
  } as unknown as D1Database
}
