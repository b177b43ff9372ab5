import { describe, expect, test, vi } from 'vitest'
import { DEVELOPMENT_ISSUER } from '../../src/domain/development-issuer.ts'
import { createDeps } from '../../src/platform/deps.ts'
import { pepperJwk, signingJwk } from '../../src/platform/local-keys.ts'
import { readSettings, type Settings } from '../../src/platform/settings.ts'

/** The text in every invalid value, which no message may repeat. */
const PRIVATE = 'hunter2'

const signing = await signingJwk('s-1')
const rsa = await signingJwk('r-1', 'RS256')
const ed25519 = await signingJwk('e-1', 'Ed25519')
const pepper = pepperJwk('p-1')
const trusted = { issuer: 'https://id.example.com', audience: 'https://api.example.com' }
const good = {
  ISSUER: 'https://latchkey.example.com',
  TRUSTED_ISSUERS: JSON.stringify([trusted]),
  SIGNING_KEYS: JSON.stringify([signing]),
  SECRET_PEPPERS: JSON.stringify([pepper]),
}
const development = { ...good, TRUSTED_ISSUERS: '', DEVELOPMENT_ISSUER_KEY: JSON.stringify(signing) }

describe('valid settings', () => {
  test('have defaults for all that is not required', () => {
    expect(read(good)).toMatchObject({
      TOKEN_TTL_SECONDS: 900,
      APPLICATIONS_PER_USER_MAX: 20,
      PROGRAMS_MANAGE_APPLICATIONS: 'true',
      LAST_LOGIN_PRECISION_SECONDS: 60,
      TRUSTED_ISSUERS: [
        {
          ...trusted,
          algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'],
          claims: {
            name: 'name',
            alias: 'preferred_username',
            email: 'email',
            roles: 'roles',
            scopes: 'scope',
          },
          roles: [],
          scopes: [],
        },
      ],
    })
    expect(read(good)).toMatchObject({
      TRUSTED_PROXIES: [],
      RATE_LIMITS: {
        api: { capacity: 100, perSecond: 10, shared: false },
        token: { capacity: 60, perSecond: 1, shared: true },
        unauthenticated: { capacity: 60, perSecond: 1, shared: false },
      },
    })
    expect(read(good)).not.toHaveProperty('AUDIENCE')
  })

  test('take numbers as text, as variables are', () => {
    const numbers = {
      TOKEN_TTL_SECONDS: '61',
      APPLICATIONS_PER_USER_MAX: '1000',
      LAST_LOGIN_PRECISION_SECONDS: '1',
    }
    expect(read({ ...good, ...numbers })).toMatchObject({
      TOKEN_TTL_SECONDS: 61,
      APPLICATIONS_PER_USER_MAX: 1000,
      LAST_LOGIN_PRECISION_SECONDS: 1,
    })
  })

  test.each([
    'https://id.example.com/realms/a',
    'http://127.0.0.1:8080',
    'http://127.1.2.3',
    'http://localhost',
    'http://[::1]:1',
  ])('believe an issuer with an https or loopback address: %s', (issuer) => {
    expect(read({ ...good, ISSUER: issuer, ...trusting({ issuer, jwksUri: issuer }) })).not.toHaveProperty(
      'problems',
    )
  })
})

test('without a KV the service logs at its start that limits are not shared', () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  createDeps(read(good) as Settings, { DB: {} as D1Database })
  expect(JSON.parse(log.mock.calls[0]?.[0])).toMatchObject({
    level: 'info',
    event: 'settings',
    problems: ['KV: is not bound, so rate limits are not shared'],
  })
  log.mockRestore()
})

describe('the development issuer', () => {
  test('is trusted if no other issuer is', () => {
    expect(believed(development)).toEqual([DEVELOPMENT_ISSUER])
  })

  test('is not trusted together with others', () => {
    expect(believed({ ...development, TRUSTED_ISSUERS: good.TRUSTED_ISSUERS })).toEqual([trusted.issuer])
  })

  test.each(['[]', 'null', '{}', 'no json', '[{}]'])(
    'does not take the place of malformed ones: %s',
    (TRUSTED_ISSUERS) => {
      expect(read({ ...development, TRUSTED_ISSUERS })).toHaveProperty('problems')
    },
  )
})

const shortX = { ...signing, x: signing.x?.slice(1) }
const shortD = { ...signing, d: signing.d?.slice(1) }

