import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ApiResponse,
  api,
  exchange,
  type NewApplication,
  newApplication,
  read,
} from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, sendRaw, startService } from '../support/service/service.ts'

let issuer: Issuer
let service: Service
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const SECRET = /^lks_[0-9A-Za-z]{49}$/
const NOT_FOUND = { code: 404, message: 'Resource id not found.' }

let users = 0
/** Signs a token of a user that no other test knows, since a user may have only 20 applications. */
function user(claims: Record<string, unknown> = {}): Promise<string> {
  return issuer.sign({ claims: { sub: `user-${++users}`, ...claims } })
}

function administrator(): Promise<string> {
  return user({ roles: ['admin'] })
}

const VIEWS = [
  {
    name: 'user-applications',
    list: (body: unknown) => body,
    created: ['secret'],
    regenerated: ['secret', 'clientSecret'],
  },
  {
    name: 'access-keys',
    list: (body: unknown) => (body as { accessKeys: unknown }).accessKeys,
    created: ['clientSecret'],
    regenerated: ['clientSecret'],
  },
]

describe.each(VIEWS)('$name', ({ name: view, list, created, regenerated }) => {
  const path = `/api/v1/${view}`
  const administration = `/api/v1/administration/${view}`

  test('begin as an empty list', async () => {
    const { status, body, headers } = await api(service, await user()).get(path)
    expect({ status, list: list(body) }).toEqual({ status: 200, list: [] })
    expectGuarded(headers)
  })

  test('are created with 201, the secret, and nothing else', async () => {
    const { status, body, headers } = await api(service, await user()).post<Record<string, string>>(path, {
      name: 'my-app',
    })
    expect(status).toBe(201)
    expect(Object.keys(body).sort()).toEqual(['clientId', 'createdAt', 'id', 'name', ...created].sort())
    expect(body).toMatchObject({
      id: expect.stringMatching(UUID),
      clientId: expect.stringMatching(UUID),
      name: 'my-app',
      createdAt: expect.stringMatching(INSTANT),
    })
    for (const key of created) expect(body[key]).toMatch(SECRET)
    expect(body.id).not.toBe(body.clientId)
    expectGuarded(headers)
  })

  test('are read and listed without the secret', async () => {
    const token = await user()
    const { id, clientId, name, createdAt } = await newApplication(service, token)
    const shown = { id, clientId, name, createdAt, lastLogin: null }
    const one = await api(service, token).get(`${path}/${id}`)
    expect({ status: one.status, body: one.body }).toEqual({ status: 200, body: shown })
    expectGuarded(one.headers)
    expect(list((await api(service, token).get(path)).body)).toEqual([shown])
  })

  test('get another secret, and the old one is refused', async () => {
    const token = await user()
    const application = await newApplication(service, token)
    const { status, body, headers } = await api(service, token).post<Record<string, string>>(
      `${path}/${application.id}/secret`,
    )
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(regenerated)
    expect(new Set(Object.values(body)).size).toBe(1)
    expectGuarded(headers)
    await expect(exchange(service, application)).rejects.toThrow('Cannot exchange')
    expect(await exchange(service, { ...application, secret: String(body.clientSecret) })).toMatch(/^ey/)
  })

  test('are deleted with 204 and no body; a second delete finds nothing', async () => {
    const token = await user()
    const application = await newApplication(service, token)
    const remove = () => api(service, token).delete(`${path}/${application.id}`)
    const { status, body, headers } = await remove()
    expect({ status, body, type: headers.get('Content-Type') }).toEqual({ status: 204, body: '', type: null })
    expectGuarded(headers)
    expectNotFound(await remove())
    await expect(exchange(service, application)).rejects.toThrow('Cannot exchange')
  })

  test('of everyone are listed for an administrator, with their creator', async () => {
    const email = `${view}@example.com`
    const [withEmail, without] = [await user({ email }), await user()]
    const [first, second] = [await newApplication(service, withEmail), await newApplication(service, without)]
    const owner = await service.db
      .prepare('select owner_id from applications where id = ?')
      .bind(second.id)
      .first('owner_id')
    const all = api(service, await administrator())
    const found = async (query: string) => list((await all.get(`${administration}?${query}`)).body)
    const shown = ({ id, clientId, name, createdAt }: NewApplication, createdBy: unknown) => ({
      name,
      id,
      clientId,
      createdAt,
      lastLogin: null,
      createdBy,
    })
    expect(await found(`clientId=${first.clientId}`)).toEqual([shown(first, email)])
    expect(await found(`createdBy=${email}`)).toEqual([shown(first, email)])
    expect(await found(`createdBy=${owner}`)).toEqual([shown(second, owner)])
    expect(await found(`clientId=${first.clientId}&createdBy=${owner}`)).toEqual([])
    expect(await found(`createdBy=${email.toUpperCase()}`)).toEqual([])
    expect(await found('clientId=&createdBy=')).toEqual(
      expect.arrayContaining([shown(first, email), shown(second, owner)]),
    )
    expectGuarded((await all.get(administration)).headers)
  })

  test('of anyone are deleted by an administrator', async () => {
    const application = await newApplication(service, await user())
    const all = api(service, await administrator())
    const { status, body } = await all.delete(`${administration}/${application.id}`)
    expect({ status, body }).toEqual({ status: 204, body: '' })
    expectNotFound(await all.delete(`${administration}/${application.id}`))
    await expect(exchange(service, application)).rejects.toThrow('Cannot exchange')
  })

  test('of everyone are for administrators only', async () => {
    const token = await user({ scope: 'sp:scopes:all' })
    const { id } = await newApplication(service, token)
    const refused = { status: 403, body: { code: 403, message: 'You do not have sufficient permissions.' } }
    expect(await api(service, token).get(administration)).toMatchObject(refused)
    expect(await api(service, token).delete(`${administration}/${id}`)).toMatchObject(refused)
    expect((await api(service, token).get(`${path}/${id}`)).status).toBe(200)
  })

  test('need a token, on every path', async () => {
    for (const [method, to] of [
      ...['GET', 'POST', 'PUT'].map((method) => [method, path]),
      ...['GET', 'DELETE', 'PATCH'].map((method) => [method, `${path}/some-id`]),
      ['POST', `${path}/some-id/secret`],
      ['GET', administration],
      ['DELETE', `${administration}/some-id`],
    ] as [string, string][]) {
      const { status, body, headers } = await read(await service.fetch(to, { method }))
      expect({ method, to, status, challenge: headers.get('WWW-Authenticate') }).toEqual({
        method,
        to,
        status: 401,
        challenge:
          'Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource"',
      })
      expect(body).toMatchObject({ code: 401 })
    }
  })

  test.each([
    ['PUT', '', 'GET, HEAD, POST'],
    ['PATCH', '/some-id', 'DELETE, GET, HEAD'],
    ['GET', '/some-id/secret', 'DELETE, POST'],
  ])('refuse %s %s, and list the allowed methods', async (method, below, allow) => {
    const headers = { Authorization: `Bearer ${await user()}`, 'X-HTTP-Method-Override': 'GET' }
    const response = await read(await service.fetch(path + below, { method, headers }))
    expect({ status: response.status, allow: response.headers.get('Allow') }).toEqual({ status: 405, allow })
    expect(response.body).toEqual({
      code: 405,
      message: `The method is not allowed here. Use ${allow.replaceAll(', ', ' or ')}.`,
    })
    expectGuarded(response.headers)
  })

  test('are hidden from other users on every route', async () => {
    const application = await newApplication(service, await user())
    const stranger = api(service, await user())
    expectNotFound(await stranger.get(`${path}/${application.id}`))
    expectNotFound(await stranger.post(`${path}/${application.id}/secret`))
    expectNotFound(await stranger.delete(`${path}/${application.id}`))
    expect(await exchange(service, application)).toMatch(/^ey/)
  })
})

