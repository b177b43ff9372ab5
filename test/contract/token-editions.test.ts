import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newApplication } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import * as token from '../support/oauth/token-endpoint.ts'
import {
  basic,
  FIRST,
  FORM,
  fixtures,
  HEADERS,
  type Known,
  refusal,
  request,
  SCOPE,
  SECOND,
  type Texts,
  whole,
} from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const WRONG = 'The client ID or secret is wrong.'
const UNREADABLE =
  'The Authorization header is malformed. Send Basic and the Base64 of the form-encoded client ID, a colon and the form-encoded secret.'
const TWICE =
  'The request contains more than one set of client credentials. Send one set, in the Authorization header or in the body.'
const missing = (parameter: string) => `Required parameter is missing: ${parameter}.`
const repeated = (parameter: string) => `The parameter ${parameter} is given more than once. Send it once.`
const notText = (parameter: string) => `The parameter ${parameter} must be text.`

let issuer: Issuer
let service: Service
let known: Known

beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  known = await fixtures(service, issuer)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const ask = (path: string, given: Texts, headers?: Texts) => token.ask(service, path, given, headers)
const post = (path: string, body: BodyInit, type?: string) =>
  token.post(service, path, body, type === undefined ? {} : { 'Content-Type': type })

describe('The first edition', () => {
  const ISSUED = { accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresIn: 900 }

  test.each([
    ['grantType', 'client_credentials', 'clientID', 'clientSecret'],
    ['grantType', 'client_credentials', 'clientId', 'clientSecret'],
    ['grantType', 'app_token', 'appID', 'appSecret'],
    ['grantType', 'app_token', 'appId', 'appSecret'],
    ['grantType', 'app_token', 'AppId', 'AppSecret'],
    ['GRANTTYPE', 'client_credentials', 'CLIENTID', 'APPSECRET'],
  ])('reads %s %s, %s and %s.', async (grant, type, id, secret) => {
    const { clientId, secret: value } = known.good
    const body = JSON.stringify({ [grant]: type, [id]: clientId, [secret]: value })
    expect(whole(await post(FIRST, body, 'application/json'))).toEqual({
      status: 200,
      body: ISSUED,
      headers: HEADERS,
    })
  })

  test.each([
    ['with a charset', FIRST, 'application/json; charset=utf-8'],
    ['whose type is in another case', FIRST, 'APPLICATION/JSON'],
    ['after a bare question mark', `${FIRST}?`, 'application/json'],
  ])('reads JSON %s, and ignores unknown members.', async (_, path, type) => {
    const { clientId, secret } = known.good
    const body = { grantType: 'app_token', clientId, clientSecret: secret, constructor: 1, more: [null] }
    expect(whole(await post(path, JSON.stringify(body), type))).toEqual({
      status: 200,
      body: ISSUED,
      headers: HEADERS,
    })
  })

  test.each(['scope', 'resource'])('takes null for %s as absent.', async (name) => {
    const { clientId, secret } = known.good
    const body = { grantType: 'app_token', clientId, clientSecret: secret, [name]: null }
    expect(await post(FIRST, JSON.stringify(body), 'application/json')).toMatchObject({ body: ISSUED })
  })

  test.each<[string, BodyInit, string]>([
    ['one key twice in different case', '{"clientId":"a","CLIENTID":"a"}', repeated('client_id')],
    ['two names of one key', '{"clientSecret":"a","AppSecret":"a"}', repeated('client_secret')],
    ['a number for text', '{"clientId":1}', notText('client_id')],
    ['null for the grant type', '{"grantType":null}', missing('grantType')],
    ['an array for text', '{"clientSecret":["a"]}', notText('client_secret')],
    ['only __proto__ and constructor', '{"__proto__":"a","constructor":1}', missing('grantType')],
    ['no body', '', 'The body is not valid JSON.'],
    ['half a body', '{"grantType":', 'The body is not valid JSON.'],
    ['60,000 brackets', '['.repeat(60_000), 'The body is not valid JSON.'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'The body is not valid JSON.'],
    ['an array', '[]', 'The body must be a JSON object.'],
    ['null', 'null', 'The body must be a JSON object.'],
  ])('refuses %s.', async (_, body, message) => {
    expect(whole(await post(FIRST, body, 'application/json'))).toEqual(refusal(FIRST, message))
  })
})

