import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, exchange, newApplication, read } from '../support/api/client.ts'
import { importLines, line } from '../support/api/inventory.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const MANAGE = 'idn:app-roles:manage'
const READ = 'idn:app-roles:read'
const PREFIXES = [
  '/user-apps',
  '/beta/user-apps',
  '/v2024/user-apps',
  '/v2025/user-apps',
  '/v2026/user-apps',
  '/user-apps/v1',
]

let issuer: Issuer
let service: Service
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  await importLines(service, await issuer.sign({ claims: { sub: 'importer', roles: ['admin'] } }), LINES)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const JOHN = { id: 'owner-john', name: 'John', alias: 'John.Doe' }
const ZOE = { id: 'owner-zoe', name: 'Zoë & co + 50%', alias: 'zoe_1' }
const WIDE = { id: 'owner-wide', name: 'Ｊａｎｅ ÄNNE', alias: 'C:\\temp' }
const ODD = { id: "o'; DROP TABLE user_apps; --", name: `${'long '.repeat(20)}😀%_`, alias: '"quoted"' }
const NAMELESS = { id: 'owner-nameless' }

const LINES = [
  line('a1', JOHN),
  line('a2', JOHN, { account: undefined }),
  line('a3', ZOE, { sourceApp: { id: 'sa-2', name: 'Other' } }),
  line('a4', WIDE),
  line('a5', ODD),
  line('a6', NAMELESS),
]

function manager(claims = {}): Promise<string> {
  return issuer.sign({ claims: { sub: 'auditor', scope: MANAGE, ...claims } })
}

type UserApp = { id: string; created: string; owner: { id: string } }

async function all(
  query: string | Record<string, string>,
  headers: Record<string, string> = {},
  base = '/user-apps',
) {
  const search = typeof query === 'string' ? query : new URLSearchParams(query)
  const authorization = { Authorization: `Bearer ${await manager()}` }
  return read<UserApp[]>(
    await service.fetch(`${base}/all?${search}`, { headers: { ...authorization, ...headers } }),
  )
}

async function ids(filters: string): Promise<string[]> {
  return (await all({ filters })).body.map(({ id }) => id)
}