describe('an id', () => {
  test.each([
    ['that never was', '01890000-0000-7000-8000-000000000000'],
    ['of no shape', 'nonsense'],
    ['of 10 kB', 'x'.repeat(10_000)],
    ['with NUL', '%00'],
    ['with a broken escape', '%ZZ'],
    ['with an encoded slash', 'a%2Fb'],
    ['with encoded dots', '%2e%2e%2fadministration'],
    ['with SQL', "'%20or%201=1--"],
  ])('%s is not found', async (_, id) => {
    const caller = api(service, await user())
    expectNotFound(await caller.get(`/api/v1/user-applications/${id}`))
    expectNotFound(await caller.delete(`/api/v1/user-applications/${id}`))
    expectNotFound(await caller.post(`/api/v1/user-applications/${id}/secret`))
  })

  test('with ../ is another path, which a token does not open', async () => {
    const response = await sendRaw(
      service,
      `GET /api/v1/user-applications/../administration/user-applications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await user()}\r\nConnection: close\r\n\r\n`,
    )
    expect(response).toMatch(/^HTTP\/1\.1 40[34] /)
  })
})

describe('a name', () => {
  const INVALID = {
    code: 400,
    message:
      'The name is not valid. Use 2 to 128 lower-case letters, digits, hyphens and underscores; start with a letter, and end with a letter or digit.',
  }

  test.each([
    ['that is empty', ''],
    ['of one character', 'a'],
    ['of 129 characters', 'a'.repeat(129)],
    ['in upper case', 'My-app'],
    ['with a trailing hyphen', 'my-app-'],
    ['with a trailing underscore', 'my-app_'],
    ['with a digit first', '1app'],
    ['with a blank', 'my app'],
    ['with NUL', 'my\u0000app'],
    ['with a newline', 'my\napp'],
    ['with a newline at the end', 'my-app\n'],
    ['with a right-to-left override', 'my\u202eapp'],
    ['with a lone surrogate', 'my\ud800app'],
    ['beyond ASCII', 'müsli'],
    ['that is a number', 42],
    ['that is null', null],
    ['that is an array', ['my-app']],
    ['that is an object', { toString: 'my-app' }],
    ['that is true', true],
  ])('%s is refused', async (_, name) => {
    const caller = api(service, await user())
    expect(await caller.post('/api/v1/user-applications', { name })).toMatchObject({
      status: 400,
      body: INVALID,
    })
    expect((await caller.get('/api/v1/user-applications')).body).toEqual([])
  })

  test.each([
    ['of two characters', 'ab'],
    ['of 128', 'a'.repeat(128)],
    ['with all that it may have', 'a-_9'],
  ])('%s is taken', async (_, name) => {
    expect((await newApplication(service, await user(), name)).name).toBe(name)
  })

  test('is unique per owner', async () => {
    const token = await user()
    await newApplication(service, token, 'twice')
    const { status, body } = await api(service, token).post('/api/v1/access-keys', { name: 'twice' })
    expect({ status, body }).toEqual({
      status: 409,
      body: { code: 409, message: 'Resource with this name already exists' },
    })
    expect((await newApplication(service, await user(), 'twice')).name).toBe('twice')
  })

  test('with quotes and newlines stays on one line of the log', async () => {
    const before = service.logs.length
    await api(service, await user()).post('/api/v1/user-applications', { name: 'a"\n{"level":"error"}' })
    expect(service.logs.slice(before).map((line) => JSON.parse(line).refusal)).toEqual([
      'application_name_invalid',
    ])
  })
})

