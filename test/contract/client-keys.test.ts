import { calculateJwkThumbprint, exportJWK, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  type ApiResponse,
  api,
  type NewApplication,
  newApplication,
  remember,
  wordsKept,
} from '../support/api/client.ts'
import { forge, hmac } from '../support/oauth/forgery.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import {
  asserted,
  assertion,
  type Departure,
  JWT_BEARER,
  newPair,
  type Pair,
} from '../support/oauth/proofs.ts'
import { ask, basic, HEADERS, refusal, type Texts, whole } from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, startService } from '../support/service/service.ts'

const APPLICATIONS = '/api/v1/user-applications'
const TOKEN = '/oauth/token'
const PRIVATE =
  'The JWK contains a private or secret key, which now counts as disclosed. Create another key pair and send its public JWK only.'
const UNSUPPORTED =
  'The key is not supported. Send a JWK for one of ES256, EdDSA, Ed25519, RS256, PS256; an RSA key needs 2048 to 4096 bits and the exponent 65537.'
const KID =
  'The kid is not valid. Use 1 to 128 printable ASCII characters without spaces, and not “.” or “..”.'
const UNKNOWN = { code: 404, message: 'Resource id not found.' }

type Name = 'ES256' | 'EdDSA' | 'Ed25519' | 'RS256' | 'PS256'
const NAMES: Name[] = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256']

let issuer: Issuer
let service: Service
let credentials: Set<string>
let pairs: Record<Name, Pair>