describe('the list of all', () => {
  test.each(PREFIXES)('is the same under %s, and after a double slash', async (base) => {
    for (const path of [base, `/${base}`]) {
      const { status, body, headers } = await all({ filters: 'id eq "a1"' }, {}, path)
      expect({ status, body }).toEqual({ status: 200, body: [line('a1', JOHN)] })
      expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8')
      expect(headers.get('X-Total-Count')).toBeNull()
      expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f]{32}$/)
      expect(headers.get('Vary')).toBe('Accept-Language')
      expect(headers.get('Set-Cookie')).toBeNull()
    }
  })

  test('omits the account while none is chosen', async () => {
    const { account: _, ...rest } = line('a2', JOHN)
    expect((await all({ filters: 'id eq "a2"' })).body).toEqual([rest])
  })

  test.each([
    ['id eq a1', ['a1']],
    ['id eq "A1"', []],
    ['ownerId eq "owner-john"', ['a1', 'a2']],
    ['ownerName eq "JOHN"', ['a1', 'a2']],
    ['ownerName sw "jo"', ['a1', 'a2']],
    ['ownerName eq "Zoë & co + 50%"', ['a3']],
    ['ownerName sw "zoË"', ['a3']],
    ['ownerName sw "%"', []],
    ['ownerName eq "Jane änne"', ['a4']],
    [`ownerName sw "${'LONG '.repeat(20)}😀%"`, ['a5']],
    ['ownerAlias eq "john.doe"', ['a1', 'a2']],
    ['ownerAlias sw "zoe_"', ['a3']],
    ['ownerAlias sw "zoex"', []],
    ['ownerAlias eq "C:\\\\temp"', ['a4']],
    ['ownerAlias eq "\\"quoted\\""', ['a5']],
    ['ownerId eq "o\'; DROP TABLE user_apps; --"', ['a5']],
    ['accountId eq "account-a1"', ['a1']],
    ['sourceAppId eq "sa-2"', ['a3']],
    ['ownerName sw ""', ['a1', 'a2', 'a3', 'a4', 'a5']],
    ['not ownerName sw ""', ['a6']],
    ['not not ownerName sw "J" and not accountId eq "account-a1"', ['a2', 'a4']],
    ['id eq a1 or id eq a2 and ownerName eq "nobody"', ['a1']],
    ['(id eq a1 or id eq a2) and ownerName eq "John"', ['a1', 'a2']],
    ['not (id eq a1 or id eq a2 or id eq a3)', ['a4', 'a5', 'a6']],
    ['ownerName eq "nul\u0000"', []],
    ['ownerName eq "\'; DROP TABLE identities; --"', []],
  ])('finds by %s', async (filters, found) => {
    expect((await ids(filters)).filter((id) => /^a\d$/.test(id))).toEqual(found)
  })

  test('decodes the address as a form: + and %20 are blanks', async () => {
    for (const query of [
      'filters=id+eq+a1',
      'filters=id%20eq%20a1',
      'filters=id%20eq%20%22a1%22&unknown=1&unknown=2',
    ]) {
      expect((await all(query)).body).toHaveLength(1)
    }
  })

  test.each([
    ['limit=2', ['a1', 'a2']],
    ['limit=2&offset=2', ['a3', 'a4']],
    ['limit=250&offset=5', ['a6']],
    ['limit=0', []],
    ['offset=6', []],
    ['offset=2147483647', []],
  ])('gives the page of %s', async (paging, found) => {
    const { status, body, headers } = await all(
      `${paging}&filters=${encodeURIComponent('not sourceAppId eq "none"')}`,
    )
    expect({ status, ids: body.map(({ id }) => id), total: headers.get('X-Total-Count') }).toEqual({
      status: 200,
      ids: found,
      total: null,
    })
  })

  test.each([
    ['limit=0', 'ownerId eq "owner-john"', '2'],
    ['limit=1&offset=1', 'ownerId eq "owner-john"', '2'],
    ['offset=99', 'ownerId eq "owner-john"', '2'],
    ['limit=1', 'ownerId eq "nobody"', '0'],
  ])('counts with %s and %s: %s', async (paging, filters, total) => {
    const { headers } = await all(`${paging}&count=true&filters=${encodeURIComponent(filters)}`)
    expect(headers.get('X-Total-Count')).toBe(total)
  })

  test.each([
    ['true', '2'],
    ['True', '2'],
    ['TRUE', '2'],
    ['false', null],
    ['False', null],
    ['FALSE', null],
  ])('reads count=%s as %s records', async (count, total) => {
    const { status, headers } = await all({ count, filters: 'ownerId eq "owner-john"' })
    expect({ status, total: headers.get('X-Total-Count') }).toEqual({ status: 200, total })
  })
})

