import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { api } from '../support/api/client.ts'
import { AUDIENCE, type Issuer, startIssuer, type TokenOptions } from '../support/oauth/issuer.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const CLIENT = '1example23456789'

let cognito: Issuer
let usual: Issuer
/** An issuer with another set of keys for each test. */
let several: Issuer
let service: Service
beforeAll(async () => {
  cognito = await startIssuer()
  usual = await startIssuer()
  good = await goodSettings(cognito, usual)
  const [first, second] = JSON.parse(good.TRUSTED_ISSUERS as string)
  const entries = [{ ...first, clientIds: ['another', CLIENT] }, second]
  service = await startService({ ...good, TRUSTED_ISSUERS: JSON.stringify(entries) })
})
afterAll(() => Promise.all([service, cognito, usual].map((one) => one.stop())))

let good: Record<string, string>

async function call(issuer: Issuer, options: TokenOptions, at = service) {
  const token = await issuer.sign(options)
  const responses = [await api(at, token).get('/api/v1/me'), await api(at, token).get('/api/v1/me')]
  return responses.map(({ status, body }) => [
    status,
    status === 200 || (body as { message: string }).message,
  ])
}

const twice = (status: number, message: string | true) => [
  [status, message],
  [status, message],
]
const ACCEPTED = twice(200, true)
const refused = (claim: string) =>
  twice(401, `JWT validation failed: claim ${claim} is missing or has an unexpected value`)
const FORGED = twice(401, 'JWT validation failed: JWT signature is invalid')

/** Returns the claims of an access token without `aud`, as Amazon Cognito issues them. */
const cognitoToken = (claims: object) => ({ claims: { aud: undefined, token_use: 'access', ...claims } })

describe('If an entry names client IDs, a token without an audience is accepted, the first time and again,', () => {
  test.each<[what: string, claims: object]>([
    ['by its client_id', { client_id: CLIENT }],
    ['by its azp', { azp: CLIENT }],
    ['by both', { client_id: CLIENT, azp: 'another' }],
    ['also without token_use', { client_id: CLIENT, token_use: undefined }],
  ])('%s.', async (_, claims) => {
    expect(await call(cognito, cognitoToken(claims))).toEqual(ACCEPTED)
  })
})

describe('Nevertheless, a token is refused', () => {
  test.each<[what: string, claim: string, claims: object]>([
    ['of another client', 'client_id', { client_id: 'other' }],
    ['of another azp', 'client_id', { azp: 'other' }],
    ['of a named client and another azp', 'client_id', { client_id: CLIENT, azp: 'other' }],
    ['without any client', 'client_id', {}],
    ['whose client is a list', 'client_id', { client_id: [CLIENT] }],
    ['of a named client for another audience', 'aud', { client_id: CLIENT, aud: 'https://other.test' }],
    ['of a named client whose audience is null', 'aud', { client_id: CLIENT, aud: null }],
    ['of a named client whose audience is an empty list', 'aud', { client_id: CLIENT, aud: [] }],
    ['that is an ID token, whose audience is the client', 'aud', { aud: CLIENT, token_use: 'id' }],
    ['that is an ID token without an audience', 'token_use', { client_id: CLIENT, token_use: 'id' }],
    ['that is a refresh token without an audience', 'typ', { client_id: CLIENT, typ: 'Refresh' }],
  ])('%s.', async (_, claim, claims) => {
    expect(await call(cognito, cognitoToken(claims))).toEqual(refused(claim))
  })

  test('without an audience, if the entry names no client IDs.', async () => {
    expect(await call(usual, cognitoToken({ client_id: CLIENT }))).toEqual(refused('aud'))
  })
})

test('A token with an audience needs no client.', async () => {
  expect(await call(cognito, {})).toEqual(ACCEPTED)
  expect(await call(cognito, { claims: { aud: ['https://other.test', AUDIENCE] } })).toEqual(ACCEPTED)
})

describe('Of an issuer with several keys, a token without kid', () => {
  let own: Service
  beforeEach(async () => {
    several = await startIssuer()
    own = await startService({ ...good, ...(await goodSettings(several)) })
    return () => Promise.all([own.stop(), several.stop()])
  })

  /** Adds keys before that of the issuer. */
  async function addKeys(count: number, alg: 'ES256' | 'RS256' = 'ES256') {
    const pairs = await Promise.all(Array.from({ length: count }, () => generateKeyPair(alg)))
    const added = await Promise.all(
      pairs.map(async ({ publicKey }, index) => ({
        ...(await exportJWK(publicKey)),
        kid: `other-${index}`,
        alg,
      })),
    )
    several.state.keys = [...added, ...several.state.keys]
    return pairs
  }
  const WITHOUT_KID = { header: { kid: undefined } }

  test('is verified with the one that fits.', async () => {
    await addKeys(1)
    await addKeys(7, 'RS256')
    expect(await call(several, WITHOUT_KID, own)).toEqual(ACCEPTED)
    expect(await call(several, {}, own)).toEqual(ACCEPTED)
    expect(several.state.jwksRequests).toBe(1)
  })

  test('is refused for its signature if none fits.', async () => {
    await addKeys(4)
    const { privateKey: key } = await generateKeyPair('ES256')
    expect(await call(several, { ...WITHOUT_KID, key }, own)).toEqual(FORGED)
  })

  test('is refused for its kid if more than five would have to be tried.', async () => {
    const [first] = await addKeys(5)
    expect(await call(several, WITHOUT_KID, own)).toEqual(refused('kid'))
    expect(await call(several, { ...WITHOUT_KID, key: first?.privateKey as CryptoKey }, own)).toEqual(
      ACCEPTED,
    )
    expect(await call(several, {}, own)).toEqual(ACCEPTED)
  })

  test('is refused for the other claims as usual.', async () => {
    await addKeys(2)
    const claims = { aud: 'https://other.test' }
    expect(await call(several, { ...WITHOUT_KID, claims }, own)).toEqual(refused('aud'))
  })
})
