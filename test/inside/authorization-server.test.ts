import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRateLimits } from '../../src/domain/rate-limits.ts'
import { connect } from '../../src/model/database.ts'
import { type App, DB, empty, intercepted, migrate, startApp } from './support.ts'

beforeAll(migrate)
beforeEach(async () => {
  await empty()
  await DB.exec('delete from revoked_tokens; delete from spent_tokens')
})

const ISSUER = 'https://latchkey.test'
const PATH = '/api/v1/user-applications'
const TOKEN = '/oauth/token'

type Headers = Record<string, string>
type Application = { id: string; clientId: string; secret: string }

const pair = await generateKeyPair('ES256', { extractable: true })
const jwk = await exportJWK(pair.publicKey)

/** Creates an application with a key, whose owner is an administrator. */
async function application(app: App): Promise<Application & { as: Headers }> {
  const as = { Authorization: `Bearer ${await app.sign({ roles: ['admin'], scope: 'read' })}` }
  const headers = { ...as, 'Content-Type': 'application/json' }
  const name = `a${crypto.randomUUID()}`
  const { body } = await app.send(PATH, { method: 'POST', headers, body: JSON.stringify({ name }) })
  await app.send(`${PATH}/${body.id}/keys`, { method: 'POST', headers, body: JSON.stringify(jwk) })
  return { ...body, as }
}

const form = (given: Record<string, string>, headers: Headers = {}): RequestInit => ({
  method: 'POST',
  headers,
  body: new URLSearchParams(given),
})
const bySecret = ({ clientId, secret }: Application) => ({ client_id: clientId, client_secret: secret })

async function byKey(app: App, { clientId }: Application, claims: object = {}) {
  const exp = Math.floor(app.clock.now / 1000) + 60
  const good = { iss: clientId, sub: clientId, aud: ISSUER, exp, jti: crypto.randomUUID() }
  const client_assertion = await new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(pair.privateKey)
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return { client_assertion_type, client_assertion }
}

async function proof(app: App, htm: string, path: string, claims: object = {}): Promise<Headers> {
  const good = { htm, htu: ISSUER + path, iat: Math.floor(app.clock.now / 1000), jti: crypto.randomUUID() }
  const DPoP = await new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(pair.privateKey)
  return { DPoP }
}

async function nonceOf(app: App, one: Application): Promise<string> {
  const headers = await proof(app, 'POST', TOKEN)
  const response = await exchange(app, bySecret(one), headers)
  return response.headers.get('DPoP-Nonce') ?? ''
}

const exchange = (app: App, client: Record<string, string>, headers: Headers = {}) =>
  app.send(TOKEN, form({ grant_type: 'client_credentials', ...client }, headers))

async function tokenOf(app: App, one: Application): Promise<string> {
  return (await exchange(app, bySecret(one))).body.access_token
}

async function boundToken(app: App, one: Application): Promise<string> {
  const headers = await proof(app, 'POST', TOKEN, { nonce: await nonceOf(app, one) })
  return (await exchange(app, bySecret(one), headers)).body.access_token
}

async function bound(app: App, method: string, path: string, token: string): Promise<Headers> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  const ath = btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
  return { Authorization: `DPoP ${token}`, ...(await proof(app, method, path, { ath })) }
}

const introspect = (app: App, one: Application, token: string) =>
  app.send('/oauth/introspect', form({ token, ...bySecret(one) }))

const rows = async (table: string) => (await DB.prepare(`select 1 from ${table}`).all()).results.length