describe('a body', () => {
  const NOT_JSON = { code: 400, message: 'The body is not valid JSON.' }
  const NOT_OBJECT = { code: 400, message: 'The body must be a JSON object.' }
  const unknown = (property: string) => ({
    code: 400,
    message: `Unknown property ${property}. Remove it.`,
  })
  const missing = { code: 400, message: 'Required parameter is missing: name.' }

  test.each<[string, string | Uint8Array, object]>([
    ['without a name', '{}', missing],
    ['that is empty', '', NOT_JSON],
    ['cut short', '{"name":"my-app"', NOT_JSON],
    ['that is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), NOT_JSON],
    ['that is an array', '[{"name":"my-app"}]', NOT_OBJECT],
    ['that is text', '"my-app"', NOT_OBJECT],
    ['that is null', 'null', NOT_OBJECT],
    ['nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, NOT_OBJECT],
    [
      'with a name nested 10,000 deep',
      `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      expect.objectContaining({ code: 400 }),
    ],
    ...['id', 'clientId', 'owner', 'createdAt', 'lastLogin', 'secretHash', '__proto__', 'constructor'].map(
      (property): [string, string, object] => [
        `with ${property}`,
        `{"name":"my-app","${property}":"x"}`,
        unknown(property),
      ],
    ),
  ])('%s is refused', async (_, body, refused) => {
    const token = await user()
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const response = await read(
      await service.fetch('/api/v1/user-applications', { method: 'POST', headers, body: body as BodyInit }),
    )
    expect({ status: response.status, body: response.body }).toEqual({ status: 400, body: refused })
    expect((await api(service, token).get('/api/v1/user-applications')).body).toEqual([])
  })

  test('with a byte order mark is read', async () => {
    expect(
      await api(service, await user()).post('/api/v1/user-applications', '\ufeff{"name":"my-app"}'),
    ).toMatchObject({ status: 201 })
  })

  test.each([65_537, 10_000_000])(
    'of %d bytes is refused by its length, before it is read',
    async (bytes) => {
      const head = `POST /api/v1/user-applications HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${await user()}\r\n`
      const response = await sendRaw(
        service,
        `${head}Content-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n{"name":`,
      )
      expect(response).toMatch(/^HTTP\/1\.1 413 /)
      expect(response).toContain('{"code":413,"message":"The body is too large. Send at most 65536 bytes."}')
    },
  )

  test('without a length is read, and refused if it is too long', async () => {
    const chunked = async (chunk: string, times: number) => {
      const head = `POST /api/v1/user-applications HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${await user()}\r\n`
      const chunks = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(times)
      return sendRaw(
        service,
        `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
      )
    }
    expect(await chunked('{"name":"my-app"}', 1)).toMatch(/^HTTP\/1\.1 201 /)
    expect(await chunked(' '.repeat(16_384), 5)).toMatch(/^HTTP\/1\.1 413 /)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'of type "%s" is refused',
    async (type) => {
      const headers = { Authorization: `Bearer ${await user()}`, 'Content-Type': type }
      const response = await service.fetch('/api/v1/user-applications', {
        method: 'POST',
        headers,
        body: '{"name":"my-app"}',
      })
      const { status, body } = await read(response)
      expect({ status, body }).toEqual({
        status: 415,
        body: { code: 415, message: 'The content type is not supported. Send application/json.' },
      })
    },
  )
})

describe('the requests of official clients', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'Content-Type %s on GET and DELETE',
    async (type) => {
      const token = await user()
      const { id } = await newApplication(service, token)
      const headers = { authorization: `Bearer ${token}`, 'content-type': type }
      expect((await service.fetch('/api/v1/user-applications?', { headers })).status).toBe(200)
      expect(
        (await service.fetch(`/api/v1/user-applications/${id}?`, { method: 'DELETE', headers })).status,
      ).toBe(204)
    },
  )

  test('Content-Length 0 on POST, lower-case headers, and no Accept', async () => {
    const token = await user()
    const { id } = await newApplication(service, token)
    const head = `POST /api/v1/user-applications/${id}/secret HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`
    const response = await sendRaw(
      service,
      `${head}authorization: bearer ${token}\r\ncontent-length: 0\r\n\r\n`,
    )
    expect(response).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('HEAD is GET without the body', async () => {
    const headers = { Authorization: `Bearer ${await user()}` }
    const { status, body } = await read(
      await service.fetch('/api/v1/user-applications', { method: 'HEAD', headers }),
    )
    expect({ status, body }).toEqual({ status: 200, body: '' })
  })
})

describe('at once', () => {
  test('50 creates never exceed 20', async () => {
    const caller = api(service, await user())
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        caller.post('/api/v1/user-applications', { name: `app-${index}` }),
      ),
    )
    const refused = {
      code: 400,
      message: 'You have reached the limit of 20 applications. Delete one before you create another.',
    }
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(responses.filter(({ status }) => status !== 201).map(({ body }) => body)).toEqual(
      Array(30).fill(refused),
    )
    expect((await caller.get<unknown[]>('/api/v1/user-applications')).body).toHaveLength(20)
  })

  test('10 creates of one name make one', async () => {
    const caller = api(service, await user())
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => caller.post('/api/v1/access-keys', { name: 'same' })),
    )
    expect(responses.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
  })

  test('10 first calls of a user make one identity', async () => {
    const caller = api(service, await user({ sub: 'newcomer' }))
    await Promise.all(Array.from({ length: 10 }, () => caller.get('/api/v1/user-applications')))
    const count = service.db.prepare("select count(*) as n from identities where subject = 'newcomer'")
    expect(await count.first('n')).toBe(1)
  })
})