describe('an invalid request gets 400 and the reason', () => {
  const good = `filters=${encodeURIComponent('id eq a1')}`
  const limit = 'limit must be a whole number from 0 to 250.'
  const offset = 'offset must be a whole number from 0 to 2147483647.'
  const count = 'count must be true or false.'
  const missing = 'filters is required. Send a filter, for example ownerId eq "…".'
  const twice = (name: string) => `The parameter ${name} is given more than once. Send it once.`

  test.each([
    ...['-1', '251', '1e9', '1.5', 'abc', '', '0x10', '+5'].map((value) => [`${good}&limit=${value}`, limit]),
    ...['-1', '2147483648', '99999999999', 'abc', ''].map((value) => [`${good}&offset=${value}`, offset]),
    ...['1', 'yes', 'on', 'true%20', 'ＴＲＵＥ', ''].map((value) => [`${good}&count=${value}`, count]),
    ['', missing],
    ['filters=', missing],
    [`${good}&${good}`, twice('filters')],
    [`${good}&limit=1&limit=1`, twice('limit')],
    [`${good}&offset=1&offset=2`, twice('offset')],
    [`${good}&count=true&count=true`, twice('count')],
  ])('%s', async (query, cause) => {
    const { status, body, headers } = await all(query)
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        detailCode: '400.1 Bad Request Content',
        trackingId: headers.get('X-Request-Id'),
        messages: [english('The request was syntactically correct but its content is semantically invalid.')],
        causes: [english(cause)],
      },
    })
  })

  const examples: { endpoint: string; filter: string; verdict: string }[] = JSON.parse(
    readFileSync('test/unit/filter-examples.json', 'utf8'),
  )
  test.each(examples.filter(({ endpoint }) => endpoint === 'user-apps/all'))(
    '$filter is $verdict',
    async ({ filter, verdict }) => {
      const filters = filter === '(empty)' ? '' : filter
      expect((await all({ filters })).status).toBe(verdict === 'ok' ? 200 : 400)
    },
  )

  test.each([
    [
      'nested 1,000 deep',
      `${'('.repeat(1_000)}id eq a1${')'.repeat(1_000)}`,
      /Too many levels of nesting at position 32 of the filter. Use at most 32 levels/,
    ],
    ['with 1,000 times not', `${'not '.repeat(1_000)}id eq a1`, /Too many levels of nesting/],
    [
      'of 500 comparisons',
      Array(500).fill('id eq a1').join(' or '),
      /Too many comparisons at position \d+ of the filter. Use at most 100 comparisons/,
    ],
    ['of 9 kB', `ownerName eq "${'x'.repeat(9_000)}"`, /too long. Use at most 8192 characters/],
  ])('a filter %s', async (_, filters, cause) => {
    const { status, body } = await all({ filters })
    expect(status).toBe(400)
    expect(JSON.stringify((body as unknown as { causes: unknown }).causes)).toMatch(cause)
  })

  test.each([
    ['ownerAlias eq “john.doe”', '“', 14],
    ['not ownerAlias eq „john.doe“', '„', 18],
    ['ownerAlias eq «john.doe»', '«', 14],
    ['ownerAlias eq ＂john.doe＂', '＂', 14],
    ['ownerAlias eq `john.doe`', '`', 14],
    ["ownerAlias eq 'john.doe'", "'", 14],
    ['not ownerAlias eq john.doe’', '’', 26],
    ['ownerAlias sw “John Doe”', '“', 14],
  ])('%s is refused for %s at position %d', async (filters, mark, position) => {
    const { status, body, headers } = await all({ filters })
    const cause = `Unexpected quotation mark ${mark} at position ${position} of the filter. Put text in plain double quotes (").`
    expect({ status, body }).toMatchObject({ status: 400, body: { causes: [english(cause)] } })
    expect(headers.get('X-Filter-Position')).toBe(String(position))
  })

  test('a filter at every limit works', async () => {
    const tests = Array.from(
      { length: 100 },
      (_, index) => `ownerName sw "owner ${index} ${'x'.repeat(38)}"`,
    ).join(' or ')
    expect((await all({ filters: `${'('.repeat(31)}${tests}${')'.repeat(31)}` })).status).toBe(200)
  })
})