describe('round trips to the database', () => {
  const trips: string[] = []
  const counting = connect(
    intercepted((go, statements) => {
      trips.push(statements.length > 1 ? 'batch' : 'one')
      return go()
    }),
  )

  /** The requests with their expected round trips. Each is prepared before its round trips are counted. */
  const CASES: [
    string,
    string[],
    (app: App, one: Application & { as: Headers }) => Promise<() => unknown>,
  ][] = [
    [
      'introspection by a secret',
      ['one'],
      async (app, one) => {
        const token = await tokenOf(app, one)
        return () => introspect(app, one, token)
      },
    ],
    [
      'introspection by an assertion',
      ['one', 'batch'],
      async (app, one) => {
        const given = { token: await tokenOf(app, one), ...(await byKey(app, one)) }
        return () => app.send('/oauth/introspect', form(given))
      },
    ],
    [
      'introspection by an administrator’s program with a proof',
      ['batch', 'one'],
      async (app, one) => {
        const token = await boundToken(app, one)
        const headers = await bound(app, 'POST', '/oauth/introspect', token)
        return () => app.send('/oauth/introspect', form({ token }, headers))
      },
    ],
    [
      'revocation by a secret',
      ['one', 'batch'],
      async (app, one) => {
        const given = { token: await tokenOf(app, one), ...bySecret(one) }
        return () => app.send('/oauth/revoke', form(given))
      },
    ],
    [
      'revocation by an assertion',
      ['one', 'batch'],
      async (app, one) => {
        const given = { token: await tokenOf(app, one), ...(await byKey(app, one)) }
        return () => app.send('/oauth/revoke', form(given))
      },
    ],
    [
      'an exchange of an assertion with a proof',
      ['one', 'batch'],
      async (app, one) => {
        const headers = await proof(app, 'POST', TOKEN, { nonce: await nonceOf(app, one) })
        const given = await byKey(app, one)
        return () => exchange(app, given, headers)
      },
    ],
    [
      'a call with a proof',
      ['batch', 'one'],
      async (app, one) => {
        const headers = await bound(app, 'GET', PATH, await boundToken(app, one))
        return () => app.send(PATH, { headers })
      },
    ],
    [
      'a call with a proof by a person',
      ['batch', 'one'],
      async (app) => {
        const cnf = { jkt: await calculateJwkThumbprint(jwk) }
        const headers = await bound(app, 'GET', PATH, await app.sign({ cnf }))
        return () => app.send(PATH, { headers })
      },
    ],
    [
      'a list of keys',
      ['one', 'batch'],
      async (app, one) => () => app.send(`${PATH}/${one.id}/keys`, { headers: one.as }),
    ],
    [
      'a new key',
      ['one', 'batch'],
      async (app, one) => {
        const headers = { ...one.as, 'Content-Type': 'application/json' }
        const body = JSON.stringify({ ...jwk, kid: 'new' })
        return () => app.send(`${PATH}/${one.id}/keys`, { method: 'POST', headers, body })
      },
    ],
  ]

  test.each(CASES)('of %s are %s.', async (_, expected, prepare) => {
    const app = await startApp({ db: counting })
    const one = await application(app)
    await tokenOf(app, one)
    const go = await prepare(app, one)
    trips.length = 0
    const { status } = (await go()) as { status: number }
    expect([status < 300, trips]).toEqual([true, expected])
  })
})

