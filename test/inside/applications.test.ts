import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../src/model/database.ts'
import { SECURITY_HEADERS, securityHeaders } from '../support/api/security-headers.ts'
import { type App, DB, empty, intercepted, migrate, startApp } from './support.ts'

beforeAll(migrate)
beforeEach(empty)

const PATH = '/api/v1/user-applications'

type Request = { path: string; init: RequestInit }

/** Returns a request for each operation, by a user with the right, on an existing application. */
async function requests(
  app: App,
  claims: Record<string, unknown> = { roles: ['admin'], scope: 'sp:scopes:all' },
) {
  const as = { Authorization: `Bearer ${await app.sign(claims)}` }
  const { body } = await app.send(PATH, create(as, 'first'))
  const other = (await app.send(PATH, create(as, 'second'))).body
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: body.clientId,
    client_secret: body.secret,
  })
  const table: Record<string, Request> = {
    list: { path: PATH, init: { headers: as } },
    create: { path: PATH, init: create(as, 'third') },
    read: { path: `${PATH}/${body.id}`, init: { headers: as } },
    exchange: { path: '/oauth/token', init: { method: 'POST', body: form } },
    regenerate: { path: `${PATH}/${body.id}/secret`, init: { method: 'POST', headers: as } },
    'list of everyone': { path: '/api/v1/administration/user-applications', init: { headers: as } },
    'list of user apps': { path: '/user-apps/all?count=true&filters=not+id+eq+a', init: { headers: as } },
    'list of own user apps': { path: '/v2024/user-apps?count=true', init: { headers: as } },
    'list of available accounts': {
      path: `/user-apps/${body.id}/available-accounts?count=true`,
      init: { headers: as },
    },
    'choice of an account': {
      path: `/user-apps/${body.id}`,
      init: { ...patch(body.id), headers: { ...as, ...JSON_PATCH } },
    },
    delete: { path: `${PATH}/${body.id}`, init: { method: 'DELETE', headers: as } },
    'delete of anyone': {
      path: `/api/v1/administration/access-keys/${other.id}`,
      init: { method: 'DELETE', headers: as },
    },
  }
  return table
}

function create(headers: Record<string, string>, name: string): RequestInit {
  return {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  }
}

const JSON_PATCH = { 'Content-Type': 'application/json-patch+json' }

function patch(id: string): RequestInit {
  return {
    method: 'PATCH',
    body: JSON.stringify([{ op: 'replace', path: '/account', value: { id, type: 'ACCOUNT' } }]),
  }
}

describe('round trips to the database', () => {
  const trips: string[] = []
  const counting = intercepted((go, statements) => {
    trips.push(statements.length > 1 ? 'batch' : 'one')
    return go()
  })

  test('are two at most for every operation, also at the first call of a user', async () => {
    const app = await startApp({ db: connect(counting) })
    for (const [name, { path, init }] of Object.entries(await requests(app))) {
      trips.length = 0
      const { status } = await app.send(path, init)
      expect({ name, status: status < 300, trips: trips.length <= 2 }).toEqual({
        name,
        status: true,
        trips: true,
      })
    }
    trips.length = 0
    await app.send(PATH, { headers: { Authorization: `Bearer ${await app.sign({ sub: 'newcomer' })}` } })
    expect(trips).toEqual(['batch', 'one'])
  })

  test('are only reads for a user whose token was seen before, with one write an hour', async () => {
    const app = await startApp({ db: connect(counting) })
    const claims = { sub: 'regular', name: 'Regular', exp: Math.floor(app.clock.now / 1000) + 86_400 }
    const token = await app.sign(claims)
    const tripsOf = async (bearer: string) => {
      trips.length = 0
      const { status } = await app.send(PATH, { headers: { Authorization: `Bearer ${bearer}` } })
      return { status, trips: trips.join(' ') }
    }
    expect(await tripsOf(token)).toEqual({ status: 200, trips: 'batch one' })
    expect(await tripsOf(token)).toEqual({ status: 200, trips: 'one one' })
    app.clock.now += 3_600_000
    expect(await tripsOf(token)).toEqual({ status: 200, trips: 'one batch one' })
    expect(await tripsOf(token)).toEqual({ status: 200, trips: 'one one' })
    await tripsOf(await app.sign({ ...claims, name: 'Renamed' }))
    expect(await tripsOf(token)).toEqual({ status: 200, trips: 'one batch one' })
    await DB.prepare(`update identities set active = 0 where subject = 'regular'`).run()
    expect(await tripsOf(token)).toEqual({ status: 401, trips: 'one' })
  })

  test('are one read for an exchange, and one write a minute after the response', async () => {
    const app = await startApp({ db: connect(counting) })
    const { exchange } = await requests(app)
    const tripsOfExchange = async () => {
      trips.length = 0
      expect((await app.send(exchange?.path ?? '', exchange?.init)).status).toBe(200)
      return trips.length
    }
    expect(await tripsOfExchange()).toBe(2)
    expect(await tripsOfExchange()).toBe(1)
    app.clock.now += 60_000
    expect(await tripsOfExchange()).toBe(2)
  })
})