describe('other refusals', () => {
  test('401 names the failed check', async () => {
    const expired = await issuer.sign({ claims: { exp: 1 } })
    const { status, body, headers } = await api(service, expired).get('/user-apps/all?filters=id+eq+a')
    expect({ status, body }).toEqual({
      status: 401,
      body: { error: 'JWT validation failed: JWT is expired' },
    })
    expect(headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="latchkey", .*error="invalid_token"/)
  })

  test.each([
    ['GET', '/user-apps/all', READ],
    ['GET', '/user-apps/all', ''],
    ['GET', '/user-apps', ''],
    ['GET', '/user-apps/a1/available-accounts', ''],
    ['PATCH', '/user-apps/a1', READ],
  ])('%s %s with the scope "%s" is 403', async (method, path, scope) => {
    const headers = { Authorization: `Bearer ${await manager({ scope, roles: ['admin'] })}` }
    const response = await read(await service.fetch(path, { method, headers }))
    expect({ status: response.status, body: response.body }).toEqual({
      status: 403,
      body: {
        detailCode: '403 Forbidden',
        trackingId: response.headers.get('X-Request-Id'),
        messages: [english('The server understood the request but refuses to authorize it.')],
        causes: [english('You do not have sufficient permissions.')],
      },
    })
  })

  test.each([MANAGE, 'sp:scopes:all'])('%s opens the list of all', async (scope) => {
    expect((await api(service, await manager({ scope })).get('/user-apps/all?filters=id+eq+a1')).status).toBe(
      200,
    )
  })

  test.each([
    ['POST', '/user-apps/all', 405, '405 Method Not Allowed', 'GET, HEAD'],
    ['DELETE', '/v2024/user-apps/a1', 405, '405 Method Not Allowed', 'PATCH'],
    ['GET', '/user-apps/a1/nothing', 404, '404 Not found', null],
  ])('%s %s is %d', async (method, path, status, detailCode, allow) => {
    const response = await read<object>(
      await service.fetch(path, { method, headers: { Authorization: `Bearer ${await manager()}` } }),
    )
    expect(response).toMatchObject({
      status,
      body: { detailCode, trackingId: response.headers.get('X-Request-Id') },
    })
    expect(response.headers.get('Allow')).toBe(allow)
  })
})

