import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { HEADERS, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const OPENID = '/.well-known/openid-configuration'
const OAUTH = '/.well-known/oauth-authorization-server'

const NAMES = ['steady', 'named', 'oauth', 'tenant', 'liar', 'insecure', 'silent', 'broken'] as const
const MORE = ['recovering', 'rotated', 'hanging', 'hangingKeys'] as const
type Name = (typeof NAMES)[number] | (typeof MORE)[number]

let issuers: Record<Name, Issuer>
let service: Service

beforeAll(async () => {
  const started = [...NAMES, ...MORE].map(async (name) => [name, await startIssuer()] as const)
  issuers = Object.fromEntries(await Promise.all(started)) as typeof issuers
  issuers.named.state.missing = [OPENID, OAUTH]
  issuers.oauth.state.missing = [OPENID]
  issuers.tenant.state.missing = [`/tenant${OPENID}`]
  issuers.tenant.state.metadata = { issuer: `${issuers.tenant.issuer}/tenant` }
  issuers.liar.state.metadata = { issuer: issuers.steady.issuer }
  // Another address of this machine that is not loopback. It would respond.
  const elsewhere = issuers.insecure.issuer.replace('127.0.0.1', '0.0.0.0')
  issuers.insecure.state.metadata = { jwks_uri: `${elsewhere}/jwks` }
  issuers.silent.state.missing = [OPENID, OAUTH]
  issuers.broken.state.missing = ['/jwks']
  issuers.hanging.state.hang = true
  issuers.hangingKeys.state.hang = true
  service = await startService(await settings())
})
afterAll(() => Promise.all([service, ...Object.values(issuers)].map((one) => one.stop())))

async function settings(): Promise<Record<string, string>> {
  const good = await goodSettings(...Object.values(issuers))
  const changes: Record<string, object> = {
    [issuers.named.issuer]: { jwksUri: `${issuers.named.issuer}/jwks` },
    [issuers.hangingKeys.issuer]: { jwksUri: `${issuers.hangingKeys.issuer}/jwks` },
    [issuers.tenant.issuer]: { issuer: `${issuers.tenant.issuer}/tenant` },
  }
  const trusted: { issuer: string }[] = JSON.parse(good.TRUSTED_ISSUERS as string)
  const changed = trusted.map((entry) => ({ ...entry, ...changes[entry.issuer] }))
  return { ...good, TRUSTED_ISSUERS: JSON.stringify(changed) }
}

const call = async (token: string) => whole(await api(service, token).get(APPLICATIONS))
const WELCOME = { status: 200, body: [], headers: HEADERS }
const UNAVAILABLE = {
  status: 503,
  body: { code: 503, message: 'Please try again in few minutes.' },
  headers: { ...HEADERS, 'retry-after': '30' },
}
const message = 'JWT validation failed: JWT signature is invalid'
const challenge = `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="invalid_token", error_description="${message}"`
const FORGED = {
  status: 401,
  body: { code: 401, message },
  headers: { ...HEADERS, 'www-authenticate': challenge },
}

describe('Keys are found', () => {
  test.each<[string, Name, string[]]>([
    ['by OpenID Connect discovery', 'steady', [OPENID, '/jwks']],
    [
      'by the metadata of RFC 8414, if OpenID Connect discovery is missing',
      'oauth',
      [OPENID, OAUTH, '/jwks'],
    ],
    ['by jwksUri, without discovery', 'named', ['/jwks']],
  ])('%s, once for all tokens.', async (_, name, requests) => {
    const { sign, state } = issuers[name]
    expect(await call(await sign())).toEqual(WELCOME)
    expect(await call(await sign())).toEqual(WELCOME)
    expect(state.requests).toEqual(requests)
  })

  test('for an issuer with a path, with the well-known path before it and after it.', async () => {
    const { sign, state, issuer } = issuers.tenant
    expect(await call(await sign({ claims: { iss: `${issuer}/tenant` } }))).toEqual(WELCOME)
    expect(state.requests).toEqual([`/tenant${OPENID}`, `${OAUTH}/tenant`, '/jwks'])
  })
})

describe('A token gets 503 while the keys of its issuer cannot be fetched, because', () => {
  test.each<[string, Name, string[]]>([
    ['its metadata names another issuer', 'liar', [OPENID]],
    ['its metadata names keys without https', 'insecure', [OPENID]],
    ['it has no metadata', 'silent', [OPENID, OAUTH]],
    ['it has no keys', 'broken', [OPENID, '/jwks']],
  ])('%s.', async (_, name, requests) => {
    const { sign, state } = issuers[name]
    expect(await call(await sign())).toEqual(UNAVAILABLE)
    expect(state.requests).toEqual(requests)
  })

  test.concurrent.each<[string, Name, string[]]>([
    ['it hangs', 'hanging', [OPENID]],
    ['its keys hang', 'hangingKeys', ['/jwks']],
  ])('%s, and for 5 seconds at most.', async (_, name, requests) => {
    const { sign, state } = issuers[name]
    const began = performance.now()
    expect(await call(await sign())).toEqual(UNAVAILABLE)
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(state.requests).toEqual(requests)
  })

  test('a fetch failed a moment ago, even if the issuer would respond now.', async () => {
    const { sign, state } = issuers.recovering
    state.missing = [OPENID, OAUTH]
    expect(await call(await sign())).toEqual(UNAVAILABLE)
    const asked = [...state.requests]
    state.missing = []
    expect(await call(await sign())).toEqual(UNAVAILABLE)
    expect(state.requests).toEqual(asked)
  })
})

test('Invented kids fetch keys once at most, and block no other caller.', async () => {
  const { sign, state } = issuers.steady
  const before = state.jwksRequests
  const tokens = await Promise.all(
    Array.from({ length: 50 }, (_, index) => sign({ header: { kid: `${index}` } })),
  )
  const [first, ...rest] = tokens as [string, ...string[]]
  const responses = [await call(first), ...(await Promise.all(rest.map(call)))]
  expect(responses).toEqual(tokens.map(() => FORGED))
  expect(state.jwksRequests - before).toBeLessThanOrEqual(1)
  expect(await call(await sign())).toEqual(WELCOME)
})

test('After a rotation the new key is valid, the withdrawn one is not, and a token without kid is verified with the remaining key.', async () => {
  const { sign, state } = issuers.rotated
  const { privateKey: key, publicKey } = await generateKeyPair('ES256', { extractable: true })
  state.keys = [{ ...(await exportJWK(publicKey)), kid: 'key-2', alg: 'ES256' }]
  expect(await call(await sign({ key, header: { kid: 'key-2' } }))).toEqual(WELCOME)
  expect(await call(await sign({ key, header: { kid: undefined } }))).toEqual(WELCOME)
  expect(await call(await sign())).toEqual(FORGED)
  expect(await call(await sign({ header: { kid: 'key-2' } }))).toEqual(FORGED)
  expect(await call(await sign({ header: { kid: undefined } }))).toEqual(FORGED)
  expect(state.jwksRequests).toBe(1)
})