beforeAll(async () => {
  issuer = await startIssuer()
  const remembered = remember(await startService(await goodSettings(issuer)))
  service = remembered.service
  credentials = remembered.credentials
  const made = await Promise.all(NAMES.map(async (alg) => [alg, await newPair(alg)]))
  pairs = Object.fromEntries(made)
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

/** Returns the API of an application's keys, as its owner uses it. */
function keysOf({ id }: Pick<NewApplication, 'id'>, token: string, name = 'user-applications') {
  const path = `/api/v1/${name}/${id}/keys`
  return {
    list: () => api(service, token).get<{ keys: { kid: string }[] }>(path),
    add: (jwk: unknown) => api(service, token).post<{ kid: string }>(path, jwk),
    end: (kid: string) => api(service, token).delete(`${path}/${encodeURIComponent(kid)}`),
  }
}

/** Creates an application of an owner who has no other. */
async function anApplication(name?: string) {
  const claims = { sub: crypto.randomUUID(), scope: 'idn:app-roles:read odd>?~scope' }
  const owner = await issuer.sign({ claims })
  const application = await newApplication(service, owner)
  return { owner, application, keys: keysOf(application, owner, name) }
}

/** Creates an application with a key of its own. */
async function aClient(alg: Name = 'ES256', more: object = {}) {
  const made = await anApplication()
  const pair = pairs[alg]
  const { kid } = (await made.keys.add({ ...pair.jwk, ...more })).body
  return { ...made, pair, kid }
}

const tokenOf = ({ body }: ApiResponse) => (body as { access_token: string }).access_token

describe('The keys of an application', () => {
  test.each(['user-applications', 'access-keys'])('are added, listed and deleted at %s.', async (name) => {
    const { keys } = await anApplication(name)
    const { jwk } = pairs.ES256
    const named = { ...jwk, kid: 'a/b?c%#', use: 'sig', alg: 'ES256' }
    const thumbed = { ...jwk, kid: await calculateJwkThumbprint(jwk) }
    expect(whole(await keys.list())).toEqual({ status: 200, body: { keys: [] }, headers: HEADERS })
    expect(whole(await keys.add(named))).toEqual({ status: 201, body: named, headers: HEADERS })
    const more = { key_ops: ['verify'], ext: true, x5u: 'https://evil.test', owner: 'me' }
    expect((await keys.add({ ...jwk, ...more })).body).toEqual(thumbed)
    expect((await keys.list()).body).toEqual({ keys: [named, thumbed] })
    expect((await keys.end(named.kid)).status).toBe(204)
    const message = 'This application has no key with this kid.'
    expect((await keys.end(named.kid)).body).toEqual({ code: 404, message })
    expect((await keys.list()).body).toEqual({ keys: [thumbed] })
  })

  test('are five at most, each kid once, also in concurrent requests.', async () => {
    const { keys } = await anApplication()
    const { jwk } = pairs.EdDSA
    const responses = await Promise.all([...'abcdefgab'].map((kid) => keys.add({ ...jwk, kid })))
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(5)
    const stored = (await keys.list()).body.keys.map(({ kid }) => kid)
    expect(new Set(stored).size).toBe(5)
    const most = 'This application has reached the limit of 5 keys. Delete one before you add another.'
    const taken = 'This application already has a key with this kid. Use another kid.'
    expect((await keys.add({ ...jwk, kid: 'z' })).body).toEqual({ code: 400, message: most })
    expect((await keys.add({ ...jwk, kid: stored[0] })).body).toEqual({ code: 409, message: taken })
  })

  test('belong to their owner: another user’s application is not found.', async () => {
    const { owner, application, keys, kid } = await aClient()
    const stranger = await issuer.sign({ claims: { sub: 'stranger', roles: ['admin'] } })
    const nowhere = keysOf({ id: crypto.randomUUID() }, owner)
    for (const others of [keysOf(application, stranger), nowhere]) {
      const added = await others.add({ ...pairs.EdDSA.jwk, kid: 'new' })
      const responses = [await others.list(), added, await others.end(kid)]
      expect(responses.map(({ body }) => body)).toEqual([UNKNOWN, UNKNOWN, UNKNOWN])
    }
    expect((await keys.list()).body.keys).toHaveLength(1)
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['a private key', () => exportJWK(pairs.ES256.privateKey), PRIVATE],
    ['a private RSA key', () => exportJWK(pairs.RS256.privateKey), PRIVATE],
    ['a symmetric key', async () => ({ kty: 'oct', k: 'c2VjcmV0' }), PRIVATE],
    ['a public key with an empty private member', async () => ({ ...pairs.ES256.jwk, d: '' }), PRIVATE],
    ['a key of another curve', async () => (await newPair('ES384')).jwk, UNSUPPORTED],
    ['a key without a type', async () => ({ ...pairs.ES256.jwk, kty: undefined }), UNSUPPORTED],
    ['a key whose type is of JavaScript', async () => ({ kty: 'constructor' }), UNSUPPORTED],
    ['a coordinate cut short', async () => ({ ...pairs.ES256.jwk, x: 'AAAA' }), UNSUPPORTED],
    ['a key for encryption', async () => ({ ...pairs.RS256.jwk, use: 'enc' }), UNSUPPORTED],
    ['a key that verifies nothing', async () => ({ ...pairs.RS256.jwk, key_ops: ['encrypt'] }), UNSUPPORTED],
    ['an algorithm of another type', async () => ({ ...pairs.RS256.jwk, alg: 'ES256' }), UNSUPPORTED],
    ['an RSA key of 1,024 bits', async () => ({ ...pairs.RS256.jwk, n: 'v'.repeat(171) }), UNSUPPORTED],
    ['a modulus that is a number', async () => ({ ...pairs.RS256.jwk, n: 1 }), UNSUPPORTED],
    ['a kid with a blank', async () => ({ ...pairs.ES256.jwk, kid: 'a b' }), KID],
    ['a kid that URL parsers remove from a path', async () => ({ ...pairs.ES256.jwk, kid: '.' }), KID],
    ['a kid that leads URL parsers to the parent', async () => ({ ...pairs.ES256.jwk, kid: '..' }), KID],
    ['a kid that is a number', async () => ({ ...pairs.ES256.jwk, kid: 1 }), KID],
    ['an array', async () => [pairs.ES256.jwk], 'The body must be a JSON object.'],
  ])('refuse %s.', async (_, make, message) => {
    const { keys } = await anApplication()
    const response = await keys.add(await make())
    expect(whole(response)).toEqual({ status: 400, body: { code: 400, message }, headers: HEADERS })
    expect((await keys.list()).body).toEqual({ keys: [] })
  })
})

describe('A client’s assertion', () => {
  const ISSUED = {
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 900,
    scope: 'idn:app-roles:read odd>?~scope',
  }
  const exchange = (given: Texts, headers?: Texts) => ask(service, TOKEN, given, headers)
  const refused = (claim: string) =>
    refusal(
      TOKEN,
      `Client assertion validation failed: ${claim} is missing or has an unexpected value.`,
      'invalid_client',
    )

  test.each(NAMES)(
    'signed by %s is exchanged for a valid token, whether it names its key or not.',
    async (alg) => {
      const { application, pair, kid } = await aClient(alg)
      const { clientId } = application
      const plain = await exchange(asserted(await assertion(clientId, pair)))
      expect(whole(plain)).toEqual({ status: 200, body: ISSUED, headers: HEADERS })
      expect((await api(service, tokenOf(plain)).get(APPLICATIONS)).status).toBe(200)
      const named = await assertion(clientId, pair, { header: { kid, typ: 'JWT' } })
      const scoped = await exchange(asserted(named, { client_id: clientId, scope: 'odd>?~scope' }))
      expect(scoped.body).toEqual({ ...ISSUED, scope: 'odd>?~scope' })
    },
  )

  test.each([
    ['the token endpoint', `${ISSUER}/oauth/token`],
    ['the issuer in a list', [ISSUER]],
  ])('may name %s as its audience.', async (_, aud) => {
    const { application, pair } = await aClient()
    const text = await assertion(application.clientId, pair, { claims: { aud } })
    expect((await exchange(asserted(text))).status).toBe(200)
  })

  const now = () => Math.floor(Date.now() / 1000)
  test.each<[string, string, () => Departure]>([
    ['another issuer', 'iss', () => ({ claims: { iss: 'other' } })],
    ['no issuer', 'iss', () => ({ claims: { iss: undefined } })],
    ['no subject', 'sub', () => ({ claims: { sub: undefined } })],
    ['another audience', 'aud', () => ({ claims: { aud: 'https://other.test' } })],
    ['our audience and another', 'aud', () => ({ claims: { aud: [ISSUER, 'https://other.test'] } })],
    [
      'our issuer and the token endpoint',
      'aud',
      () => ({ claims: { aud: [ISSUER, `${ISSUER}/oauth/token`] } }),
    ],
    ['the issuer twice', 'aud', () => ({ claims: { aud: [ISSUER, ISSUER] } })],
    ['the URL of another endpoint', 'aud', () => ({ claims: { aud: `${ISSUER}/api/v2/token` } })],
    ['the type of a DPoP proof', 'typ', () => ({ header: { typ: 'dpop+jwt' } })],
    ['the type of an access token', 'typ', () => ({ header: { typ: 'at+jwt' } })],
    ['an audience that begins as ours', 'aud', () => ({ claims: { aud: `${ISSUER}/` } })],
    ['no audience', 'aud', () => ({ claims: { aud: undefined } })],
    ['no audience in a list', 'aud', () => ({ claims: { aud: [] } })],
    ['no expiry', 'exp', () => ({ claims: { exp: undefined } })],
    ['an expiry in the past', 'exp', () => ({ claims: { exp: now() - 10 } })],
    ['a beginning in the future', 'nbf', () => ({ claims: { nbf: now() + 60 } })],
    ['no jti', 'jti', () => ({ claims: { jti: undefined } })],
    ['an empty jti', 'jti', () => ({ claims: { jti: '' } })],
    ['a jti that is a number', 'jti', () => ({ claims: { jti: 1 } })],
    ['another’s key', 'signature', () => ({ key: attacker.privateKey })],
    ['another kid', 'signature', () => ({ header: { kid: 'other' } })],
  ])('is refused with %s.', async (_, claim, departure) => {
    const { application, pair } = await aClient()
    const text = await assertion(application.clientId, pair, departure())
    expect(whole(await exchange(asserted(text)))).toEqual(refused(claim))
  })

  test.each([303, 3_600])('is refused if it expires in %i seconds, with the limit.', async (seconds) => {
    const { application, pair } = await aClient()
    const text = await assertion(application.clientId, pair, { claims: { exp: now() + seconds } })
    const message = 'The client assertion is valid for too long: exp is at most 300 seconds ahead.'
    expect(whole(await exchange(asserted(text)))).toEqual(refusal(TOKEN, message, 'invalid_client'))
  })

  test.each(['JWT', 'client-authentication+jwt', 'application/client-authentication+jwt'])(
    'may have the type %s.',
    async (typ) => {
      const { application, pair } = await aClient()
      const text = await assertion(application.clientId, pair, { header: { typ } })
      expect((await exchange(asserted(text))).status).toBe(200)
    },
  )

  test.each(['/oauth/token', '/api/v2/token', '/oauth/introspect', '/oauth/revoke'])(
    'for the URL of %s is accepted there, and only there.',
    async (path) => {
      const { application, pair } = await aClient()
      const sent = async (to: string) => {
        const text = await assertion(application.clientId, pair, { claims: { aud: ISSUER + path } })
        return (await ask(service, to, asserted(text, { token: 'x' }))).status
      }
      expect(await sent(path)).toBe(200)
      expect(await sent(path === TOKEN ? '/api/v2/token' : TOKEN)).toBe(401)
    },
  )

  test('must be for our issuer if the settings say so, and may live as long as they say.', async () => {
    const strict = await startService({
      ...(await goodSettings(issuer)),
      CLIENT_ASSERTION_AUDIENCE: 'issuer',
      CLIENT_ASSERTION_MAX_SECONDS: '3600',
    })
    onTestFinished(() => strict.stop())
    const owner = await issuer.sign()
    const application = await newApplication(strict, owner)
    const pair = await newPair()
    await api(strict, owner).post(`${APPLICATIONS}/${application.id}/keys`, pair.jwk)
    const sent = async (claims: object) => {
      const text = await assertion(application.clientId, pair, { claims: { ...claims } })
      return (await ask(strict, TOKEN, asserted(text))).status
    }
    expect(await sent({ aud: ISSUER, exp: now() + 3_500 })).toBe(200)
    expect(await sent({ aud: ISSUER, exp: now() + 3_700 })).toBe(401)
    expect(await sent({ aud: ISSUER + TOKEN })).toBe(401)
  })

  let attacker: Pair
  beforeAll(async () => {
    attacker = await newPair()
  })

  test('is refused without a signature, or with the public key as a secret.', async () => {
    const { application, pair } = await aClient()
    const payload = JSON.parse(atob((await assertion(application.clientId, pair)).split('.')[1] ?? ''))
    const symmetric = await hmac(JSON.stringify(pair.jwk))
    for (const text of [
      `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(payload)).replace(/=+$/, '')}.`,
      await forge({ alg: 'HS256' }, payload, ...symmetric),
    ]) {
      expect(whole(await exchange(asserted(text)))).toEqual(refused('signature'))
    }
  })

  test('of an unknown client is refused as one with a wrong signature.', async () => {
    const { application, pair } = await aClient()
    const { clientId } = application
    const wrong = asserted(await assertion(clientId, pair, { key: attacker.privateKey }))
    const unknown = asserted(await assertion(crypto.randomUUID(), pair))
    expect(whole(await exchange(wrong))).toEqual(whole(await exchange(unknown)))
    const nonsense = asserted('nonsense')
    expect(whole(await exchange(nonsense))).toEqual(refused('sub'))
  })

  test('is refused if its key is for another algorithm.', async () => {
    const { application, pair } = await aClient('RS256', { alg: 'RS256' })
    const { clientId } = application
    const key = (await importJWK(await exportJWK(pair.privateKey), 'PS256')) as CryptoKey
    const other = await assertion(clientId, { ...pair, alg: 'PS256' }, { key })
    expect(whole(await exchange(asserted(other)))).toEqual(refused('signature'))
    expect((await exchange(asserted(await assertion(clientId, pair)))).status).toBe(200)
    const any = await aClient('RS256')
    const free = await assertion(any.application.clientId, { ...pair, alg: 'PS256' }, { key })
    expect((await exchange(asserted(free))).status).toBe(200)
  })

  test('is valid once: of many concurrent requests at all endpoints, one succeeds.', async () => {
    const { application, pair } = await aClient()
    const given = asserted(await assertion(application.clientId, pair))
    const paths = [TOKEN, '/api/v2/token', TOKEN, '/api/v2/token', TOKEN]
    const responses = await Promise.all(paths.map((path) => ask(service, path, given)))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
    const token = tokenOf(responses.find(({ status }) => status === 200) as ApiResponse)
    expect(whole(await ask(service, '/oauth/introspect', { ...given, token }))).toEqual(refused('jti'))
    expect(whole(await ask(service, '/oauth/revoke', { ...given, token }))).toEqual(refused('jti'))
    expect((await api(service, token).get(APPLICATIONS)).status).toBe(200)
  })

  test('authenticates introspection and revocation.', async () => {
    const { application, pair } = await aClient()
    const proof = async () => asserted(await assertion(application.clientId, pair))
    const token = tokenOf(await exchange(await proof()))
    const active = await ask(service, '/oauth/introspect', { ...(await proof()), token })
    expect(active.body).toMatchObject({ active: true, client_id: application.clientId })
    expect((await ask(service, '/oauth/revoke', { ...(await proof()), token })).status).toBe(200)
    const ended = await ask(service, '/oauth/introspect', { ...(await proof()), token })
    expect(ended.body).toEqual({ active: false })
  })

  test('is refused together with another authentication method or client ID.', async () => {
    const { application, pair } = await aClient()
    const { clientId, secret } = application
    const text = await assertion(clientId, pair)
    const TWICE =
      'The request contains more than one set of client credentials. Send one set, in the Authorization header or in the body.'
    expect(whole(await exchange(asserted(text), basic(clientId, secret)))).toEqual(refusal(TOKEN, TWICE))
    expect(whole(await exchange(asserted(text, { client_secret: secret })))).toEqual(refusal(TOKEN, TWICE))
    const other = asserted(text, { client_assertion_type: JWT_BEARER.replace('jwt', 'saml2') })
    expect(whole(await exchange(other))).toEqual(refused('client_assertion_type'))
    expect(whole(await exchange(asserted(text, { client_id: 'other' })))).toEqual(refused('sub'))
    expect((await exchange(asserted(text))).status).toBe(200)
  })

  test('ends with its key, and so do its tokens, even if the key is added again; the end of the secret does not affect them.', async () => {
    const { owner, application, keys, pair, kid } = await aClient()
    const { clientId, id } = application
    const held = tokenOf(await exchange(asserted(await assertion(clientId, pair))))
    await api(service, owner).post(`${APPLICATIONS}/${id}/secret`)
    expect((await api(service, held).get(APPLICATIONS)).status).toBe(200)
    await keys.end(kid)
    expect(whole(await exchange(asserted(await assertion(clientId, pair))))).toEqual(refused('signature'))
    const REVOKED = { code: 401, message: 'JWT validation failed: JWT is revoked' }
    expect((await api(service, held).get(APPLICATIONS)).body).toEqual(REVOKED)
    await keys.add(pair.jwk)
    expect((await exchange(asserted(await assertion(clientId, pair)))).status).toBe(200)
    expect((await api(service, held).get(APPLICATIONS)).body).toEqual(REVOKED)
  })

  test('is valid for an application whose secret is deleted.', async () => {
    const { owner, application, pair } = await aClient()
    const { id, clientId, secret } = application
    expect((await api(service, owner).delete(`${APPLICATIONS}/${id}/secret`)).status).toBe(204)
    const given = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret }
    const message = 'The client ID or secret is wrong.'
    expect(whole(await exchange(given))).toEqual(refusal(TOKEN, message, 'invalid_client'))
    expect((await exchange(asserted(await assertion(clientId, pair)))).status).toBe(200)
    const stranger = await issuer.sign({ claims: { sub: 'stranger' } })
    const theirs = await api(service, stranger).delete(`${APPLICATIONS}/${id}/secret`)
    expect(theirs.body).toEqual(UNKNOWN)
  })

  test.each<[string, (owner: string, id: string) => Promise<unknown>]>([
    ['is deleted', (owner, id) => api(service, owner).delete(`${APPLICATIONS}/${id}`)],
    [
      'has a disabled owner',
      (_, id) =>
        service.db
          .prepare(
            'update identities set active = 0 where id = (select owner_id from applications where id = ?)',
          )
          .bind(id)
          .run(),
    ],
  ])('is refused if its application %s.', async (_, end) => {
    const { owner, application, pair } = await aClient()
    await end(owner, application.id)
    const text = await assertion(application.clientId, pair)
    expect(whole(await exchange(asserted(text)))).toEqual(refused('signature'))
  })
})

test('No secret, no token and no assertion is logged or stored.', async () => {
  expect(credentials.size).toBeGreaterThan(100)
  expect(await wordsKept(service, credentials)).toEqual([])
})