describe('a database that fails', () => {
  const outage = { at: -1, after: false, trip: 0 }
  const failing = intercepted(async (go) => {
    const fails = outage.trip++ === outage.at
    if (fails && !outage.after) throw new Error('D1_ERROR: connection lost')
    const result = await go()
    if (fails) throw new Error('D1_ERROR: connection lost')
    return result
  })

  test.each([false, true])(
    'at any step, after the write: %s, causes 503 and leaves no partial write',
    async (after) => {
      const app = await startApp({ db: connect(failing) })
      for (const at of [0, 1]) {
        await empty()
        Object.assign(outage, { at, after, trip: 0 })
        const response = await app.send(PATH, create({ Authorization: `Bearer ${await app.sign()}` }, 'half'))
        expect(response).toMatchObject({
          status: 503,
          body: { code: 503, message: 'Please try again in few minutes.' },
        })
        expect(response.headers.get('Retry-After')).toBe('30')
        const { results } = await DB.prepare(
          'select name, length(secret_hash) as hash from applications',
        ).all()
        expect(results).toEqual(after && at === 1 ? [{ name: 'half', hash: 43 }] : [])
      }
    },
  )

  test('between the statements of a create leaves no row of it', async () => {
    for (const broken of [0, 1]) {
      const breaking = intercepted((go, statements) => {
        if (!statements.some(isInsertOfApplication)) return go()
        const batch = statements.map((statement, index) =>
          index === broken ? DB.prepare('select broken') : statement,
        )
        return DB.batch(batch) as ReturnType<typeof go>
      })
      const app = await startApp({ db: connect(breaking) })
      const response = await app.send(PATH, create({ Authorization: `Bearer ${await app.sign()}` }, 'half'))
      expect(response.status).toBe(503)
      expect(await DB.prepare('select count(*) as n from applications').first('n')).toBe(0)
    }
  })

  test('causes 503 for every operation, never 200 or 401, with the reason in the log only', async () => {
    Object.assign(outage, { at: -1, trip: 0 })
    const app = await startApp({ db: connect(failing) })
    for (const [name, { path, init }] of Object.entries(await requests(app))) {
      Object.assign(outage, { at: 0, after: false, trip: 0 })
      const { status, headers, body } = await app.send(path, init)
      expect({ name, status }).toEqual({ name, status: 503 })
      expect(securityHeaders(headers)).toEqual(SECURITY_HEADERS)
      if (path.includes('user-apps')) expect(body).toMatchObject({ detailCode: '503.0 Service Unavailable' })
      else expect(body).toEqual({ code: 503, message: 'Please try again in few minutes.' })
      expect(app.logs.at(-1)).toMatchObject({
        level: 'error',
        refusal: 'unavailable',
        error: { message: 'D1_ERROR: connection lost' },
      })
    }
  })

  test('that hangs causes 503 too', async () => {
    const app = await startApp({
      db: connect(
        intercepted(() => new Promise(() => {})),
        20,
      ),
    })
    expect((await app.send(PATH, { headers: { Authorization: `Bearer ${await app.sign()}` } })).status).toBe(
      503,
    )
  })

  test('after the response to an exchange is one line of the log', async () => {
    Object.assign(outage, { at: -1, trip: 0 })
    const app = await startApp({ db: connect(failing) })
    const { exchange } = await requests(app)
    Object.assign(outage, { at: 1, after: false, trip: 0 })
    expect((await app.send(exchange?.path ?? '', exchange?.init)).status).toBe(200)
    expect(app.logs.find(({ event }) => event === 'deferred')).toMatchObject({
      level: 'error',
      event: 'deferred',
      error: { message: 'D1_ERROR: connection lost' },
    })
  })
})