describe('time', () => {
  test('reports a token inactive from the second it expires, and later revocations delete its row.', async () => {
    const app = await startApp()
    const one = await application(app)
    const [kept, revoked] = [await tokenOf(app, one), await tokenOf(app, one)]
    await app.send('/oauth/revoke', form({ token: revoked, ...bySecret(one) }))
    app.clock.now += 899_000
    expect((await introspect(app, one, kept)).body).toMatchObject({ active: true })
    expect((await introspect(app, one, revoked)).body).toEqual({ active: false })
    app.clock.now += 1_000
    expect((await introspect(app, one, kept)).body).toEqual({ active: false })
    expect(await rows('revoked_tokens')).toBe(1)
    app.clock.now += 1_000
    await app.send('/oauth/revoke', form({ token: await tokenOf(app, one), ...bySecret(one) }))
    expect(await rows('revoked_tokens')).toBe(1)
  })

  test('a token loses its rights everywhere when those of its owner are too old.', async () => {
    const app = await startApp({ ownerRightsMaxAgeSeconds: 600 })
    const one = await application(app)
    const token = await tokenOf(app, one)
    const as = { Authorization: `Bearer ${token}` }
    const rights = async () => {
      const { body: active } = await introspect(app, one, token)
      const { body: caller } = await app.send('/api/v1/me', { headers: as })
      const { body: stored } = await app.send(`${PATH}/${one.id}/rights`, { headers: as })
      return [active.scope, caller.roles, caller.scopes, stored.effective.scopes]
    }
    const issuedAt = await DB.prepare('select rights_issued_at from identities').first<number>(
      'rights_issued_at',
    )
    app.clock.now = (issuedAt ?? 0) + 600_000
    expect(await rights()).toEqual(['read', ['admin'], ['read'], ['read']])
    app.clock.now += 1
    expect(await rights()).toEqual([undefined, [], [], []])
  })

  test('an assertion with a fraction in its exp works once, until its last moment.', async () => {
    const app = await startApp()
    const one = await application(app)
    const exp = Math.floor(app.clock.now / 1000) + 60.001
    const assertion = await byKey(app, one, { exp })
    expect((await exchange(app, assertion)).status).toBe(200)
    for (const ms of [1, 65_100, 65_900]) {
      const at = app.clock.now
      app.clock.now += ms
      expect((await exchange(app, assertion)).status).toBe(401)
      app.clock.now = at
    }
  })

  test('deletes expired revocations and assertions: of fifty of each, ten remain.', async () => {
    const app = await startApp()
    const one = await application(app)
    for (let round = 0; round < 5; round++) {
      const tokens = await Promise.all(Array.from({ length: 10 }, () => tokenOf(app, one)))
      const forms = await Promise.all(tokens.map(async (token) => ({ token, ...(await byKey(app, one)) })))
      await Promise.all(forms.map((given) => app.send('/oauth/revoke', form(given))))
      app.clock.now += 901_000
    }
    expect([await rows('revoked_tokens'), await rows('spent_tokens')]).toEqual([10, 10])
  }, 20_000)

  test('accepts an assertion for five minutes at most, with five seconds of clock skew.', async () => {
    const app = await startApp()
    const one = await application(app)
    const now = Math.floor(app.clock.now / 1000)
    const statuses = await Promise.all(
      [300, 301, -4, -5].map(
        async (ahead) => (await exchange(app, await byKey(app, one, { exp: now + ahead }))).status,
      ),
    )
    expect(statuses).toEqual([200, 401, 200, 401])
  })

  test('accepts a proof within a minute of its time, and remembers a used one for as long.', async () => {
    const app = await startApp()
    const one = await application(app)
    const nonce = await nonceOf(app, one)
    const at = (offset: number) => Math.floor(app.clock.now / 1000) + offset
    const status = async (iat: number) =>
      (await exchange(app, bySecret(one), await proof(app, 'POST', TOKEN, { nonce, iat }))).status
    expect([await status(at(-60)), await status(at(60))]).toEqual([200, 200])
    expect([await status(at(-61)), await status(at(61))]).toEqual([400, 400])
    const used = await proof(app, 'POST', TOKEN, { nonce })
    expect((await exchange(app, bySecret(one), used)).status).toBe(200)
    app.clock.now += 60_000
    expect((await exchange(app, bySecret(one), used)).body.error).toBe('invalid_dpop_proof')
  })

  test('ends a nonce after two to four minutes, and the response has the next one.', async () => {
    const app = await startApp()
    const one = await application(app)
    const nonce = await nonceOf(app, one)
    const ask = async (given: string) =>
      exchange(app, bySecret(one), await proof(app, 'POST', TOKEN, { nonce: given }))
    app.clock.now += 120_000
    const response = await ask(nonce)
    expect(response.body.token_type).toBe('DPoP')
    const next = response.headers.get('DPoP-Nonce') ?? ''
    expect(next).not.toBe(nonce)
    app.clock.now += 120_000
    expect((await ask(nonce)).body.error).toBe('use_dpop_nonce')
    expect((await ask(next)).body.token_type).toBe('DPoP')
  })
})

test('While the database does not respond, nothing is active, inactive or revoked: the response is 503.', async () => {
  const app = await startApp()
  const one = await application(app)
  const token = await tokenOf(app, one)
  const down = connect(intercepted(() => Promise.reject(new Error('down'))))
  const without = await startApp({ db: down })
  for (const path of ['/oauth/introspect', '/oauth/revoke']) {
    const { status, headers } = await without.send(path, form({ token, ...bySecret(one) }))
    expect([status, headers.get('Retry-After')]).toEqual([503, '30'])
  }
})

test('Introspection is limited by the API’s policy, and failed authentication by the network’s.', async () => {
  const policy = (capacity: number) => ({ capacity, perSecond: 0.001, shared: false })
  const needs = { kv: undefined, now: Date.now, hash: async (text: string) => text }
  const failures = { publish: 0, import: 0, invalid: 0, evictedInDebt: 0 }
  const limited = (api: number, unauthenticated: number) => {
    const policies = { api: policy(api), token: policy(1_000), unauthenticated: policy(unauthenticated) }
    return startApp({ rateLimits: createRateLimits({ ...needs, failures }, policies) })
  }
  const statuses = async (app: App, ...by: Application[]) => {
    const sent: number[] = []
    for (const one of by) sent.push((await introspect(app, one, 'nonsense')).status)
    return sent
  }
  const often = await limited(5, 100)
  const one = await application(often)
  expect(await statuses(often, one, one, one, one, one, one)).toEqual([200, 200, 200, 200, 200, 429])
  const badly = await limited(100, 2)
  const wrong = { ...one, secret: (await application(badly)).secret }
  expect(await statuses(badly, wrong, wrong, one)).toEqual([401, 401, 429])
})
