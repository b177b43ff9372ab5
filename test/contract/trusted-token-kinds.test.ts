import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { type Issuer, startIssuer, type TokenOptions } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PATH = '/api/v1/user-applications'
const JKT = 'A'.repeat(43)

let usual: Issuer
let strict: Issuer
let keycloak: Issuer
let service: Service
beforeAll(async () => {
  usual = await startIssuer()
  strict = await startIssuer()
  keycloak = await startIssuer()
  const good = await goodSettings(usual, strict, keycloak)
  const changes: Record<string, object> = {
    [strict.issuer]: { types: ['at+jwt'] },
    [keycloak.issuer]: { allowNonce: true },
  }
  const entries: { issuer: string }[] = JSON.parse(good.TRUSTED_ISSUERS as string)
  const changed = entries.map((entry) => ({ ...entry, ...changes[entry.issuer] }))
  service = await startService({ ...good, TRUSTED_ISSUERS: JSON.stringify(changed) })
})
afterAll(() => Promise.all([service, usual, strict, keycloak].map((one) => one.stop())))

async function call(issuer: Issuer, options: TokenOptions) {
  const token = await issuer.sign(options)
  const responses = [await api(service, token).get(PATH), await api(service, token).get(PATH)]
  return responses.map(({ status, body }) => ({ status, body }))
}

function refused(claim: string) {
  const message = `JWT validation failed: claim ${claim} is missing or has an unexpected value`
  return { status: 401, body: { code: 401, message } }
}

describe('A valid JWT of a trusted issuer is refused, the first time and again,', () => {
  test.each<[what: string, claim: string, options: TokenOptions]>([
    ['that is a logout token by its type', 'typ', { header: { typ: 'logout+jwt' } }],
    ['that is a security event token by its type', 'typ', { header: { typ: 'secevent+jwt' } }],
    ['that is a DPoP proof by its type', 'typ', { header: { typ: 'dpop+jwt' } }],
    [
      'that is an introspection response by its type',
      'typ',
      { header: { typ: 'application/token-introspection+jwt' } },
    ],
    ['that is an ID token with at_hash', 'at_hash', { claims: { at_hash: 'x' } }],
    ['that is an ID token with c_hash', 'c_hash', { claims: { c_hash: 'x' } }],
    ['that is an ID token with a nonce', 'nonce', { claims: { nonce: 'x' } }],
    ['that is a logout token with events', 'events', { claims: { events: {} } }],
    ['that is Keycloak’s ID token', 'typ', { claims: { typ: 'ID' } }],
    ['that is Keycloak’s refresh token', 'typ', { claims: { typ: 'Refresh' } }],
    ['that is Keycloak’s logout token', 'typ', { claims: { typ: 'Logout' } }],
    ['whose type is a list', 'typ', { header: { typ: ['JWT'] } }],
    ['that is Keycloak’s offline token', 'typ', { claims: { typ: 'Offline' } }],
    ['whose payload type is a list', 'typ', { claims: { typ: ['Bearer'] } }],
    ['that is an ID token with s_hash', 's_hash', { claims: { s_hash: 'x' } }],
    ['that is Cognito’s ID token', 'token_use', { claims: { token_use: 'id' } }],
    ['that is bound to a certificate', 'cnf', { claims: { cnf: { 'x5t#S256': JKT } } }],
    ['that is bound to an embedded key', 'cnf', { claims: { cnf: { jwk: {} } } }],
    ['that is bound to a key and a certificate', 'cnf', { claims: { cnf: { jkt: JKT, 'x5t#S256': JKT } } }],
    ['that is bound to a short thumbprint', 'cnf', { claims: { cnf: { jkt: 'AAAA' } } }],
    ['with a confirmation that is not an object', 'cnf', { claims: { cnf: JKT } }],
  ])('%s.', async (_, claim, options) => {
    expect(await call(usual, options)).toEqual([refused(claim), refused(claim)])
  })

  test.each([undefined, 'JWT', ['at+jwt']])('with the type %j, if only at+jwt is allowed.', async (typ) => {
    expect(await call(strict, { header: { typ } })).toEqual([refused('typ'), refused('typ')])
  })
})

describe('An access token is accepted', () => {
  test.each(['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt', 'application/jwt', undefined])(
    'with the type %s.',
    async (typ) => {
      expect(await call(usual, { header: { typ } })).toMatchObject([{ status: 200 }, { status: 200 }])
    },
  )

  test('with at+jwt, if only that is allowed.', async () => {
    expect(await call(strict, { header: { typ: 'at+jwt' } })).toMatchObject([
      { status: 200 },
      { status: 200 },
    ])
  })

  test.each([{ typ: 'DPoP' }, { typ: 'bearer' }, { token_use: 'access' }])(
    'with the claims %j.',
    async (claims) => {
      expect(await call(usual, { claims })).toMatchObject([{ status: 200 }, { status: 200 }])
    },
  )

  test('with a nonce, if the issuer’s entry allows it, and with Keycloak’s payload type.', async () => {
    const claims = { nonce: 'x', typ: 'Bearer' }
    expect(await call(keycloak, { claims })).toMatchObject([{ status: 200 }, { status: 200 }])
  })
})