test('an unexpected error has a quiet response and a full log line with the request ID', async () => {
  const app = await startApp({ peppers: () => Promise.reject(new TypeError('the inside')) })
  const response = await app.send(PATH, create({ Authorization: `Bearer ${await app.sign()}` }, 'my-app'))
  expect(response).toMatchObject({ status: 500, body: { code: 500, message: 'Something went wrong.' } })
  expect(securityHeaders(response.headers)).toEqual(SECURITY_HEADERS)
  expect(app.logs.at(-1)).toMatchObject({
    level: 'error',
    event: 'request',
    requestId: response.headers.get('X-Request-Id'),
    status: 500,
    route: PATH,
    refusal: 'internal',
    error: { name: 'TypeError', message: 'the inside' },
  })
})

test('a broken constraint is our fault, not an outage: 500', async () => {
  const app = await startApp({
    db: connect(intercepted(() => Promise.reject(new Error('D1_ERROR: FOREIGN KEY constraint failed')))),
  })
  expect((await app.send(PATH, { headers: { Authorization: `Bearer ${await app.sign()}` } })).status).toBe(
    500,
  )
})

describe('time', () => {
  test('moves lastLogin from minute to minute, and only by an exchange', async () => {
    const app = await startApp()
    const { read, exchange } = await requests(app)
    const lastLogin = async () => (await app.send(read?.path ?? '', read?.init)).body.lastLogin
    const logIn = () => app.send(exchange?.path ?? '', exchange?.init)
    expect(await lastLogin()).toBeNull()
    await logIn()
    expect(await lastLogin()).toBe('2026-01-01T00:00:00.000Z')
    app.clock.now += 59_999
    await logIn()
    expect(await lastLogin()).toBe('2026-01-01T00:00:00.000Z')
    app.clock.now += 1
    await logIn()
    expect(await lastLogin()).toBe('2026-01-01T00:01:00.000Z')
  })

  test('ends a token of ours to the second', async () => {
    const app = await startApp()
    const { exchange } = await requests(app)
    const { body } = await app.send(exchange?.path ?? '', exchange?.init)
    const call = () => app.send(PATH, { headers: { Authorization: `Bearer ${body.access_token}` } })
    app.clock.now += 899_999
    expect((await call()).status).toBe(200)
    app.clock.now += 1
    expect((await call()).body).toEqual({ code: 401, message: 'JWT validation failed: JWT is expired' })
  })

  test('orders the list by creation', async () => {
    const app = await startApp()
    const as = { Authorization: `Bearer ${await app.sign()}` }
    for (const name of ['charlie', 'alpha', 'bravo']) {
      app.clock.now += 1
      await app.send(PATH, create(as, name))
    }
    const { body } = await app.send(PATH, { headers: as })
    expect(body.map(({ name }: { name: string }) => name)).toEqual(['charlie', 'alpha', 'bravo'])
  })
})

