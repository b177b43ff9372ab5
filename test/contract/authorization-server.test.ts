import { decodeJwt, UnsecuredJWT } from 'jose'
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
import { partsOf } from '../support/oauth/forgery.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import {
  ask,
  basic,
  HEADERS,
  post,
  refusal,
  SCOPE,
  type Texts,
  whole,
} from '../support/oauth/token-endpoint.ts'
import { goodSettings, ISSUER, type Service, startService } from '../support/service/service.ts'

const INTROSPECT = '/oauth/introspect'
const REVOKE = '/oauth/revoke'
const APPLICATIONS = '/api/v1/user-applications'
const WRONG = 'The client ID or secret is wrong.'
const UNKNOWN =
  'Client authentication is missing. Send the client ID and secret, by Basic in the Authorization header or in the body.'
const REVOKED = { code: 401, message: 'JWT validation failed: JWT is revoked' }
const INACTIVE = { status: 200, body: { active: false }, headers: HEADERS }
const DONE = { status: 200, body: {}, headers: HEADERS }

let issuer: Issuer
let service: Service
let credentials: Set<string>
let owner: string
let resource: NewApplication

beforeAll(async () => {
  issuer = await startIssuer()
  const remembered = remember(await startService(await goodSettings(issuer)))
  service = remembered.service
  credentials = remembered.credentials
  owner = await issuer.sign({ claims: { sub: 'owner', roles: ['admin'], scope: SCOPE } })
  resource = await newApplication(service, await issuer.sign({ claims: { sub: 'asker' } }))
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const as = ({ clientId, secret }: NewApplication) => basic(clientId, secret)
const inBody = ({ clientId, secret }: NewApplication) => ({ client_id: clientId, client_secret: secret })
const introspect = (given: Texts, headers: Texts = {}) => ask(service, INTROSPECT, given, headers)
const revoke = (given: Texts, headers: Texts = {}) => ask(service, REVOKE, given, headers)

/** Returns a token, and the application that it was issued to. */
async function issued(by = owner): Promise<{ application: NewApplication; token: string }> {
  const application = await newApplication(service, by)
  return { application, token: await exchange(service, application) }
}

describe('The metadata', () => {
  const PATHS = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']
  const METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
  const ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256']
  const METADATA = {
    issuer: ISSUER,
    token_endpoint: `${ISSUER}/oauth/token`,
    introspection_endpoint: `${ISSUER}/oauth/introspect`,
    revocation_endpoint: `${ISSUER}/oauth/revoke`,
    jwks_uri: `${ISSUER}/.well-known/jwks.json`,
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256', 'EdDSA', 'RS256'],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: METHODS,
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    introspection_endpoint_auth_methods_supported: [...METHODS, 'Bearer', 'DPoP'],
    introspection_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    revocation_endpoint_auth_methods_supported: METHODS,
    revocation_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    dpop_signing_alg_values_supported: ALGORITHMS,
    protected_resources: [ISSUER],
  }
  const PUBLIC = { ...HEADERS, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }

  test.each(PATHS)('at %s lists the endpoints and what they support, by the setting.', async (path) => {
    const evil = { 'X-Forwarded-Host': 'evil.test', Forwarded: 'host=evil.test' }
    const response = await read(await service.fetch(path, { headers: evil }))
    expect(whole(response)).toEqual({ status: 200, body: METADATA, headers: PUBLIC })
  })

  test('of our API lists the issuers that it accepts, and every challenge names it.', async () => {
    const path = '/.well-known/oauth-protected-resource'
    expect(whole(await read(await service.fetch(path)))).toEqual({
      status: 200,
      body: {
        resource: ISSUER,
        authorization_servers: [ISSUER, issuer.issuer],
        scopes_supported: ['idn:app-roles:manage', 'idn:app-roles:read'],
        bearer_methods_supported: ['header'],
        dpop_signing_alg_values_supported: ALGORITHMS,
        resource_name: 'Latchkey',
        resource_documentation: `${ISSUER}/docs`,
      },
      headers: PUBLIC,
    })
    for (const protectedPath of [APPLICATIONS, '/api/v1/me', '/user-apps']) {
      const { headers } = await service.fetch(protectedPath)
      expect(headers.get('WWW-Authenticate')).toContain(`resource_metadata="${ISSUER}${path}"`)
    }
  })

  test('names endpoints that exist.', async () => {
    const named = Object.entries(METADATA).filter(([name]) => /_endpoint$|_uri$/.test(name))
    const responses = await Promise.all(
      named.map(([, url]) => service.fetch((url as string).slice(ISSUER.length), { method: 'PUT' })),
    )
    expect(responses.map(({ status }) => status)).toEqual(named.map(() => 405))
  })
})

describe('The metadata of an issuer with a path', () => {
  let deeper: Service
  beforeAll(async () => {
    deeper = await startService({ ...(await goodSettings(issuer)), ISSUER: `${ISSUER}/deep/` })
  })
  afterAll(() => deeper.stop())

  test('of our API is at /.well-known/oauth-protected-resource/deep.', async () => {
    const { body } = await read(await deeper.fetch('/.well-known/oauth-protected-resource/deep'))
    expect(body).toMatchObject({ resource: `${ISSUER}/deep/` })
  })

  test.each(['/.well-known/oauth-authorization-server/deep', '/deep/.well-known/openid-configuration'])(
    'is at %s.',
    async (path) => {
      const { body } = await read<Texts>(await deeper.fetch(path))
      expect(body).toMatchObject({ issuer: `${ISSUER}/deep/`, token_endpoint: `${ISSUER}/oauth/token` })
    },
  )
})

describe('Introspection', () => {
  const standing = async ({ application, token }: { application: NewApplication; token: string }) => {
    const { sub, iat, exp, jti } = decodeJwt(token)
    return {
      active: true,
      scope: SCOPE,
      roles: ['admin'],
      token_type: 'Bearer',
      iss: ISSUER,
      aud: ISSUER,
      sub,
      client_id: application.clientId,
      iat,
      exp,
      jti,
    }
  }

  test('describes an active token to any authenticated client, and the response is not cached.', async () => {
    const one = await issued()
    const expected = { status: 200, body: await standing(one), headers: HEADERS }
    expect(whole(await introspect({ token: one.token }, as(resource)))).toEqual(expected)
    const hinted = { token: one.token, token_type_hint: 'refresh_token' }
    expect(whole(await introspect({ ...hinted, ...inBody(resource) }))).toEqual(expected)
    expect(whole(await introspect({ token: one.token }, as(one.application)))).toEqual(expected)
  })

  test('responds to an administrator with a token of their own or of their program.', async () => {
    const one = await issued()
    const expected = { status: 200, body: await standing(one), headers: HEADERS }
    const program = await exchange(service, one.application)
    for (const token of [owner, program]) {
      const Authorization = `Bearer ${token}`
      expect(whole(await introspect({ token: one.token }, { Authorization }))).toEqual(expected)
    }
  })

  test('returns the rights that the owner has now, not those at the time of issue.', async () => {
    const user = await issuer.sign({ claims: { sub: 'shrinking', scope: 'sp:scopes:all odd>?~scope' } })
    const { token } = await issued(user)
    const less = await issuer.sign({ claims: { sub: 'shrinking', scope: 'odd>?~scope' } })
    await api(service, less).get(APPLICATIONS)
    expect((await introspect({ token }, as(resource))).body).toMatchObject({
      active: true,
      scope: 'odd>?~scope',
    })
  })

  test.each<[string, () => Promise<string>]>([
    [
      'of a deleted application',
      async () => {
        const { application, token } = await issued()
        await api(service, owner).delete(`${APPLICATIONS}/${application.id}`)
        return token
      },
    ],
    [
      'of a regenerated secret',
      async () => {
        const { application, token } = await issued()
        await api(service, owner).post(`${APPLICATIONS}/${application.id}/secret`)
        return token
      },
    ],
    [
      'of a disabled owner',
      async () => {
        const { token } = await issued(await issuer.sign({ claims: { sub: 'disabled' } }))
        await service.db.prepare(`update identities set active = 0 where subject = 'disabled'`).run()
        return token
      },
    ],
    [
      'that was revoked',
      async () => {
        const { application, token } = await issued()
        await revoke({ token }, as(application))
        return token
      },
    ],
    [
      'whose signature was cut',
      async () => {
        const { token } = await issued()
        return token.slice(0, -4)
      },
    ],
    [
      'that is not signed',
      async () => {
        const { token } = await issued()
        return new UnsecuredJWT({ ...partsOf(token).payload }).encode()
      },
    ],
    ['of a trusted issuer', async () => owner],
    ['that is none', async () => 'nonsense'],
    ['that is a secret', async () => resource.secret],
  ])('reports a token %s as not active, without more.', async (_, make) => {
    expect(whole(await introspect({ token: await make() }, as(resource)))).toEqual(INACTIVE)
  })

  test('refuses a client with wrong credentials, like the token endpoint.', async () => {
    const { token } = await issued()
    const wrong = as({ ...resource, secret: (await issued()).application.secret })
    expect(whole(await introspect({ token }, wrong))).toEqual(refusal(INTROSPECT, WRONG, 'invalid_client'))
    expect(whole(await introspect({ token }))).toEqual(refusal(INTROSPECT, UNKNOWN, 'invalid_client'))
    const both = { ...inBody(resource), token }
    const TWICE =
      'The request contains more than one set of client credentials. Send one set, in the Authorization header or in the body.'
    expect(whole(await introspect(both, as(resource)))).toEqual(refusal(INTROSPECT, TWICE))
  })

  test('refuses a person who is not an administrator, and an invalid token.', async () => {
    const { token } = await issued()
    const stranger = await issuer.sign({ claims: { sub: 'stranger' } })
    const forbidden = await introspect({ token }, { Authorization: `Bearer ${stranger}` })
    const message = 'You do not have sufficient permissions.'
    const challenge = (error: string, description: string) =>
      `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="${error}", error_description="${description}"`
    expect(whole(forbidden)).toEqual({
      status: 403,
      body: { error: 'insufficient_scope', error_description: message },
      headers: { ...HEADERS, 'www-authenticate': challenge('insufficient_scope', message) },
    })
    const bad = await introspect({ token }, { Authorization: `Bearer ${token.slice(0, -4)}` })
    const invalid = 'JWT validation failed: JWT signature is invalid'
    expect(whole(bad)).toEqual({
      status: 401,
      body: { error: 'invalid_token', error_description: invalid },
      headers: { ...HEADERS, 'www-authenticate': challenge('invalid_token', invalid) },
    })
  })

  test.each([INTROSPECT, REVOKE])('%s requires exactly one token, in the body of a POST.', async (path) => {
    const { token } = await issued()
    const missing = refusal(path, 'Required parameter is missing: token.')
    expect(whole(await ask(service, path, {}, as(resource)))).toEqual(missing)
    const twice = await post(service, path, `token=${token}&token=${token}`, {
      ...as(resource),
      'Content-Type': 'application/x-www-form-urlencoded',
    })
    const repeated = 'The parameter token is given more than once. Send it once.'
    expect(whole(twice)).toEqual(refusal(path, repeated))
    const query = await ask(service, `${path}?token=${token}`, { token }, as(resource))
    const inQuery = 'Parameters in the query string are not accepted. Send them in the body.'
    expect(whole(query)).toEqual(refusal(path, inQuery))
    const got = await service.fetch(path, { headers: as(resource) })
    expect([got.status, got.headers.get('Allow')]).toEqual([405, 'POST'])
  })
})

describe('Revocation', () => {
  test('ends a client’s own token at our API and in introspection from the next request on, and no other.', async () => {
    const { application, token } = await issued()
    const other = await exchange(service, application)
    expect(whole(await revoke({ token, token_type_hint: 'unknown' }, as(application)))).toEqual(DONE)
    expect(whole(await introspect({ token }, as(resource)))).toEqual(INACTIVE)
    const refused = await api(service, token).get(APPLICATIONS)
    expect([refused.status, refused.body]).toEqual([401, REVOKED])
    expect(refused.headers.get('WWW-Authenticate')).toBe(
      `Bearer realm="latchkey", resource_metadata="https://latchkey.test/.well-known/oauth-protected-resource", error="invalid_token", error_description="${REVOKED.message}"`,
    )
    expect((await api(service, other).get(APPLICATIONS)).status).toBe(200)
    expect(whole(await revoke({ token }, as(application)))).toEqual(DONE)
  })

  test('of another client’s token is refused, and changes nothing.', async () => {
    const { token } = await issued()
    const message = 'The token belongs to another client. A client can revoke only its own tokens.'
    expect(whole(await revoke({ token }, as(resource)))).toEqual(refusal(REVOKE, message))
    expect((await api(service, token).get(APPLICATIONS)).status).toBe(200)
  })

  test('of an unknown token changes nothing, with the same response.', async () => {
    const { token } = await issued()
    expect(whole(await revoke({ token: 'nonsense', ...inBody(resource) }))).toEqual(DONE)
    expect(whole(await revoke({ token: owner }, as(resource)))).toEqual(DONE)
    expect((await api(service, token).get(APPLICATIONS)).status).toBe(200)
  })

  test('requires client authentication.', async () => {
    const { application, token } = await issued()
    const wrong = { ...application, secret: resource.secret }
    expect(whole(await revoke({ token }, as(wrong)))).toEqual(refusal(REVOKE, WRONG, 'invalid_client'))
    expect(whole(await revoke({ token }))).toEqual(refusal(REVOKE, UNKNOWN, 'invalid_client'))
    expect((await api(service, token).get(APPLICATIONS)).status).toBe(200)
  })
})

test('No secret, no token and no other token is logged or stored.', async () => {
  expect(credentials.size).toBeGreaterThan(30)
  expect(await wordsKept(service, credentials)).toEqual([])
})