describe('paths', () => {
  test.each(['/nothing', '/API/v1/user-applications', '/api/v1/user-applications/', '/api/v1'])(
    '%s is not found',
    async (path) => {
      const { status, body } = await read(
        await service.fetch(path, { headers: { Authorization: `Bearer ${await user()}` } }),
      )
      expect({ status, body }).toEqual({
        status: 404,
        body: { code: 404, message: 'This path does not exist.' },
      })
    },
  )
})

test.each(['//api/v1/user-applications', '/api/v1/user%2Dapplications', '/api/v1/%75ser-applications'])(
  '%s does not bypass authentication',
  async (path) => {
    expect((await service.fetch(path)).status).toBe(401)
  },
)

test('no secret and no token is in the log or in the database', async () => {
  const token = await user()
  const application = await newApplication(service, token)
  const own = await exchange(service, application)
  await service.fetch(`/api/v1/user-applications/${application.secret}?secret=${application.secret}`)
  const tables = await Promise.all(
    ['applications', 'identities'].map((table) => service.db.prepare(`select * from ${table}`).all()),
  )
  const kept = service.logs.join('\n') + JSON.stringify(tables)
  for (const secret of [application.secret, own, token]) expect(kept).not.toContain(secret)
  expect(kept).not.toMatch(/lks_|eyJ[\w-]+\./)
})

function expectNotFound({ status, body, headers }: ApiResponse): void {
  expect({ status, body }).toEqual({ status: 404, body: NOT_FOUND })
  expectGuarded(headers)
}

/** Expects the headers that every response of this wire format has. */
function expectGuarded(headers: Headers): void {
  expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f]{32}$/)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(headers.get('Set-Cookie')).toBeNull()
  const type = headers.get('Content-Type')
  if (type) expect(type).toBe('application/json; charset=utf-8')
}
