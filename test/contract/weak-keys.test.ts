import { calculateJwkThumbprint, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type NewApplication, newApplication, read } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { asserted, dpopProofClaims, newPair, type Pair } from '../support/oauth/proofs.ts'
import { ask, refusal, request, whole } from '../support/oauth/token-endpoint.ts'
import {
  ed25519Key,
  FORGEABLE,
  type Forgeable,
  forgeWithoutKey,
  oddOctets,
} from '../support/oauth/weak-keys.ts'
import { goodSettings, ISSUER, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const TOKEN = '/oauth/token'
const UNSUPPORTED =
  'The key is not supported. Send a JWK for one of ES256, EdDSA, Ed25519, RS256, PS256; an RSA key needs 2048 to 4096 bits and the exponent 65537.'
const SIGNATURE = 'Client assertion validation failed: signature is missing or has an unexpected value.'
const PROOF = 'DPoP proof validation failed: signature is missing or has an unexpected value'

/** Enough that a key of order 8, which accepts one message in 8, accepts one with near certainty. */
const ATTEMPTS = 48

let issuer: Issuer
let service: Service
let owner: string
let ec: Pair
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService({ ...(await goodSettings(issuer)), APPLICATIONS_PER_USER_MAX: '1000' })
  owner = await issuer.sign({ claims: { sub: 'owner' } })
  ec = await newPair()
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const keysOf = ({ id }: NewApplication) => `${APPLICATIONS}/${id}/keys`
const add = (application: NewApplication, jwk: JWK) => api(service, owner).post(keysOf(application), jwk)

const rsa = (octets: Uint8Array, e = 'AQAB'): JWK => ({
  kty: 'RSA',
  n: Buffer.from(octets).toString('base64url'),
  e,
})
const exponent = (...octets: number[]) => Buffer.from(octets).toString('base64url')
const modulus = oddOctets(256)
const even = Buffer.concat([modulus.subarray(0, 255), Buffer.from([2])])
const short = Buffer.concat([Buffer.from([0x7f]), modulus.subarray(1)])
const padded = (octets: Uint8Array) => Buffer.concat([Buffer.alloc(1), octets])
const decoded = (text = '') => Buffer.from(text, 'base64url')

/** Returns the EC key with another y, or with coordinates of another form. */
function departed(change: (coordinate: Buffer) => Buffer, ...names: ('x' | 'y')[]): JWK {
  const changed = names.map((name) => [name, change(decoded(ec.jwk[name])).toString('base64url')])
  return { ...ec.jwk, ...Object.fromEntries(changed) }
}

/** Returns a text for the same octets as the given one, whose last character has unused bits. */
const withUnusedBits = (text = '') =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1)

describe('A public key', () => {
  const WEAK: [string, () => JWK][] = FORGEABLE.map(({ name, jwk }) => [name, () => jwk])
  test.each<[string, () => JWK]>([
    ...WEAK,
    ['an RSA key with the exponent 0', () => rsa(modulus, 'AA')],
    ['an RSA key with the exponent 3', () => rsa(modulus, 'Aw')],
    ['an RSA key with an even exponent', () => rsa(modulus, exponent(1, 0, 0))],
    ['an RSA key with a padded exponent', () => rsa(modulus, exponent(0, 1, 0, 1))],
    ['an RSA key with an exponent of 3,072 bits', () => rsa(oddOctets(384), exponent(...oddOctets(384)))],
    ['an RSA key with an even modulus', () => rsa(even)],
    ['an RSA key with a padded modulus', () => rsa(padded(modulus))],
    [
      'an RSA key of 1,024 bits, padded to 2,048',
      () => rsa(Buffer.concat([Buffer.alloc(128), oddOctets(128)])),
    ],
    ['an RSA key of 2,047 bits', () => rsa(short)],
    ['an RSA key of 4,097 bits', () => rsa(Buffer.concat([Buffer.from([1]), oddOctets(512)]))],
    ['an RSA key of 48,000 bits', () => rsa(oddOctets(6_000))],
    ['a modulus in base64url with padding', () => ({ ...rsa(modulus), n: `${rsa(modulus).n}==` })],
    ['a modulus with a blank', () => ({ ...rsa(modulus), n: ` ${rsa(modulus).n}` })],
    [
      'a modulus that is cut within an octet',
      () => ({ ...rsa(oddOctets(258)), n: `${rsa(oddOctets(258)).n}A` }),
    ],
    ['an empty modulus', () => ({ ...rsa(modulus), n: '' })],
    [
      'a point off P-256',
      () => departed((y) => Buffer.from(y.map((octet, at) => (at === 31 ? octet ^ 1 : octet))), 'y'),
    ],
    ['the origin of P-256', () => departed(() => Buffer.alloc(32), 'x', 'y')],
    ['a coordinate beyond the prime of P-256', () => departed(() => Buffer.alloc(32, 0xff), 'x')],
    ['padded coordinates', () => departed(padded, 'x', 'y')],
    ['a coordinate with unused bits', () => ({ ...ec.jwk, x: withUnusedBits(ec.jwk.x) })],
    ['a point off Ed25519', () => ed25519Key(2n)],
    [
      'a key of 33 octets for Ed25519',
      () => ({ ...ed25519Key(3n), x: `${ed25519Key(3n).x?.slice(0, 42)}AA` }),
    ],
    ['a key for X25519', () => ({ ...ed25519Key(3n), crv: 'X25519' })],
    ['a key for P-256 without its curve', () => ({ ...ec.jwk, crv: undefined as unknown as string })],
  ])('is refused if it is %s.', async (_, make) => {
    const application = await newApplication(service, owner)
    const { status, body } = await add(application, make())
    expect([status, body]).toEqual([400, { code: 400, message: UNSUPPORTED }])
    expect((await api(service, owner).get(keysOf(application))).body).toEqual({ keys: [] })
  })

  test.each([2_048, 3_072, 4_096])('for RSA may have %i bits.', async (bits) => {
    const application = await newApplication(service, owner)
    expect((await add(application, rsa(oddOctets(bits / 8)))).status).toBe(201)
  })
})