describe('everyone’s applications', () => {
  /**
   * Inserts more than two pages, a hundred applications per instant. IDs begin with the instant, like ours.
   */
  async function fill(owner: string): Promise<void> {
    await DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 2100)
       insert into applications (id, client_id, owner_id, name, roles, scopes, secret_hash, secret_pepper,
         secret_generation, created_at)
       select printf('id-%05d', i), printf('client-%05d', i), ?, printf('app-%d', i), '[]', '[]',
         printf('%043d', i), 'pepper', 1, i / 100 from n`,
    )
      .bind(owner)
      .run()
  }

  async function filled(db = connect(DB)) {
    const app = await startApp({ db })
    const as = { Authorization: `Bearer ${await app.sign({ roles: ['admin'] })}` }
    await app.send(PATH, { headers: as })
    await fill(String(await DB.prepare('select id from identities').first('id')))
    return { app, as }
  }

  test('are listed completely, in order, over several pages', async () => {
    const { app, as } = await filled()
    const { body } = await app.send('/api/v1/administration/access-keys', { headers: as })
    const { results } = await DB.prepare('select id from applications order by created_at, id').all()
    expect(body.accessKeys.map(({ id }: { id: string }) => id)).toEqual(results.map(({ id }) => id))
    expect(body.accessKeys).toHaveLength(2100)
  })

  test('break off if a later page cannot be read, so that no client mistakes a part for the whole', async () => {
    let trips = 0
    const { app, as } = await filled(
      connect(intercepted((go) => (++trips === 5 ? Promise.reject(new Error('lost')) : go()))),
    )
    trips = 2
    const response = await app.app.fetch(
      new Request('https://latchkey.test/api/v1/administration/access-keys', { headers: as }),
      {},
    )
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(app.logs.at(-1)).toMatchObject({ level: 'error', event: 'broken', error: { message: 'lost' } })
  })
})

function isInsertOfApplication(statement: D1PreparedStatement): boolean {
  return String((statement as unknown as { statement: string }).statement).startsWith(
    'insert into "applications"',
  )
}

describe('A program whose token ends between its identification and its write', () => {
  type Application = { id: string; clientId: string; secret: string }

  const ENDS: Record<string, (acting: Application, jti: string) => D1PreparedStatement> = {
    'is deleted': ({ id }) => DB.prepare('delete from applications where id = ?').bind(id),
    'gets another secret': ({ id }) =>
      DB.prepare('update applications set secret_generation = 2 where id = ?').bind(id),
    'is revoked': (_, jti) => DB.prepare('insert into revoked_tokens values (?, ?)').bind(jti, 2 ** 52),
    'loses its owner': () => DB.prepare('update identities set active = 0'),
  }
  const WRITES: Record<string, (target: Application) => [method: string, path: string, body?: string]> = {
    'creates nothing': () => ['POST', PATH, '{"name":"late"}'],
    'replaces no secret': ({ id }) => ['POST', `${PATH}/${id}/secret`],
    'deletes nothing': ({ id }) => ['DELETE', `${PATH}/${id}`],
    'deletes nothing as an administrator': ({ id }) => [
      'DELETE',
      `/api/v1/administration/user-applications/${id}`,
    ],
  }
  const cases = Object.keys(ENDS).flatMap((end) => Object.keys(WRITES).map((write) => [end, write] as const))

  test.each(cases)('since it %s: %s.', async (end, write) => {
    let beforeWrite: (() => Promise<unknown>) | undefined
    const racing = intercepted(async (go, statements) => {
      const isWrite = statements.length > 1
      if (isWrite) await beforeWrite?.()
      return go()
    })
    const app = await startApp({ db: connect(racing) })
    const as = { Authorization: `Bearer ${await app.sign({ roles: ['admin'] })}` }
    const acting = (await app.send(PATH, create(as, 'acting'))).body
    const target = (await app.send(PATH, create(as, 'target'))).body
    const form = {
      grant_type: 'client_credentials',
      client_id: acting.clientId,
      client_secret: acting.secret,
    }
    const { body } = await app.send('/oauth/token', { method: 'POST', body: new URLSearchParams(form) })
    const before = await DB.prepare('select id, secret_hash from applications where name <> ?')
      .bind('acting')
      .all()
    const { jti } = JSON.parse(atob(body.access_token.split('.')[1]))
    beforeWrite = () => ENDS[end]?.(acting, jti).run() as Promise<unknown>
    const [method = '', path = '', text] = WRITES[write]?.(target) ?? []
    const headers = { Authorization: `Bearer ${body.access_token}`, 'Content-Type': 'application/json' }
    const response = await app.send(path, { method, headers, ...(text ? { body: text } : {}) })
    expect(response.status).toBe(401)
    const after = await DB.prepare('select id, secret_hash from applications where name <> ?')
      .bind('acting')
      .all()
    expect(after.results).toEqual(before.results)
  })
})