describe('an invalid setting is named, with the reason and without its value:', () => {
  test.each<[what: string, wrong: Record<string, unknown>, problem: RegExp]>([
    ['no issuer', { ISSUER: undefined }, /^ISSUER: is missing$/],
    ['an empty issuer', { ISSUER: '' }, /^ISSUER: is missing$/],
    ['no keys', { SIGNING_KEYS: undefined }, /^SIGNING_KEYS: is missing$/],
    ['no peppers', { SECRET_PEPPERS: undefined }, /^SECRET_PEPPERS: is missing$/],
    ['no trusted issuers', { TRUSTED_ISSUERS: undefined }, /^TRUSTED_ISSUERS: is missing$/],

    ['an issuer without https', { ISSUER: `http://${PRIVATE}.com` }, /^ISSUER: must be an https URL/],
    ['a name like loopback', { ISSUER: `http://127.0.0.1.${PRIVATE}` }, /^ISSUER: must be an https URL/],
    ['an issuer that is no URL', { ISSUER: PRIVATE }, /^ISSUER: must be an https URL/],
    [
      'an issuer to trust without https',
      trusting({ issuer: `http://${PRIVATE}` }),
      /^TRUSTED_ISSUERS\[0\]\.issuer: must/,
    ],
    [
      'its keys without https',
      trusting({ jwksUri: `http://${PRIVATE}` }),
      /^TRUSTED_ISSUERS\[0\]\.jwksUri: must/,
    ],
    ['a limit of nothing', limiting('api', { capacity: 0 }), /^RATE_LIMITS\.api\.capacity: /],
    ['a limit that is not known', limiting('other', {}), /^RATE_LIMITS: /],
    ['a short limit shared', limiting('api', { shared: true }), /^RATE_LIMITS\.api: cannot be shared/],
    [
      'strangers’ limit shared',
      limiting('unauthenticated', { shared: true }),
      /^RATE_LIMITS\.unauthenticated: cannot/,
    ],
    [
      'a proxy that is no address',
      { TRUSTED_PROXIES: `["${PRIVATE}"]` },
      /^TRUSTED_PROXIES\[0\]: must be an IP/,
    ],
    ['no audience', trusting({ audience: undefined }), /^TRUSTED_ISSUERS\[0\]\.audience: /],
    ['an empty audience', trusting({ audience: [] }), /^TRUSTED_ISSUERS\[0\]\.audience: /],
    ['no algorithm', trusting({ algorithms: [] }), /^TRUSTED_ISSUERS\[0\]\.algorithms: /],
    [
      'the algorithm none',
      trusting({ algorithms: ['ES256', 'none'] }),
      /^TRUSTED_ISSUERS\[0\]\.algorithms\[1\]: /,
    ],
    [
      'a symmetric algorithm',
      trusting({ algorithms: ['HS256'] }),
      /^TRUSTED_ISSUERS\[0\]\.algorithms\[0\]: /,
    ],
    [
      'a claim that is no path',
      trusting({ claims: { roles: [] } }),
      /^TRUSTED_ISSUERS\[0\]\.claims\.roles: /,
    ],
    [
      'a property of an issuer that is not known',
      trusting({ role: [PRIVATE] }),
      /^TRUSTED_ISSUERS\[0\]: .*"role"/,
    ],
    ['a console without a client', trusting({ console: {} }), /^TRUSTED_ISSUERS\[0\]\.console\.clientId: /],
    [
      'a console that asks without https',
      trusting({ console: { clientId: 'c', connect: [`http://${PRIVATE}`] } }),
      /^TRUSTED_ISSUERS\[0\]\.console\.connect\[0\]: must be an https URL/,
    ],
    ['no list of issuers', { TRUSTED_ISSUERS: '[]' }, /^TRUSTED_ISSUERS: /],

    ['keys that are no JSON', { SIGNING_KEYS: `[{"d":"${PRIVATE}"` }, /^SIGNING_KEYS: is not valid JSON$/],
    ['keys that are no text', { SIGNING_KEYS: [signing] }, /^SIGNING_KEYS: /],
    ['no list of keys', { SIGNING_KEYS: JSON.stringify(signing) }, /^SIGNING_KEYS: /],
    ['an empty list of keys', { SIGNING_KEYS: '[]' }, /^SIGNING_KEYS/],
    ['two keys of one kid', keys(signing, signing), /^SIGNING_KEYS: repeats a kid$/],
    ['a key without kid', keys({ ...signing, kid: '' }), /^SIGNING_KEYS\[0\]\.kid: /],
    ['a key of another curve', keys({ ...signing, crv: PRIVATE }), /^SIGNING_KEYS\[0\]\.crv: /],
    ['a key of another type', keys({ ...signing, kty: PRIVATE }), /^SIGNING_KEYS\[0\]\.kty: /],
    ['a public key', keys({ ...signing, d: undefined }), /^SIGNING_KEYS\[0\]\.d: /],
    ['a key cut short', keys(shortD), /^SIGNING_KEYS\[0\]\.d: /],
    ['a public coordinate cut short', keys(shortX), /^SIGNING_KEYS\[0\]\.x: /],
    [
      'a coordinate that is not base64url',
      keys({ ...signing, d: `${PRIVATE}+/`.padEnd(43, '=') }),
      /^SIGNING_KEYS\[0\]\.d: /,
    ],

    ['an RSA key with the exponent 1', keys({ ...rsa, e: 'AQ' }), /^SIGNING_KEYS\[0\]: must have .* AQAB as/],
    ['an RSA key with the exponent 3', keys({ ...rsa, e: 'Aw' }), /^SIGNING_KEYS\[0\]: must have/],
    [
      'an RSA key of 8,192 bits',
      keys({ ...rsa, n: 'v'.repeat(1_366) }),
      /^SIGNING_KEYS\[0\]: must have an odd n of 2048 to 4096 bits/,
    ],
    [
      'an even modulus',
      keys({ ...rsa, n: `${rsa.n?.slice(0, -2)}AA` }),
      /^SIGNING_KEYS\[0\]: must have an odd/,
    ],
    [
      'a point off its curve',
      keys({ ...signing, y: signing.x }),
      /^SIGNING_KEYS\[0\]: must be a point on P-256/,
    ],
    [
      'a point of small order',
      keys({ ...ed25519, x: 'AQ'.padEnd(43, 'A') }),
      /^SIGNING_KEYS\[0\]: must be a point on Ed25519/,
    ],
    ['a weak key that is not the first', keys(signing, { ...rsa, e: 'AQ' }), /^SIGNING_KEYS\[1\]: must have/],
    [
      'a development key off its curve',
      { DEVELOPMENT_ISSUER_KEY: JSON.stringify({ ...signing, y: signing.x }) },
      /^DEVELOPMENT_ISSUER_KEY: must be a point on P-256/,
    ],

    [
      'a pepper under 32 bytes',
      peppers({ ...pepper, k: PRIVATE.repeat(6) }),
      /^SECRET_PEPPERS\[0\]\.k: must hold 32 bytes$/,
    ],
    ['two peppers of one kid', peppers(pepper, pepper), /^SECRET_PEPPERS: repeats a kid$/],
    ['a key where a pepper belongs', peppers(signing), /^SECRET_PEPPERS\[0\]\.kty: /],
    ['a development key that is not a JWK', { DEVELOPMENT_ISSUER_KEY: PRIVATE }, /^DEVELOPMENT_ISSUER_KEY: /],

    ['a lifetime that official clients cannot use', { TOKEN_TTL_SECONDS: '60' }, /^TOKEN_TTL_SECONDS: /],
    ['a lifetime of years', { TOKEN_TTL_SECONDS: '86401' }, /^TOKEN_TTL_SECONDS: /],
    [
      'a resource that is no URI',
      { AUDIENCES: JSON.stringify([PRIVATE]) },
      /^AUDIENCES\[0\]: must be an absolute URI/,
    ],
    [
      'a resource with a fragment',
      { AUDIENCES: '["https://api.example.com#a"]' },
      /^AUDIENCES\[0\]: must be/,
    ],
    ['a maximum age of seconds', { OWNER_RIGHTS_MAX_AGE_SECONDS: '59' }, /^OWNER_RIGHTS_MAX_AGE_SECONDS: /],
    ['a number that is a word', { TOKEN_TTL_SECONDS: PRIVATE }, /^TOKEN_TTL_SECONDS: /],
    ['a number with a fraction', { APPLICATIONS_PER_USER_MAX: '1.5' }, /^APPLICATIONS_PER_USER_MAX: /],
    ['a switch that is a word', { PROGRAMS_MANAGE_APPLICATIONS: PRIVATE }, /^PROGRAMS_MANAGE_APPLICATIONS: /],
    ['a limit of none', { APPLICATIONS_PER_USER_MAX: '0' }, /^APPLICATIONS_PER_USER_MAX: /],
    [
      'a precision without bound',
      { LAST_LOGIN_PRECISION_SECONDS: 'Infinity' },
      /^LAST_LOGIN_PRECISION_SECONDS: /,
    ],
  ])('%s', (_, wrong, problem) => {
    const problems = problemsOf({ ...good, ...wrong })
    expect(problems).toContainEqual(expect.stringMatching(problem))
    expect(problems.filter((one) => !one.startsWith(Object.keys(wrong).join()))).toEqual([])
    expect(problems.join()).not.toMatch(new RegExp([PRIVATE, signing.d, signing.x, pepper.k].join('|')))
  })

  test('all that are missing at once', () => {
    const names = ['ISSUER', 'SECRET_PEPPERS', 'SIGNING_KEYS', 'TRUSTED_ISSUERS']
    expect(problemsOf({}).toSorted()).toEqual(names.map((name) => `${name}: is missing`))
  })
})

const read = (variables: Record<string, unknown>) => readSettings(variables)

function problemsOf(variables: Record<string, unknown>): string[] {
  const settings = read(variables)
  return 'problems' in settings ? settings.problems : []
}

/** Returns the trusted issuers of the settings, without a database. */
function believed(variables: Record<string, unknown>): string[] {
  const bindings = {} as { DB: D1Database; KV: KVNamespace }
  return [...createDeps(read(variables) as Settings, bindings).trustedIssuers.keys()]
}

function trusting(departure: object) {
  return { TRUSTED_ISSUERS: JSON.stringify([{ ...trusted, ...departure }]) }
}

function limiting(policy: string, limit: object) {
  return { RATE_LIMITS: JSON.stringify({ [policy]: limit }) }
}

function keys(...jwks: object[]) {
  return { SIGNING_KEYS: JSON.stringify(jwks) }
}

function peppers(...jwks: object[]) {
  return { SECRET_PEPPERS: JSON.stringify(jwks) }
}
