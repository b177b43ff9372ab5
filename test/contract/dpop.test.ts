import { calculateJwkThumbprint, decodeJwt, exportJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ApiResponse,
  api,
  exchange,
  type NewApplication,
  newApplication,
  read,
  remember,
  wordsKept,
} from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { type Departure, dpopProof, newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, HEADERS, refusal, request, SCOPE, type Texts, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, startService } from '../support/service/service.ts'

const TOKEN = '/oauth/token'
const APPLICATIONS = '/api/v1/user-applications'
const NONCE = 'The DPoP proof has no valid nonce. Retry with the nonce from the DPoP-Nonce response header.'
const BINDING =
  'JWT validation failed: the scheme or the DPoP proof does not match the token; send a key-bound token as DPoP with a proof of its key, and any other token as Bearer'
const ALGORITHMS = 'ES256 EdDSA Ed25519 RS256 PS256'
const wrong = (claim: string) =>
  `DPoP proof validation failed: ${claim} is missing or has an unexpected value`

let issuer: Issuer
let service: Service
let credentials: Set<string>
let application: NewApplication
let pair: Pair
let nonce: string

beforeAll(async () => {
  issuer = await startIssuer()
  const remembered = remember(await startService(await goodSettings(issuer)))
  service = remembered.service
  credentials = remembered.credentials
  const owner = await issuer.sign({ claims: { sub: 'owner', roles: ['admin'], scope: SCOPE } })
  application = await newApplication(service, owner)
  pair = await newPair()
  nonce = (await asks(await dpopProof(pair, { path: TOKEN }))).headers.get('DPoP-Nonce') ?? ''
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Asks for a token with a proof. */
const asks = (DPoP: string, path = TOKEN) => ask(service, path, request(application), { DPoP })

async function boundToken(by = pair): Promise<string> {
  const { body } = await asks(await dpopProof(by, { path: TOKEN, nonce }))
  return (body as { access_token: string }).access_token
}

/** Calls our API with a token and a proof. */
async function call(headers: Texts, path = APPLICATIONS): Promise<ApiResponse> {
  return read(await service.fetch(path, { headers }))
}

async function proven(token: string, departure: Departure = {}, by = pair): Promise<Texts> {
  const DPoP = await dpopProof(by, { method: 'GET', path: APPLICATIONS, token }, departure)
  return { Authorization: `DPoP ${token}`, DPoP }
}

const seconds = () => Math.floor(Date.now() / 1000)

/** The proofs that are wrong at both places, and the claim that the refusal names. */
const WRONG_PROOFS: [string, string, () => Departure | Promise<Departure>][] = [
  ['another method', 'htm', () => ({ claims: { htm: 'PUT' } })],
  ['the method in lower case', 'htm', () => ({ claims: { htm: 'post' } })],
  ['no method', 'htm', () => ({ claims: { htm: undefined } })],
  ['another path', 'htu', () => ({ claims: { htu: `${ISSUER}/other` } })],
  ['another host', 'htu', () => ({ claims: { htu: `https://evil.test${TOKEN}` } })],
  ['the host that was asked', 'htu', () => ({ claims: { htu: service.url + TOKEN } })],
  ['a target that is no URL', 'htu', () => ({ claims: { htu: TOKEN } })],
  ['no target', 'htu', () => ({ claims: { htu: undefined } })],
  ['a time long past', 'iat', () => ({ claims: { iat: seconds() - 65 } })],
  ['a time to come', 'iat', () => ({ claims: { iat: seconds() + 65 } })],
  ['no time', 'iat', () => ({ claims: { iat: undefined } })],
  ['no jti', 'jti', () => ({ claims: { jti: undefined } })],
  ['an empty jti', 'jti', () => ({ claims: { jti: '' } })],
  ['the type of another JWT', 'typ', () => ({ header: { typ: 'at+jwt' } })],
  ['no type', 'typ', () => ({ header: { typ: undefined } })],
  ['another’s signature', 'signature', async () => ({ key: (await newPair()).privateKey })],
  ['no key', 'signature', () => ({ header: { jwk: undefined } })],
  ['a private key', 'signature', async () => ({ header: { jwk: await exportJWK(pair.privateKey) } })],
]

describe('A token request with a proof', () => {
  test('gets a nonce, and then a token that is bound to the key.', async () => {
    const first = await asks(await dpopProof(pair, { path: TOKEN }))
    expect(whole(first)).toEqual({
      status: 400,
      body: { error: 'use_dpop_nonce', error_description: NONCE },
      headers: { ...HEADERS, 'dpop-nonce': expect.stringMatching(/^[\w-]{43}$/) },
    })
    const nonce = first.headers.get('DPoP-Nonce') ?? ''
    const second = await asks(await dpopProof(pair, { path: TOKEN, nonce }))
    expect(whole(second)).toEqual({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'DPoP', expires_in: 900, scope: SCOPE },
      headers: { ...HEADERS, 'dpop-nonce': expect.stringMatching(/^[\w-]{43}$/) },
    })
    const { access_token } = second.body as { access_token: string }
    expect(decodeJwt(access_token).cnf).toEqual({ jkt: await calculateJwkThumbprint(pair.jwk) })
    expect(access_token.split('.')[1]).not.toMatch(/[-_]/)
  })

  test.each(ALGORITHMS.split(' '))('accepts a key for %s.', async (alg) => {
    const other = await newPair(alg)
    const response = await asks(await dpopProof(other, { path: TOKEN, nonce }))
    expect(response.body).toMatchObject({ token_type: 'DPoP' })
    const token = (response.body as { access_token: string }).access_token
    expect((await call(await proven(token, {}, other))).status).toBe(200)
  })

  test.each(WRONG_PROOFS)('is refused for %s.', async (_, claim, departure) => {
    const response = await asks(await dpopProof(pair, { path: TOKEN, nonce }, await departure()))
    expect(whole(response)).toEqual({
      status: 400,
      body: { error: 'invalid_dpop_proof', error_description: wrong(claim) },
      headers: HEADERS,
    })
  })

  test('is refused with two proofs, with nonsense in the header, with an unsupported algorithm, or if it is too long.', async () => {
    const proof = await dpopProof(pair, { path: TOKEN, nonce })
    const p384 = await dpopProof(await newPair('ES384'), { path: TOKEN, nonce })
    const long = await dpopProof(pair, { path: TOKEN, nonce }, { claims: { long: 'a'.repeat(3_000) } })
    const wrongs = [`${proof}, ${proof}`, 'nonsense', p384, long]
    const expected = { error: 'invalid_dpop_proof', error_description: wrong('signature') }
    for (const one of wrongs) expect((await asks(one)).body).toEqual(expected)
  })

  test('with wrong client credentials reveals nothing about its proof.', async () => {
    const DPoP = await dpopProof(pair, { path: TOKEN })
    const given = request(application, { client_id: crypto.randomUUID() })
    const response = await ask(service, TOKEN, given, { DPoP })
    const message = 'The client ID or secret is wrong.'
    expect(whole(response)).toEqual(refusal(TOKEN, message, 'invalid_client'))
  })

  test.each(['made-up', '', 1])('gets the current nonce for another one: %s.', async (given) => {
    const response = await asks(await dpopProof(pair, { path: TOKEN }, { claims: { nonce: given } }))
    expect([response.status, response.body]).toMatchObject([400, { error: 'use_dpop_nonce' }])
    expect(response.headers.get('DPoP-Nonce')).toMatch(/^[\w-]{43}$/)
  })

  test('is valid once and for its path, whatever the query.', async () => {
    const htu = `${ISSUER.toUpperCase().replace('HTTPS', 'https')}:443/oauth/token?a=b#c`
    const proof = await dpopProof(pair, { path: TOKEN, nonce }, { claims: { htu } })
    const responses = await Promise.all([1, 2, 3].map(() => asks(proof)))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    const [refused] = responses.filter(({ status }) => status === 400)
    expect(refused?.body).toEqual({ error: 'invalid_dpop_proof', error_description: wrong('jti') })
    const elsewhere = await asks(await dpopProof(pair, { path: TOKEN, nonce }), '/api/v2/token')
    expect(elsewhere.body).toEqual({ error: 'invalid_dpop_proof', error_description: wrong('htu') })
  })
})

describe('A token that is bound to a key', () => {
  const challenge = (error: string, description: string) =>
    `DPoP realm="latchkey", algs="${ALGORITHMS}", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="${error}", error_description="${description}"`

  test('calls our API with a proof, once each, in any case of the scheme, and with a nonce too.', async () => {
    const token = await boundToken()
    const headers = await proven(token)
    const first = await call(headers)
    expect(first.status).toBe(200)
    expect(first.headers.get('DPoP-Nonce')).toMatch(/^[\w-]{43}$/)
    const again = await call(headers)
    const message = wrong('jti')
    expect([again.status, again.body]).toEqual([401, { code: 401, message }])
    expect(again.headers.get('WWW-Authenticate')).toBe(challenge('invalid_dpop_proof', message))
    const lower = await proven(token, { claims: { nonce } })
    expect((await call({ ...lower, Authorization: `dpop ${token}` })).status).toBe(200)
    const query = await proven(token)
    expect((await call(query, `${APPLICATIONS}?a=b`)).status).toBe(200)
  })

  test('gets the current nonce if its proof has another.', async () => {
    const response = await call(await proven(await boundToken(), { claims: { nonce: 'made-up' } }))
    expect([response.status, response.body]).toEqual([401, { code: 401, message: NONCE }])
    expect(response.headers.get('WWW-Authenticate')).toBe(challenge('use_dpop_nonce', NONCE))
    expect(response.headers.get('DPoP-Nonce')).toMatch(/^[\w-]{43}$/)
  })

  test.each([
    ...WRONG_PROOFS,
    ['another token’s hash', 'ath', () => ({ claims: { ath: 'a'.repeat(43) } })] as const,
    ['no hash of the token', 'ath', () => ({ claims: { ath: undefined } })] as const,
  ])('is refused with a proof of %s.', async (_, claim, departure) => {
    const response = await call(await proven(await boundToken(), await departure()))
    expect([response.status, response.body]).toEqual([401, { code: 401, message: wrong(claim) }])
    expect(response.headers.get('WWW-Authenticate')).toBe(challenge('invalid_dpop_proof', wrong(claim)))
  })

  test('is refused as a bearer token, without a proof, or with a proof of another key.', async () => {
    const token = await boundToken()
    const headers = await proven(token)
    const bearer = await call({ ...headers, Authorization: `Bearer ${token}` })
    expect([bearer.status, bearer.body]).toEqual([401, { code: 401, message: BINDING }])
    const realm = `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="invalid_token", error_description="${BINDING}"`
    expect(bearer.headers.get('WWW-Authenticate')).toBe(realm)
    const bare = await call({ Authorization: `DPoP ${token}` })
    expect(bare.body).toEqual({
      code: 401,
      message: 'The DPoP proof is missing. Send it in the DPoP header.',
    })
    expect(bare.headers.get('WWW-Authenticate')).toContain('error="invalid_dpop_proof"')
    const other = await call(await proven(token, {}, await newPair()))
    expect(other.body).toEqual({ code: 401, message: BINDING })
  })

  test('is refused with a proof of another key before the signature of the proof is verified.', async () => {
    const token = await boundToken()
    const other = await newPair()
    const unsigned = await proven(token, { key: pair.privateKey }, other)
    expect((await call(unsigned)).body).toEqual({ code: 401, message: BINDING })
    const huge = { ...(await newPair('RS256')).jwk, e: 'v'.repeat(512) }
    const costly = await proven(token, { header: { jwk: huge } })
    expect((await call(costly)).body).toEqual({ code: 401, message: BINDING })
  })

  test('is the only kind of token that the DPoP scheme accepts.', async () => {
    const free = await exchange(service, application)
    const response = await call(await proven(free))
    expect([response.status, response.body]).toEqual([401, { code: 401, message: BINDING }])
    expect((await api(service, free).get(APPLICATIONS)).status).toBe(200)
  })

  test('of a trusted issuer needs its proof too.', async () => {
    const cnf = { jkt: await calculateJwkThumbprint(pair.jwk) }
    const token = await issuer.sign({ claims: { sub: 'bound', cnf } })
    const headers = await proven(token)
    expect([(await call(headers)).status, (await call(headers)).status]).toEqual([200, 401])
    expect((await api(service, token).get(APPLICATIONS)).body).toEqual({ code: 401, message: BINDING })
  })

  test('is introspected with the thumbprint of its key, and introspects with a proof.', async () => {
    const token = await boundToken()
    const { client_id, client_secret } = request(application) as Record<string, string>
    const introspected = await ask(service, '/oauth/introspect', { token, client_id, client_secret } as Texts)
    const cnf = { jkt: await calculateJwkThumbprint(pair.jwk) }
    expect(introspected.body).toMatchObject({ active: true, token_type: 'DPoP', cnf })
    const DPoP = await dpopProof(pair, { path: '/oauth/introspect', token })
    const headers = { Authorization: `DPoP ${token}`, DPoP }
    const asked = await ask(service, '/oauth/introspect', { token }, headers)
    expect(asked.body).toMatchObject({ active: true, cnf })
    const again = await ask(service, '/oauth/introspect', { token }, headers)
    expect([again.status, again.body]).toMatchObject([401, { error: 'invalid_dpop_proof' }])
  })
})

test('No secret, no token and no proof is logged or stored.', async () => {
  expect(credentials.size).toBeGreaterThan(100)
  expect(await wordsKept(service, credentials)).toEqual([])
})
