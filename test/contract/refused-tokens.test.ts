import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { AUDIENCE, type Issuer, startIssuer, type TokenOptions } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const OPENID = '/.well-known/openid-configuration'
const OAUTH = '/.well-known/oauth-authorization-server'
const LONG = 'x'.repeat(500)

const NAMES = [
  'usual',
  'strict',
  'silent',
  'other',
  'page',
  'insecure',
  'keyless',
  'malformed',
  'down',
] as const
type Name = (typeof NAMES)[number]

let issuers: Record<Name, Issuer>
let service: Service
beforeAll(async () => {
  const started = NAMES.map(async (name) => [name, await startIssuer()] as const)
  issuers = Object.fromEntries(await Promise.all(started)) as typeof issuers
  issuers.silent.state.missing = [OPENID, OAUTH]
  issuers.other.state.metadata = { issuer: `${issuers.other.issuer}/` }
  issuers.page.state.pages = [OPENID, OAUTH]
  issuers.insecure.state.metadata = { jwks_uri: 'http://keys.test/' }
  issuers.keyless.state.missing = ['/jwks']
  issuers.malformed.state.keys = 'none' as unknown as Issuer['state']['keys']
  await issuers.down.stop()
  const good = await goodSettings(...Object.values(issuers))
  const entries: { issuer: string }[] = JSON.parse(good.TRUSTED_ISSUERS as string)
  const changed = entries.map((entry) =>
    entry.issuer === issuers.strict.issuer ? { ...entry, types: ['at+jwt'], clientIds: ['portal'] } : entry,
  )
  service = await startService({ ...good, TRUSTED_ISSUERS: JSON.stringify(changed) })
})
afterAll(() => Promise.all([service, ...Object.values(issuers)].map((one) => one.stop())))

type Line = { refusal?: string; token?: object; error?: { message: string } }

/** Calls with a token, and returns the token's part of the line in the log. */
async function lineOf(token: string): Promise<Line> {
  await api(service, token).get('/api/v1/me')
  return service.logs.map((line) => JSON.parse(line)).findLast(({ event }) => event === 'request')
}

describe('The line of a refused token in the log names the claim, its value and what is accepted:', () => {
  test.each<[what: string, name: Name, options: TokenOptions, logged: object]>([
    [
      'another audience',
      'usual',
      { claims: { aud: 'https://other.test' } },
      { claim: 'aud', value: 'https://other.test', expected: AUDIENCE },
    ],
    [
      'several other audiences',
      'usual',
      { claims: { aud: ['a', 'b'] } },
      { claim: 'aud', value: 'a, b', expected: AUDIENCE },
    ],
    ['no audience', 'usual', { claims: { aud: undefined } }, { claim: 'aud', expected: AUDIENCE }],
    [
      'another client',
      'strict',
      { claims: { aud: undefined, client_id: 'x' }, header: { typ: 'at+jwt' } },
      { claim: 'client_id', value: 'x', expected: 'portal' },
    ],
    [
      'another type',
      'strict',
      { header: { typ: 'JWT' } },
      { claim: 'typ', value: 'JWT', expected: 'at+jwt' },
    ],
    ['another type in the payload', 'usual', { claims: { typ: 'ID' } }, { claim: 'typ', value: 'ID' }],
    [
      'another use',
      'usual',
      { claims: { token_use: 'id' } },
      { claim: 'token_use', value: 'id', expected: 'access' },
    ],
    ['a missing key', 'usual', { header: { kid: 'k7' } }, { claim: 'kid', value: 'k7' }],
    ['a nonce, without its value', 'usual', { claims: { nonce: 'n-0S6_WzA2Mj' } }, { claim: 'nonce' }],
    ['no subject', 'usual', { claims: { sub: undefined } }, { claim: 'sub' }],
    [
      'an expiry',
      'usual',
      { claims: { exp: 1_700_000_000 } },
      { claim: 'exp', value: '2023-11-14T22:13:20.000Z' },
    ],
    [
      'an issue in the future',
      'usual',
      { claims: { iat: 4e9 } },
      { claim: 'iat', value: '2096-10-02T07:06:40.000Z' },
    ],
  ])('%s.', async (_, name, options, logged) => {
    const { issuer, sign } = issuers[name]
    expect((await lineOf(await sign(options))).token).toMatchObject({ issuer, ...logged })
    if (!('value' in logged)) expect(service.logs.at(-1)).not.toContain('"value"')
  })

  test('another algorithm.', async () => {
    const { privateKey: key } = await generateKeyPair('ES384')
    const token = await issuers.usual.sign({ key, header: { alg: 'ES384' } })
    expect((await lineOf(token)).token).toMatchObject({
      claim: 'alg',
      value: 'ES384',
      expected: 'ES256, RS256, PS256, EdDSA, Ed25519',
    })
  })

  test('another signature, without its value.', async () => {
    const { privateKey: key } = await generateKeyPair('ES256')
    const { issuer, sign } = issuers.usual
    expect((await lineOf(await sign({ key }))).token).toEqual({ issuer, claim: 'signature' })
  })

  test('an issuer that is trusted without its final slash.', async () => {
    const { issuer, sign } = issuers.usual
    expect(await lineOf(await sign({ claims: { iss: `${issuer}/` } }))).toMatchObject({
      refusal: 'token_issuer_untrusted',
      token: { claim: 'iss', value: `${issuer}/` },
    })
  })
})

