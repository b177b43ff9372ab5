import { exportSPKI, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  api,
  exchange,
  type NewApplication,
  newApplication,
  read,
  remember,
  wordsKept,
} from '../support/api/client.ts'
import { decode, encode, forge, hmac, p384, partsOf, type Signer } from '../support/oauth/forgery.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { HEADERS, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, sendRaw, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const FAILED = 'JWT validation failed: '
const MALFORMED = 'the token is not a signed JWT'
const UNTRUSTED = 'JWT issuer is not trusted'
const FORGED = 'JWT signature is invalid'
const EXPIRED = 'JWT is expired'
const EARLY = 'JWT is not valid yet'
const REVOKED = 'JWT is revoked'
const claim = (name: string) => `claim ${name} is missing or has an unexpected value`

let issuer: Issuer
let second: Issuer
let stranger: Issuer
let service: Service
let credentials: Set<string>
let ourKey: CryptoKey
let application: NewApplication
let own: string

beforeAll(async () => {
  ;[issuer, second, stranger] = await Promise.all([startIssuer(), startIssuer(), startIssuer()])
  const settings = await goodSettings(issuer, second)
  ;({ service, credentials } = remember(await startService(settings)))
  ourKey = (await importJWK(JSON.parse(settings.SIGNING_KEYS as string)[0], 'ES256')) as CryptoKey
  application = await newApplication(service, await issuer.sign())
  own = await exchange(service, application)
})
afterAll(() => Promise.all([service, issuer, second, stranger].map((one) => one.stop())))

const now = () => Math.floor(Date.now() / 1000)

/**
 * Returns the complete refusal, with the challenge of RFC 6750 section 3. A request without a token gets no
 * error code.
 */
function refusal(reason: string, error = `, error="invalid_token", error_description="${FAILED}${reason}"`) {
  const headers = {
    ...HEADERS,
    'www-authenticate': `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource"${error}`,
  }
  return { status: 401, body: { code: 401, message: FAILED + reason }, headers }
}

const call = async (token: string) => whole(await api(service, token).get(APPLICATIONS))
const welcome = {
  status: 200,
  body: [expect.objectContaining({ name: expect.any(String) })],
  headers: HEADERS,
}

/** Signs a token of ours with changes, by our own key. */
function ours(claims: object, header: object = {}, key = ourKey): Promise<string> {
  const good = partsOf(own)
  return forge({ ...good.header, ...header }, { ...good.payload, ...claims }, key)
}

/** Signs a token of the issuer with changes. Unlike `sign`, it accepts what no honest library does. */
async function theirs(header: object, claims: object = {}, ...signer: Signer | []): Promise<string> {
  const good = partsOf(await issuer.sign())
  const [key, algorithm] = signer.length ? signer : [issuer.privateKey]
  return forge({ ...good.header, ...header }, { ...good.payload, ...claims }, key, algorithm)
}

/** Changes the parts of the issuer's valid token. */
async function altered(change: (h: string, p: string, s: string) => string): Promise<string> {
  const [header = '', payload = '', signature = ''] = (await issuer.sign()).split('.')
  return change(header, payload, signature)
}

/** Puts another header on the issuer's valid token, with an invented signature. */
const beheaded = (header: unknown, signature = 'AAAA') =>
  altered((_, p) => `${encode(header)}.${p}.${signature}`)

/** Signs the issuer's valid token with a foreign key. */
const strangers = (header: Record<string, unknown>) => issuer.sign({ key: stranger.privateKey, header })

type Make = () => string | Promise<string>

describe('Accepted is a token', () => {
  test.each<[string, Make]>([
    ['of a trusted issuer', () => issuer.sign()],
    ['of ours', () => own],
    ['without kid, as the issuer has one key', () => issuer.sign({ header: { kid: undefined } })],
    ['with a typ', () => issuer.sign({ header: { typ: 'JWT' } })],
    [
      'for us among others',
      () => issuer.sign({ claims: { aud: ['https://other.test', 'https://api.test'] } }),
    ],
    [
      'whose issuer’s clock is off by a second',
      () => issuer.sign({ claims: { exp: now() - 1, nbf: now() + 1 } }),
    ],
    [
      'that names keys at another address, which is not fetched',
      () => issuer.sign({ header: { jku: `${stranger.issuer}/jwks`, x5u: `${stranger.issuer}/x` } }),
    ],
  ])('%s.', async (_, make) => {
    expect(await call(await make())).toEqual(welcome)
    expect(stranger.state.requests).toEqual([])
  })

  test.each(['bearer', 'BEARER', 'Bearer '])('after the scheme “%s”.', async (scheme) => {
    const response = await service.fetch(APPLICATIONS, { headers: { authorization: `${scheme} ${own}` } })
    expect(whole(await read(response))).toEqual(welcome)
  })
})