describe('languages', () => {
  const invalid = { filters: 'name eq "x"' }
  const locales = async (language: string) => {
    const { body } = await all(invalid, { 'Accept-Language': language })
    const { messages, causes } = body as unknown as Record<
      'messages' | 'causes',
      { locale: string; localeOrigin: string; text: string }[]
    >
    expect(messages.map(({ locale }) => locale)).toEqual(causes.map(({ locale }) => locale))
    for (const { text } of [...messages, ...causes]) expect(text.length).toBeGreaterThan(5)
    expect(new Set(causes.map(({ text }) => text)).size).toBe(causes.length)
    return causes.map(({ locale, localeOrigin }) => `${locale} ${localeOrigin}`)
  }
  const DEFAULT = 'en-US DEFAULT'

  test.each([
    'de-DE',
    'fr-FR',
    'es-ES',
    'pt-BR',
    'it-IT',
    'nl-NL',
    'pl-PL',
    'ja-JP',
    'ko-KR',
    'zh-Hans',
    'zh-Hant',
    'he-IL',
  ])('%s is supported', async (language) => {
    expect(await locales(language)).toEqual([DEFAULT, `${language} REQUEST`])
  })

  test.each([
    ['de-AT', 'de-DE'],
    ['pt', 'pt-BR'],
    ['zh-TW', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['iw', 'he-IL'],
    ['fr;q=0.5, de;q=0.9', 'de-DE'],
    ['xx, it;q=0.1', 'it-IT'],
    ['de;q=0, fr', 'fr-FR'],
    ['EN-gb;q=0.1, JA', 'ja-JP'],
  ])('%s finds %s', async (header, language) => {
    expect(await locales(header)).toEqual([DEFAULT, `${language} REQUEST`])
  })

  test.each([
    '',
    'en',
    'en-GB',
    'sv',
    '*',
    '*;q=0',
    'q=abc',
    'de;q=abc',
    'de-',
    'de,,fr',
    `de,${'x'.repeat(10_000)}`,
  ])('for "%s" the response has English only', async (header) => {
    expect(await locales(header)).toEqual([DEFAULT])
  })

  test('the other wire format follows, and its code does not change', async () => {
    const headers = { 'Accept-Language': 'fr', Authorization: `Bearer ${await manager()}` }
    const { body } = await read<{ code: number; message: string }>(
      await service.fetch('/api/v1/user-applications/x', { headers }),
    )
    expect(body.code).toBe(404)
    expect(body.message).not.toBe('Resource id not found.')
  })
})

describe('the caller’s own', () => {
  test('are listed, and no filter finds another user’s', async () => {
    const token = await issuer.sign({ claims: { sub: 'owner-1', scope: READ } })
    const { id } = await newApplication(service, token, 'mine')
    const own = async (query: string) =>
      (await api(service, token).get<UserApp[]>(`/user-apps?${query}`)).body.map((app) => app.id)
    const filtered = (filters: string) => own(`filters=${encodeURIComponent(filters)}`)
    expect(await own('')).toEqual([id])
    expect(await filtered('not id eq "none"')).toEqual([id])
    expect(await filtered('id eq a1 or not id eq a1')).toEqual([id])
    expect(await filtered(`not (id eq "${id}")`)).toEqual([])
    expect((await api(service, token).get('/user-apps?filters=ownerId+eq+x')).status).toBe(400)
    expect((await api(service, token).get('/user-apps?filters=')).status).toBe(400)
  })
})

describe('our own credentials', () => {
  test('are in the inventory from the create to the delete', async () => {
    const token = await issuer.sign({ claims: { sub: 'owner-2', name: 'Olga', scope: MANAGE } })
    const { id, name, createdAt } = await newApplication(service, token, 'machine')
    const [owner] = (await api(service, token).get<UserApp[]>('/user-apps')).body
    const held = `/user-apps/all?filters=${encodeURIComponent(`ownerId eq "${owner?.owner.id}"`)}`
    expect((await api(service, token).get(held)).body).toEqual([
      {
        id,
        created: createdAt,
        modified: createdAt,
        ...{
          hasMultipleAccounts: false,
          useForPasswordManagement: false,
          provisionRequestEnabled: false,
          appCenterEnabled: true,
        },
        sourceApp: { id: '1a7c4e00000000000000000000000002', type: 'APPLICATION', name: 'Latchkey' },
        source: { id: '1a7c4e00000000000000000000000001', type: 'SOURCE', name: 'Latchkey' },
        account: { id, type: 'ACCOUNT', name },
        owner: { id: owner?.owner.id, type: 'IDENTITY', name: 'Olga' },
      },
    ])
    await newApplication(service, token, 'second')
    expect((await api(service, token).get(held)).body).toMatchObject([
      { hasMultipleAccounts: true },
      { hasMultipleAccounts: true },
    ])
    await api(service, token).delete(`/api/v1/user-applications/${id}`)
    expect((await api(service, token).get(held)).body).toMatchObject([{ account: { name: 'second' } }])
  })

  test('of a program that calls are its owner’s', async () => {
    const application = await newApplication(
      service,
      await issuer.sign({ claims: { sub: 'owner-3', scope: READ } }),
    )
    const { body } = await api(service, await exchange(service, application)).get<UserApp[]>('/user-apps')
    expect(body.map(({ id }) => id)).toEqual([application.id])
  })
})

describe('the account of a user app', () => {
  const patch = async (id: string, operations: unknown, type = 'application/json-patch+json') => {
    const headers = { Authorization: `Bearer ${await manager()}`, 'Content-Type': type }
    const body = typeof operations === 'string' ? operations : JSON.stringify(operations)
    return read<{ account?: { id: string }; modified: string }>(
      await service.fetch(`/user-apps/${id}`, { method: 'PATCH', headers, body }),
    )
  }
  const choose = (id: string, op = 'replace') => [{ op, path: '/account', value: { id, type: 'ACCOUNT' } }]

  test('is chosen from the available accounts', async () => {
    const { status, body } = await patch('a2', choose('account-a1'))
    expect(status).toBe(200)
    expect(body).toEqual({ ...line('a2', JOHN), account: line('a1', JOHN).account, modified: body.modified })
    expect(Date.now() - Date.parse(body.modified)).toBeLessThan(60_000)
    expect((await patch('a2', choose('account-a1', 'add'))).status).toBe(200)
    expect((await patch('a2', [{ op: 'replace', path: '/account/id', value: 'account-a1' }])).status).toBe(
      200,
    )
    expect((await patch('a2', [{ op: 'remove', path: '/account' }])).body.account).toBeUndefined()
  })

  const unavailable = 'The account is not available for this user app. Choose one of its available accounts.'
  const unsupported =
    'Only the account can be changed. Use the operation add, replace or remove on the path /account.'
  const invalid =
    'The body is not a valid JSON Patch. Send an array of operations, each with op, path and, except for remove, value.'
  test.each<[string, unknown, string]>([
    ['an account of another owner', choose('account-a3'), unavailable],
    ['an account that is not there', choose('nothing'), unavailable],
    ['another path', [{ op: 'replace', path: '/owner', value: { id: 'x' } }], unsupported],
    ['the path of everything', [{ op: 'replace', path: '', value: {} }], unsupported],
    ['a path of prototypes', [{ op: 'add', path: '/__proto__/x', value: 1 }], unsupported],
    [
      'one good and one other operation',
      [...choose('account-a1'), { op: 'replace', path: '/created', value: 1 }],
      unsupported,
    ],
    ['test', [{ op: 'test', path: '/account', value: null }], unsupported],
    ['no array', choose('account-a1')[0], invalid],
    ['an empty array', [], invalid],
    ['an account without id', [{ op: 'replace', path: '/account', value: {} }], invalid],
    [
      'an account of another type',
      [{ op: 'replace', path: '/account', value: { id: 'account-a1', type: 'SOURCE' } }],
      invalid,
    ],
    ['text for an account', [{ op: 'replace', path: '/account', value: 'account-a1' }], invalid],
    ['an operation without path', [{ op: 'replace', value: {} }], invalid],
  ])('is not changed by a patch with %s', async (_, operations, cause) => {
    const before = (await all({ filters: 'id eq a1' })).body
    expect(await patch('a1', operations)).toMatchObject({
      status: 400,
      body: { detailCode: '400.1 Bad Request Content', causes: [english(cause)] },
    })
    expect((await all({ filters: 'id eq a1' })).body).toEqual(before)
  })

  test('is not changed by a body that is not JSON, has another type, or names no user app', async () => {
    expect(await patch('a1', '[{')).toMatchObject({
      status: 400,
      body: { detailCode: '400.0 Bad Request Syntax' },
    })
    expect(await patch('a1', choose('account-a1'), 'text/plain')).toMatchObject({
      status: 415,
      body: { detailCode: '415 Unsupported Media Type' },
    })
    const unknown = await patch('nothing', choose('account-a1'))
    expect(unknown).toMatchObject({ status: 404, body: { detailCode: '404 Not found' } })
    expect(unknown.body).not.toHaveProperty('causes')
  })

  test('of one of our own credentials cannot be another account', async () => {
    const token = await issuer.sign({ claims: { sub: 'owner-4', scope: READ } })
    const [first, second] = [await newApplication(service, token), await newApplication(service, token)]
    expect((await patch(first.id, choose(second.id))).status).toBe(400)
    expect((await patch(first.id, choose(first.id))).status).toBe(200)
    expect(
      (await api(service, token).get(`/user-apps/${first.id}/available-accounts?count=true`)).body,
    ).toEqual([
      {
        appId: first.id,
        appDisplayName: 'Latchkey',
        sourceAccount: {
          id: first.id,
          nativeIdentity: first.name,
          displayName: first.name,
          sourceId: '1a7c4e00000000000000000000000001',
          sourceDisplayName: 'Latchkey',
        },
      },
    ])
  })

  test('cannot see another user’s user app', async () => {
    const { status, body } = await api(service, await manager()).get('/user-apps/a1/available-accounts')
    expect({ status, body }).toMatchObject({ status: 404, body: { detailCode: '404 Not found' } })
  })
})

test('an imported owner becomes the caller whose issuer names its ID, once and for that caller only', async () => {
  const settings = await goodSettings(issuer)
  const [trusted] = JSON.parse(String(settings.TRUSTED_ISSUERS))
  const knowing = await startService({
    ...settings,
    TRUSTED_ISSUERS: JSON.stringify([{ ...trusted, claims: { id: 'employee' } }]),
  })
  const own = async (sub: string, employee?: string) => {
    const token = await issuer.sign({ claims: { sub, scope: READ, employee } })
    return (await api(knowing, token).get<UserApp[]>('/user-apps')).body.map(({ id }) => id)
  }
  try {
    await importLines(knowing, await issuer.sign({ claims: { sub: 'importer', roles: ['admin'] } }), LINES)
    expect(await own('stranger')).toEqual([])
    expect(await own('john', JOHN.id)).toEqual(['a1', 'a2'])
    expect(await own('john')).toEqual(['a1', 'a2'])
    expect(await own('thief', JOHN.id)).toEqual([])
    expect(await own('stranger', ZOE.id)).toEqual([])
    expect(await own('early', 'owner-late')).toEqual([])
    await importLines(knowing, await issuer.sign({ claims: { sub: 'importer', roles: ['admin'] } }), [
      line('b1', { id: 'owner-late' }),
    ])
    expect(await own('early')).toEqual(['b1'])
  } finally {
    await knowing.stop()
  }
})

test('the experimental header is required if the settings say so', async () => {
  const strict = await startService({ ...(await goodSettings(issuer)), REQUIRE_EXPERIMENTAL_HEADER: 'true' })
  try {
    const ask = async (base: string, headers: Record<string, string>) => {
      const authorization = { Authorization: `Bearer ${await manager()}` }
      return (
        await strict.fetch(`${base}/all?filters=id+eq+a`, { headers: { ...authorization, ...headers } })
      ).status
    }
    const statuses = await Promise.all(PREFIXES.map((base) => ask(base, {})))
    expect(statuses).toEqual([200, 200, 400, 400, 400, 400])
    expect(
      await Promise.all(PREFIXES.map((base) => ask(base, { 'X-SailPoint-Experimental': 'true' }))),
    ).toEqual(Array(6).fill(200))
  } finally {
    await strict.stop()
  }
})

function english(text: string) {
  return { locale: 'en-US', localeOrigin: 'DEFAULT', text }
}

test('a name in an earlier line of the same part stays if a later line omits it', async () => {
  const token = await issuer.sign({ claims: { sub: 'importer', roles: ['admin'] } })
  await importLines(service, token, [
    line('n1', { id: 'owner-n', name: 'Nora' }),
    line('n2', { id: 'owner-n' }),
  ])
  const { body } = await all({ filters: 'ownerName eq "nora"' })
  expect(body.map(({ id }) => id)).toEqual(['n1', 'n2'])
})

test('the body of an import is read only for an administrator', async () => {
  const headers = { Authorization: `Bearer ${await manager()}`, 'Content-Type': 'application/x-ndjson' }
  const body = 'x'.repeat(9_000_000)
  const response = await service.fetch('/api/v1/administration/user-apps/import', {
    method: 'POST',
    headers,
    body,
  })
  expect(response.status).toBe(403)
})

test('sp:scopes:all includes every scope, also when rights are narrowed', async () => {
  const sign = (scope: string) => issuer.sign({ claims: { sub: 'owner-5', scope } })
  const application = await newApplication(service, await sign(MANAGE))
  await api(service, await sign('sp:scopes:all')).get('/user-apps')
  const program = api(service, await exchange(service, application))
  expect((await program.get('/user-apps/all?filters=id+eq+a1')).status).toBe(200)
})

test('a subject or an ID that a database cannot store is refused', async () => {
  const resultOf = {
    code: 401,
    message: 'JWT validation failed: claim sub is missing or has an unexpected value',
  }
  const token = await issuer.sign({ claims: { sub: 'z\ud800' } })
  expect(await api(service, token).get('/api/v1/user-applications')).toMatchObject({
    status: 401,
    body: resultOf,
  })
})