describe('Values of a token that is not verified are logged short and plain:', () => {
  const hostile = `evil"\n{"event":"request"}\u202e${LONG}`

  test.each<[what: string, options: (key: CryptoKey) => TokenOptions]>([
    ['an issuer', (key) => ({ key, claims: { iss: `https://${hostile}`, aud: hostile } })],
    ['a kid', (key) => ({ key, header: { kid: hostile } })],
    ['an audience', () => ({ claims: { aud: Array.from({ length: 8 }, () => hostile) } })],
    ['a type', () => ({ claims: { typ: hostile } })],
  ])('%s.', async (_, options) => {
    const { privateKey } = await generateKeyPair('ES256')
    const token = await issuers.usual.sign(options(privateKey))
    const { token: logged } = (await lineOf(token)) as { token: { value: string } }
    expect(logged.value).toMatch(/^[!#-[\]-~ ]{1,100}$/)
    expect(JSON.stringify(logged).length).toBeLessThan(300)
    const line = service.logs.at(-1) as string
    for (const part of token.split('.')) expect(line).not.toContain(part.slice(0, 40))
  })

  test('nothing of a token that is no JWT, or of claims that are no text.', async () => {
    for (const token of [
      'a.b.c',
      `${btoa('{}')}.${btoa('[]')}.x`,
      await issuers.usual.sign({ claims: { iss: { a: 1 } } }),
    ]) {
      const line = await lineOf(token)
      expect(line).not.toHaveProperty('token.value')
    }
  })

  test('nothing if a token is accepted.', async () => {
    expect(await lineOf(await issuers.usual.sign())).not.toHaveProperty('token')
  })
})

describe('If the keys of an issuer cannot be fetched, the log names each URL and its response:', () => {
  test.each<[name: Name, message: (issuer: string) => string]>([
    ['silent', (url) => `${url}${OPENID} responded 404; ${url}${OAUTH} responded 404`],
    ['other', (url) => `${url}${OPENID} names the issuer "${url}/", not "${url}"`],
    [
      'page',
      (url) =>
        `${url}${OPENID} responded 200, but not with JSON; ${url}${OAUTH} responded 200, but not with JSON`,
    ],
    ['insecure', (url) => `${url}${OPENID} names the jwks_uri "http://keys.test/", which is not https`],
    ['keyless', (url) => `${url}/jwks responded 404`],
    ['malformed', (url) => `${url}/jwks: JSON Web Key Set malformed`],
    ['down', (url) => `${url}${OPENID} did not respond: `],
  ])('%s.', async (name, message) => {
    const { issuer, sign } = issuers[name]
    for (const token of [await sign(), await sign()]) {
      const { refusal, error } = await lineOf(token)
      expect(refusal).toBe('unavailable')
      expect(error?.message).toContain(`Cannot fetch the keys of ${issuer}: ${message(issuer)}`)
    }
  })
})