describe('Refused is a trusted issuer’s token', () => {
  test.each<[string, Make, string]>([
    ['that is expired', () => issuer.sign({ claims: { exp: now() - 60 } }), EXPIRED],
    ['without exp', () => theirs({}, { exp: undefined }), claim('exp')],
    ['whose exp is text', () => theirs({}, { exp: `${now() + 60}` }), claim('exp')],
    ['that is not valid yet', () => issuer.sign({ claims: { nbf: now() + 60 } }), EARLY],
    ['for another audience', () => issuer.sign({ claims: { aud: 'https://other.test' } }), claim('aud')],
    ['without an audience', () => theirs({}, { aud: undefined }), claim('aud')],
    ['without a subject', () => theirs({}, { sub: undefined }), claim('sub')],
    ['whose subject is empty', () => issuer.sign({ claims: { sub: '' } }), claim('sub')],
    ['of a stranger', () => stranger.sign(), UNTRUSTED],
    ['without an issuer', () => theirs({}, { iss: undefined }), UNTRUSTED],
    [
      'whose issuer differs by a slash',
      () => issuer.sign({ claims: { iss: `${issuer.issuer}/` } }),
      UNTRUSTED,
    ],
    ['whose issuer is a list', () => theirs({}, { iss: [issuer.issuer] }), UNTRUSTED],
    ['with another trusted issuer’s key', () => second.sign({ claims: { iss: issuer.issuer } }), FORGED],
    ['with our own key', () => issuer.sign({ key: ourKey, header: { kid: 'test-1' } }), FORGED],
    ['with a stranger’s key', () => strangers({}), FORGED],
    ['with a stranger’s key in jku', () => strangers({ jku: `${stranger.issuer}/jwks` }), FORGED],
    ['with a stranger’s key in x5u', () => strangers({ x5u: `${stranger.issuer}/jwks` }), FORGED],
    [
      'with a stranger’s key in jwk',
      () => strangers({ kid: undefined, jwk: stranger.state.keys[0] }),
      FORGED,
    ],
    ['with alg none and no signature', () => beheaded({ alg: 'none' }, ''), MALFORMED],
    ['with alg none and a signature', () => beheaded({ alg: 'none' }), FORGED],
    ['with alg RS256 and the kid of an EC key', () => beheaded({ alg: 'RS256', kid: 'key-1' }), FORGED],
    [
      'with HS256 and the public JWK as secret',
      async () => theirs({ alg: 'HS256' }, {}, ...(await hmac(JSON.stringify(issuer.state.keys[0])))),
      FORGED,
    ],
    [
      'with HS256 and the public PEM as secret',
      async () => theirs({ alg: 'HS256' }, {}, ...(await hmac(await exportSPKI(issuer.publicKey)))),
      FORGED,
    ],
    ['of another curve', async () => theirs({ alg: 'ES384' }, {}, ...(await p384())), FORGED],
    ['of another curve that says ES256', async () => theirs({}, {}, ...(await p384())), FORGED],
    ['with a cut payload', () => altered((h, p, s) => `${h}.${p.slice(0, -4)}.${s}`), MALFORMED],
    [
      'with a tampered payload',
      () => altered((h, p, s) => `${h}.${encode({ ...decode(p), sub: 'mallory' })}.${s}`),
      FORGED,
    ],
    ['with a cut signature', () => altered((h, p, s) => `${h}.${p}.${s.slice(0, -4)}`), FORGED],
    ['without a signature', () => altered((h, p) => `${h}.${p}.`), MALFORMED],
    ['of two segments', () => altered((h, p) => `${h}.${p}`), MALFORMED],
    ['with an extra segment', () => `${own}.${own.split('.')[2]}`, MALFORMED],
    ['with padding', () => `${own}==`, MALFORMED],
    ['with rubbish after it', () => `${own}!`, MALFORMED],
    ['with another after a blank', () => `${own} ${own}`, MALFORMED],
    ['with more signature', () => altered((h, p, s) => `${h}.${p}.${s}AAAA`), FORGED],
    ['whose header is no JSON', () => beheaded('no JSON object'), MALFORMED],
    [
      'whose payload is no object',
      () => forge({ alg: 'ES256', kid: 'key-1' }, ['alice'], issuer.privateKey),
      MALFORMED,
    ],
    ['with an unknown crit', () => theirs({ crit: ['x'], x: 1 }), FORGED],
    ['whose crit is empty', () => theirs({ crit: [] }), MALFORMED],
    ['whose kid is a path', () => issuer.sign({ header: { kid: '../../dev/null' } }), FORGED],
    ['whose kid is SQL', () => issuer.sign({ header: { kid: `' union select 'a` } }), FORGED],
    ['whose kid is 10 kB', () => issuer.sign({ header: { kid: 'a'.repeat(10_000) } }), FORGED],
  ])('%s.', async (_, make, reason) => {
    expect(await call(await make())).toEqual(refusal(reason))
    expect(stranger.state.requests).toEqual([])
  })
})