describe.each(SECOND)('The second edition at %s', (path) => {
  const ISSUED = {
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    token_type: 'Bearer',
    expires_in: 900,
    scope: SCOPE,
  }
  const UNKNOWN = { client_id: undefined, client_secret: undefined }
  type Sent = (known: Known) => [given: Texts, headers?: Texts]

  test.each<[string, Sent]>([
    ['a form', ({ good }) => [request(good)]],
    ['a form with a charset', ({ good }) => [request(good), { 'Content-Type': `${FORM};charset=UTF-8` }]],
    ['a client id with + : % / and a blank', ({ odd }) => [request(odd)]],
    ['what it does not know', ({ good }) => [request(good, { audience: 'x', constructor: 'x' })]],
    [
      'empty parameters as none',
      ({ good }) => [
        request(good, { client_id: '', client_secret: '', scope: '' }),
        basic(good.clientId, good.secret),
      ],
    ],
    ...['Basic', 'basic', 'BASIC', 'bAsIc'].map((scheme): [string, Sent] => [
      `the scheme ${scheme}`,
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, good.secret, scheme)],
    ]),
    [
      'Basic with its client id in the body',
      ({ good }) => [request(good, { client_secret: undefined }), basic(good.clientId, good.secret)],
    ],
    [
      'Basic with + : % / and a blank, form-encoded',
      ({ odd }) => [request(odd, UNKNOWN), basic('a%2Bb%3A+c%25d%2F%C3%A9', odd.secret)],
    ],
    [
      'Basic with needless escapes',
      ({ good }) => [
        request(good, UNKNOWN),
        basic(good.clientId.replaceAll('-', '%2D'), good.secret.replace('_', '%5f')),
      ],
    ],
  ])('accepts %s.', async (_, sent) => {
    const [given, headers] = sent(known)
    expect(whole(await ask(path, given, headers))).toEqual({ status: 200, body: ISSUED, headers: HEADERS })
  })

  test('accepts multipart and a bare question mark.', async () => {
    const response = await post(`${path}?`, token.multipart(request(known.good)))
    expect(whole(response)).toEqual({ status: 200, body: ISSUED, headers: HEADERS })
  })

  test.each(['?grant_type=client_credentials', '?grant_type=client_credentials&utm_source=x&grantType=y'])(
    'reads the grant type from the query %s, and ignores other parameters there.',
    async (query) => {
      const sent = request(known.good, { grant_type: undefined })
      expect(whole(await ask(path + query, sent))).toEqual({ status: 200, body: ISSUED, headers: HEADERS })
    },
  )

  test.each([
    ['in the query and in the body', '?grant_type=client_credentials', 'client_credentials'],
    ['twice in the query', '?grant_type=client_credentials&grant_type=client_credentials', undefined],
  ])('refuses the grant type %s.', async (_, query, grant_type) => {
    const response = await ask(path + query, request(known.good, { grant_type }))
    expect(whole(response)).toEqual(refusal(path, repeated('grant_type')))
  })

  test('refuses an unsupported grant type in the query.', async () => {
    const response = await ask(`${path}?grant_type=password`, request(known.good, { grant_type: undefined }))
    const message = 'The grant type is not supported. Use client_credentials.'
    expect(whole(response)).toEqual(refusal(path, message, 'unsupported_grant_type'))
  })

  test('grants the requested scope, and omits scope if nothing remains.', async () => {
    const response = await ask(
      path,
      request(known.good, { scope: 'sp:scopes:all odd>?~scope sp:scopes:all' }),
    )
    expect(response.body).toEqual({ ...ISSUED, scope: 'sp:scopes:all odd>?~scope' })
    const { scope: _, ...unscoped } = ISSUED
    const powerless = await newApplication(service, await issuer.sign({ claims: { sub: 'powerless' } }))
    expect((await ask(path, request(powerless))).body).toEqual(unscoped)
  })

  test.each([
    ['is not Base64', 'Basic %%%'],
    ['is cut Base64', 'Basic abcde'],
    ['is base64url', 'Basic -_-_'],
    ['has no colon', `Basic ${btoa('abc')}`],
    ['has %ZZ in the client id', `Basic ${btoa('%ZZ:a')}`],
    ['has %ZZ in the secret', `Basic ${btoa('a:%ZZ')}`],
    ['has half a character', `Basic ${btoa('a:%C3')}`],
    ['is empty', 'Basic'],
    ['comes twice', `Basic ${btoa('a:b')}, Basic ${btoa('a:b')}`],
    ['is of another scheme', 'Bearer abc'],
  ])('refuses an Authorization header that %s.', async (_, Authorization) => {
    const response = await ask(path, request(known.good, UNKNOWN), { Authorization })
    expect(whole(response)).toEqual(refusal(path, UNREADABLE, 'invalid_client'))
  })

  test.each<[string, Sent]>([
    [
      'a secret with + : % / and a blank',
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, 'a%2Bb%3A+c%25d%2F')],
    ],
    [
      'a colon in the secret',
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, `${good.secret}:`)],
    ],
    [
      'a newline after the secret',
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, `${good.secret}%0A`)],
    ],
    [
      'NUL after the secret',
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, `${good.secret}%00`)],
    ],
    [
      'a blank after the secret',
      ({ good }) => [request(good, UNKNOWN), basic(good.clientId, `${good.secret}+`)],
    ],
    ['nothing on both sides', ({ good }) => [request(good, UNKNOWN), basic('', '')]],
  ])('refuses Basic with %s.', async (_, sent) => {
    const [given, headers] = sent(known)
    expect(whole(await ask(path, given, headers))).toEqual(refusal(path, WRONG, 'invalid_client'))
  })

  test.each([
    ['secret', { client_id: undefined }],
    ['client id and secret', {}],
    ['other client id', { client_id: 'other', client_secret: undefined }],
  ])('refuses Basic together with a body with the %s.', async (_, changes) => {
    const { clientId, secret } = known.good
    const response = await ask(path, request(known.good, changes), basic(clientId, secret))
    expect(whole(response)).toEqual(refusal(path, TWICE))
  })

  test.each(['grant_type', 'client_id', 'client_secret', 'scope'])(
    'refuses %s if it is repeated, or a file.',
    async (name) => {
      const form = `${new URLSearchParams(request(known.good, { scope: 'sp:scopes:all' }))}`
      expect(whole(await post(path, `${form}&${name}=a`, FORM))).toEqual(refusal(path, repeated(name)))
      const file = new FormData()
      file.append(name, new Blob(['a']), 'a.txt')
      expect(whole(await post(path, file))).toEqual(refusal(path, notText(name)))
    },
  )

  /** Returns a multipart body with the parameters of a valid request, written as the form says. */
  function parts(write: (name: string, value: string) => string, before = '', end = '--b--\r\n'): string {
    const written = Object.entries(request(known.good)).map(
      ([name, value]) => `--b\r\n${write(name, value)}\r\n`,
    )
    return before + written.join('') + end
  }
  const disposition = 'Content-Disposition: form-data;'

  test.each<[form: string, type: string, body: () => string]>([
    ['names in quotes', 'b', () => parts((name, value) => `${disposition} name="${name}"\r\n\r\n${value}`)],
    [
      'names without quotes',
      'b',
      () => parts((name, value) => `${disposition} name=${name}\r\n\r\n${value}`),
    ],
    [
      'other case, no blanks and a type for each part',
      '"b"',
      () =>
        parts(
          (name, value) =>
            `content-disposition:FORM-DATA;NAME="${name}"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${value}`,
        ),
    ],
    [
      'a preamble, an epilogue and no last newline',
      'b; charset=utf-8',
      () =>
        parts((name, value) => `${disposition} name=${name}\r\n\r\n${value}`, 'preamble\r\n', '--b--\r\nend'),
    ],
    [
      'a part that is not known',
      'b',
      () =>
        parts(
          (name, value) => `${disposition} name=${name}\r\n\r\n${value}`,
          `--b\r\n${disposition} name="é \\" x"\r\n\r\n1\r\n`,
        ),
    ],
  ])('reads multipart with %s.', async (_, boundary, body) => {
    const bytes = new TextEncoder().encode(body())
    const response = await post(path, bytes, `multipart/form-data; boundary=${boundary}`)
    expect(whole(response)).toEqual({ status: 200, body: ISSUED, headers: HEADERS })
  })

  test.each<[fault: string, type: string, body: () => string]>([
    ['no boundary', 'multipart/form-data', () => 'a'],
    ['a boundary that never comes', 'multipart/form-data; boundary=b', () => 'a'],
    ['no body', 'multipart/form-data; boundary=b', () => ''],
    [
      'a boundary of 252 characters',
      `multipart/form-data; boundary=${'x'.repeat(252)}`,
      () => 'q'.repeat(700),
    ],
    ['a boundary of 8,000', `multipart/form-data; boundary=${'a'.repeat(8_000)}`, () => 'a'.repeat(40_000)],
    ['a part without headers', 'multipart/form-data; boundary=b', () => '--b\r\nfoo\r\n--b--\r\n'],
    ['an end before its parts', 'multipart/form-data; boundary=b', () => '--b\r\n--b--\r\n'],
    [
      'two dispositions',
      'multipart/form-data; boundary=b',
      () => parts((name, value) => `${disposition} name=x\r\n${disposition} name=${name}\r\n\r\n${value}`),
    ],
    [
      'another disposition',
      'multipart/form-data; boundary=b',
      () => parts((name, value) => `Content-Disposition: attachment; name=${name}\r\n\r\n${value}`),
    ],
    [
      'an encoded file name that is malformed',
      'multipart/form-data; boundary=b',
      () => `--b\r\n${disposition} filename*=UTF-8''%ZZ\r\n\r\n1\r\n--b--\r\n`,
    ],
    [
      'no end',
      'multipart/form-data; boundary=b',
      () => parts((name, value) => `${disposition} name=${name}\r\n\r\n${value}`, '', ''),
    ],
    [
      'bare newlines',
      'multipart/form-data; boundary=b',
      () => parts((name, value) => `${disposition} name=${name}\r\n\r\n${value}`).replaceAll('\r', ''),
    ],
    [
      'a part without a name',
      'multipart/form-data; boundary=b',
      () =>
        parts(
          (name, value) => `${disposition} name=${name}\r\n\r\n${value}`,
          `--b\r\n${disposition} x=1\r\n\r\n1\r\n`,
        ),
    ],
  ])('refuses multipart with %s.', async (_, type, bodyOf) => {
    const body = new TextEncoder().encode(bodyOf())
    expect(whole(await post(path, body, type))).toEqual(refusal(path, 'The body is not a valid form.'))
  })
})