describe('A signature made without a private key is refused', () => {
  /** Stores a key as an earlier release did. */
  async function withStoredKey(jwk: JWK, kid: string): Promise<NewApplication> {
    const application = await newApplication(service, owner)
    const columns = 'id, application_id, kid, jwk, created_at'
    const insert = service.db.prepare(`insert into application_keys (${columns}) values (?, ?, ?, ?, ?)`)
    await insert.bind(crypto.randomUUID(), application.id, kid, JSON.stringify({ ...jwk, kid }), 0).run()
    return application
  }

  function forgedAssertion(key: Forgeable, clientId: string, header: object = {}): Promise<string> {
    const seconds = Math.floor(Date.now() / 1000)
    const claims = { iss: clientId, sub: clientId, aud: ISSUER, jti: crypto.randomUUID(), exp: seconds + 60 }
    return forgeWithoutKey(key, claims, header)
  }

  test.each(FORGEABLE)(
    'in an assertion for $name that is stored, like one for an unknown key.',
    async (key) => {
      const { clientId } = await withStoredKey(key.jwk, 'weak')
      const expected = refusal(TOKEN, SIGNATURE, 'invalid_client')
      for (const path of [TOKEN, '/api/v2/token', '/oauth/introspect', '/oauth/revoke']) {
        for (const header of [{}, { kid: 'weak' }, { kid: 'unknown' }]) {
          const form = asserted(await forgedAssertion(key, clientId, header), { token: 'a.b.c' })
          expect(whole(await ask(service, path, form))).toEqual(expected)
        }
      }
      const forged = Array.from({ length: ATTEMPTS }, () => forgedAssertion(key, clientId, { kid: 'weak' }))
      const responses = forged.map(async (text) => (await ask(service, TOKEN, asserted(await text))).status)
      expect(new Set(await Promise.all(responses))).toEqual(new Set([401]))
    },
  )

  test.each(FORGEABLE)('in a DPoP proof of $name, at the token endpoint and at our API.', async (key) => {
    const application = await newApplication(service, owner)
    const { jwk } = key
    const token = await issuer.sign({
      claims: { sub: 'owner', cnf: { jkt: await calculateJwkThumbprint(jwk) } },
    })
    const header = { typ: 'dpop+jwt', jwk }
    for (let attempt = 0; attempt < ATTEMPTS / 2; attempt++) {
      const asks = await forgeWithoutKey(key, dpopProofClaims({ path: TOKEN }), header)
      const asked = await ask(service, TOKEN, request(application), { DPoP: asks })
      expect(asked.body).toEqual({ error: 'invalid_dpop_proof', error_description: PROOF })
      const calls = await forgeWithoutKey(
        key,
        dpopProofClaims({ method: 'GET', path: APPLICATIONS, token }),
        header,
      )
      const headers = { Authorization: `DPoP ${token}`, DPoP: calls }
      const called = await read(await service.fetch(APPLICATIONS, { headers }))
      expect([called.status, called.body]).toEqual([401, { code: 401, message: PROOF }])
    }
  })
})