describe('Refused is a token in our name', () => {
  test.each<[string, Make, string]>([
    ['that is expired since a second', () => ours({ exp: now() - 1 }), EXPIRED],
    ['without exp', () => ours({ exp: undefined }), claim('exp')],
    ['that is not valid yet', () => ours({ nbf: now() + 60 }), EARLY],
    ['for another audience', () => ours({ aud: 'https://other.test' }), claim('aud')],
    ['without typ', () => ours({}, { typ: undefined }), claim('typ')],
    ['of another typ', () => ours({}, { typ: 'JWT' }), claim('typ')],
    [
      'with a trusted issuer’s key',
      () => issuer.sign({ claims: { iss: ISSUER, aud: ISSUER }, header: { typ: 'at+jwt' } }),
      FORGED,
    ],
    ['with a trusted issuer’s key and our kid', () => ours({}, {}, issuer.privateKey), FORGED],
    ['with alg none', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${own.split('.')[1]}.AAAA`, FORGED],
    ['of another subject', () => ours({ sub: 'mallory' }), REVOKED],
    ['of another application', () => ours({ client_id: crypto.randomUUID() }), REVOKED],
    ['of a secret to come', () => ours({ generation: 2 }), REVOKED],
    [
      'of ours under a trusted issuer’s name',
      () => ours({ iss: issuer.issuer, aud: 'https://api.test' }),
      FORGED,
    ],
  ])('%s.', async (_, make, reason) => {
    expect(await call(await make())).toEqual(refusal(reason))
  })
})

describe('Without a token', () => {
  const SEND_ONE = 'JWT is missing; send Authorization: Bearer <token>'
  const form = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }

  test.each<[string, string, () => RequestInit]>([
    ['that asks nothing but the path', '', () => ({})],
    ['of another scheme', '', () => ({ headers: { Authorization: `Basic ${btoa('a:b')}` } })],
    ['with the token and no scheme', '', () => ({ headers: { Authorization: own } })],
    ['with the token in the query', '?access_token=', () => ({})],
    ['with the token in a form', '', () => ({ ...form, body: `access_token=${own}` })],
    ['with the token in a cookie', '', () => ({ headers: { Cookie: `access_token=${own}` } })],
  ])('a request %s gets a challenge without an error.', async (_, query, init) => {
    const response = await service.fetch(APPLICATIONS + (query && query + own), init())
    expect(whole(await read(response))).toEqual(refusal(SEND_ONE, ''))
  })

  test.each<[string, () => string[]]>([
    ['two good ones', () => [own, own]],
    ['a good and a bad one', () => [own, 'bad']],
    ['a bad and a good one', () => ['bad', own]],
  ])('%s in two headers is refused.', async (_, tokens) => {
    const headers = tokens().map((token) => `Authorization: Bearer ${token}`)
    const head = [`GET ${APPLICATIONS} HTTP/1.1`, 'Host: latchkey.test', ...headers, 'Connection: close']
    const response = await sendRaw(service, `${head.join('\r\n')}\r\n\r\n`)
    expect(response).toMatch(/^HTTP\/1.1 401 /)
    expect(response).toContain(JSON.stringify(refusal(MALFORMED).body))
  })
})

test('No token that was sent is logged or stored, not even from the query.', async () => {
  expect([...credentials].filter((one) => one.startsWith('eyJ')).length).toBeGreaterThan(40)
  expect(await wordsKept(service, credentials)).toEqual([])
})
