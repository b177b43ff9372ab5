import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { newApplication, read, remember, wordsKept } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import * as token from '../support/oauth/token-endpoint.ts'
import {
  ENDPOINTS,
  FIRST,
  FORM,
  fixtures,
  type Known,
  refusal,
  request,
  type Texts,
  tokenIn,
  whole,
} from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const IN_QUERY = 'sent-in-the-query'

const WRONG = 'The client ID or secret is wrong.'
const NONE =
  'Client authentication is missing. Send the client ID and secret, by Basic in the Authorization header or in the body.'
const GRANT = 'The grant type is not supported. Use client_credentials.'
const SCOPES =
  'The scope exceeds the rights of the application or its owner. Request fewer scopes, or omit scope.'
const missing = (parameter: string) => `Required parameter is missing: ${parameter}.`

let issuer: Issuer
let service: Service
let credentials: Set<string>
let known: Known

beforeAll(async () => {
  issuer = await startIssuer()
  const remembered = remember(await startService(await goodSettings(issuer)))
  service = remembered.service
  credentials = remembered.credentials
  known = await fixtures(service, issuer)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const ask = (path: string, given: Texts, headers?: Texts) => token.ask(service, path, given, headers)
const post = (path: string, body: BodyInit, type?: string) =>
  token.post(service, path, body, type === undefined ? {} : { 'Content-Type': type })

describe.each(ENDPOINTS)('POST %s', (path) => {
  const changed = (text: string) =>
    text.replace(/[a-z]/gi, (one) => (one < 'a' ? one.toLowerCase() : one.toUpperCase()))

  test.each<[string, (known: Known) => Texts]>([
    ['an unknown client', ({ good }) => request(good, { client_id: crypto.randomUUID() })],
    ['the id of the application for its client id', ({ good }) => request(good, { client_id: good.id })],
    ['a client id in another case', ({ odd }) => request(odd, { client_id: changed(odd.clientId) })],
    ['a client id with NUL', ({ good }) => request(good, { client_id: `${good.clientId}\0` })],
    [
      'a client id of SQL',
      ({ good }) => request(good, { client_id: `' or 1=1; drop table applications; --` }),
    ],
    ['a client id of half a character', ({ good }) => request(good, { client_id: '\ud800' })],
    ['a client id of 60 kB', ({ good }) => request(good, { client_id: 'a'.repeat(60_000) })],
    ['a secret of 60 kB', ({ good }) => request(good, { client_secret: 'a'.repeat(60_000) })],
    ['a prefix of the secret', ({ good }) => request(good, { client_secret: good.secret.slice(0, -1) })],
    ['a newline after the secret', ({ good }) => request(good, { client_secret: `${good.secret}\n` })],
    ['NUL after the secret', ({ good }) => request(good, { client_secret: `${good.secret}\0` })],
    ['a blank after the secret', ({ good }) => request(good, { client_secret: `${good.secret} ` })],
    ['a blank before the secret', ({ good }) => request(good, { client_secret: ` ${good.secret}` })],
    ['another case of the secret', ({ good }) => request(good, { client_secret: changed(good.secret) })],
    [
      'the secret of another application',
      ({ good, other }) => request(good, { client_secret: other.secret }),
    ],
    ['the secret of a deleted application', ({ deleted }) => request(deleted)],
    ['a secret that was regenerated', ({ regenerated }) => request(regenerated)],
    ['the secret of a disabled owner', ({ disabled }) => request(disabled)],
  ])('refuses %s.', async (_, given) => {
    expect(whole(await ask(path, given(known)))).toEqual(refusal(path, WRONG, 'invalid_client'))
  })

  test('refuses a secret whose pepper was retired like a wrong one.', async () => {
    const application = await newApplication(service, await issuer.sign())
    const update = service.db.prepare(`update applications set secret_pepper = 'retired' where id = ?`)
    await update.bind(application.id).run()
    expect(whole(await ask(path, request(application)))).toEqual(refusal(path, WRONG, 'invalid_client'))
  })

  test('responds to an unknown client like to a wrong secret, byte for byte.', async () => {
    const wrong = request(known.good, { client_secret: known.other.secret })
    const unknown = { ...wrong, client_id: crypto.randomUUID() }
    const [first, second] = await Promise.all(
      [wrong, unknown].map(async (given) => {
        const { headers, ...rest } = await ask(path, given, { 'Accept-Encoding': 'identity' })
        const { date: _, 'x-request-id': id, ...others } = Object.fromEntries(headers)
        return { ...rest, others, id: id?.length }
      }),
    )
    expect(first).toEqual(second)
    expect(first?.others).toMatchObject({ 'content-length': expect.any(String) })
  })

  const first = path === FIRST
  test.each<[string, Record<string, string | undefined>, string, string?]>([
    [
      'no credentials',
      { client_id: undefined, client_secret: undefined },
      first ? missing('clientId') : NONE,
      'invalid_client',
    ],
    ['no client id', { client_id: undefined }, first ? missing('clientId') : NONE, 'invalid_client'],
    ['no secret', { client_secret: undefined }, first ? missing('clientSecret') : NONE, 'invalid_client'],
    ['an empty secret', { client_secret: '' }, first ? missing('clientSecret') : NONE, 'invalid_client'],
    ['no grant type', { grant_type: undefined }, missing(first ? 'grantType' : 'grant_type')],
    ['an empty grant type', { grant_type: '' }, missing(first ? 'grantType' : 'grant_type')],
    ['an unknown grant type', { grant_type: 'toString' }, GRANT, 'unsupported_grant_type'],
    ['another case of the grant type', { grant_type: 'CLIENT_CREDENTIALS' }, GRANT, 'unsupported_grant_type'],
    ['the grant type password', { grant_type: 'password' }, GRANT, 'unsupported_grant_type'],
  ])('refuses a request with %s.', async (_, changes, message, error) => {
    expect(whole(await ask(path, request(known.good, changes)))).toEqual(refusal(path, message, error))
  })

  test.each([
    ['a scope that the owner lacks', 'idn:app-roles:read idn:app-roles:manage'],
    ['the scope for all', 'sp:scopes:all'],
    ['another case of a scope', 'IDN:APP-ROLES:READ'],
  ])('refuses %s to an application with other scopes.', async (_, scope) => {
    const claims = { sub: crypto.randomUUID(), scope: 'idn:app-roles:read' }
    const application = await newApplication(service, await issuer.sign({ claims }))
    const response = await ask(path, request(application, { scope }))
    expect(whole(response)).toEqual(refusal(path, SCOPES, 'invalid_scope'))
  })

  test('grants a scope that the scope for all covers, and only that.', async () => {
    const { body } = await ask(path, request(known.good, { scope: 'idn:app-roles:manage' }))
    expect(decodeJwt(tokenIn(body))).toMatchObject({ scope: 'idn:app-roles:manage', roles: [] })
  })

  test.each(['idn:app-roles:manage\t', 'a\nb', 'a\u00a0b', '"', 'é'])(
    'refuses the scope %j, also to an application with the scope for all.',
    async (scope) => {
      const response = await ask(path, request(known.good, { scope }))
      expect(whole(response)).toEqual(refusal(path, SCOPES, 'invalid_scope'))
    },
  )

  test.each(['', ' ', '   '])('grants all scopes for the scope “%s”.', async (scope) => {
    const { body } = await ask(path, request(known.good, { scope }))
    expect(decodeJwt(tokenIn(body))).toMatchObject({ scope: token.SCOPE })
  })

  test('issues a token without the claim scope if no scope is granted.', async () => {
    const powerless = await newApplication(service, await issuer.sign({ claims: { sub: 'powerless' } }))
    const { body } = await ask(path, request(powerless))
    expect(body).not.toHaveProperty('scope')
    expect(decodeJwt(tokenIn(body))).not.toHaveProperty('scope')
  })

  test('refuses a secret of 1 MB.', async () => {
    const sent = request(known.good, { client_secret: 'a'.repeat(1e6) })
    const message = 'The body is too large. Send at most 65536 bytes.'
    const response = await ask(path, sent, { Connection: 'close' })
    expect(whole(response)).toEqual(refusal(path, message, 'invalid_request', 413))
  })

  test.each([
    'client_id',
    'client_secret',
    'client_assertion',
    'token',
    'access_token',
    'scope',
    'resource',
    'client%5Fsecret',
    ...(first ? ['grantType', 'anything'] : []),
  ])('refuses %s in the query.', async (name) => {
    const response = await ask(`${path}?${name}=${IN_QUERY}`, request(known.good))
    const message = 'Parameters in the query string are not accepted. Send them in the body.'
    expect(whole(response)).toEqual(refusal(path, message))
  })

  test.each([
    ['no content type', undefined],
    ['the content type of text', 'text/plain'],
    ['the content type of the other edition', first ? FORM : 'application/json'],
    ['two content types', 'application/json, application/x-www-form-urlencoded'],
  ])('refuses a body with %s.', async (_, type) => {
    const accepted = first ? 'application/json' : `${FORM} or multipart/form-data`
    const response = await post(path, new TextEncoder().encode('a=b'), type)
    const message = `The content type is not supported. Send ${accepted}.`
    expect(whole(response)).toEqual(refusal(path, message, 'invalid_request', 415))
  })

  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])(
    'responds to %s with 405, despite method override headers.',
    async (method) => {
      const response = await read(
        await service.fetch(path, { method, headers: { 'X-HTTP-Method-Override': 'POST' } }),
      )
      const { status, body, headers } = refusal(
        path,
        'The method is not allowed here. Use POST.',
        'invalid_request',
        405,
      )
      expect(whole(response)).toEqual({
        status,
        body: method === 'HEAD' ? '' : body,
        headers: { ...headers, allow: 'POST' },
      })
    },
  )
})

test('A Host that makes no URL is refused, and nothing of the request is logged.', async () => {
  for (const host of ['a, b', 'a<b', 'a:99999', '1.2.3.256', '[v1.a]']) {
    const head = `POST /oauth/token?x=${IN_QUERY} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    // Node’s server refuses some of these itself, and so does the local proxy in front of workerd, by 500.
    const { hostname, port } = new URL(service.url)
    const socket = connect(Number(port), hostname, () => socket.write(head))
    const status = inject('edition') === 'workerd' ? /^HTTP\/1\.1 [45]/ : /^HTTP\/1\.1 4/
    expect(await readText(socket)).toMatch(status)
  }
  expect(await wordsKept(service, [IN_QUERY])).toEqual([])
})

test('No secret or token that was sent or issued is logged or stored.', async () => {
  expect(service.logs.length).toBeGreaterThan(100)
  expect([...credentials].filter((one) => one.startsWith('lks_')).length).toBeGreaterThan(6)
  expect(await wordsKept(service, [...credentials, IN_QUERY])).toEqual([])
})
