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
const development = {
  ...good,
  ISSUER: 'http://127.0.0.1:8787',
  TRUSTED_ISSUERS: '',
  DEVELOPMENT_ISSUER_KEY: JSON.stringify(signing),
}

describe('valid settings', () => {
  test('have defaults for all that is not required', () => {
    expect(read(good)).toMatchObject({
      TOKEN_TTL_SECONDS: 900,
      APPLICATIONS_PER_USER_MAX: 20,
      PROGRAMS_MANAGE_APPLICATIONS: true,
      REQUIRE_EXPERIMENTAL_HEADER: false,
      LAST_LOGIN_PRECISION_SECONDS: 60,
      TRUSTED_ISSUERS: [
        {
          ...trusted,
          algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'],
          claims: {
            name: [['name']],
            alias: [['preferred_username']],
            email: [['email']],
            roles: [['roles']],
            scopes: [['scope'], ['scp']],
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

  test('are the same as text, as in an environment, and as values, as in wrangler.toml', () => {
    const values = {
      ISSUER: good.ISSUER,
      AUDIENCE: 'https://api.example.com',
      AUDIENCES: ['urn:example:stock'],
      TRUSTED_ISSUERS: [{ ...trusted, allowNonce: true }],
      SIGNING_KEYS: [signing],
      SECRET_PEPPERS: [pepper],
      DEVELOPMENT_ISSUER_KEY: signing,
      TOKEN_TTL_SECONDS: 61,
      CLIENT_ASSERTION_AUDIENCE: 'issuer',
      CLIENT_ASSERTION_MAX_SECONDS: 3_600,
      OWNER_RIGHTS_MAX_AGE_SECONDS: 60,
      APPLICATIONS_PER_USER_MAX: 1000,
      PROGRAMS_MANAGE_APPLICATIONS: false,
      RATE_LIMITS: { api: { capacity: 5 } },
      CORS_ORIGINS: ['https://app.example.com'],
      TRUSTED_PROXIES: ['10.0.0.0/8'],
      REQUIRE_EXPERIMENTAL_HEADER: true,
      LAST_LOGIN_PRECISION_SECONDS: 1,
    }
    const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
    const texts = Object.entries(values).map(([name, value]) => [name, asText(value)])
    expect(read(values)).toMatchObject({ ...values, RATE_LIMITS: { api: { capacity: 5, perSecond: 10 } } })
    expect(read(Object.fromEntries(texts))).toEqual(read(values))
    expect(Object.keys(values).toSorted()).toEqual(Object.keys(read(values)).toSorted())
  })

  test('can have a line break at the end, as a piped secret has', () => {
    const piped = { SIGNING_KEYS: `${good.SIGNING_KEYS}\n`, TOKEN_TTL_SECONDS: '61\n' }
    expect(read({ ...good, ...piped })).toMatchObject({ SIGNING_KEYS: [signing], TOKEN_TTL_SECONDS: 61 })
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

  test.each([
    'https://latchkey.example.com',
    'https://localhost.example.com',
    'https://127.0.0.1.example.com',
  ])('is not trusted by a service that others can reach: %s', (ISSUER) => {
    expect(problemsOf({ ...development, ISSUER })).toEqual(['TRUSTED_ISSUERS: is missing'])
  })

  test.each(['http://127.0.0.1:8787', 'http://localhost', 'http://[::1]:1', 'https://localhost'])(
    'is trusted by a service on loopback: %s',
    (ISSUER) => {
      expect(believed({ ...development, ISSUER })).toEqual([DEVELOPMENT_ISSUER])
    },
  )

  test.each(['[]', 'null', '{}', 'no json', '[{}]'])(
    'does not take the place of malformed ones: %s',
    (TRUSTED_ISSUERS) => {
      expect(read({ ...development, TRUSTED_ISSUERS })).toHaveProperty('problems')
    },
  )
})

const shortX = { ...signing, x: signing.x?.slice(1) }
const shortD = { ...signing, d: signing.d?.slice(1) }
const short = { ...rsa, n: PRIVATE }
const RSA = 'must have an odd n of 2048 to 4096 bits without leading zeros, and AQAB as its e'
const EC = 'must be a point on P-256, with x and y in minimal base64url'

const URL_ONLY = 'must be an https URL (http on a loopback address only)'
const URL_CHARACTERS = 'must not contain blanks, line breaks or other characters that a URL cannot contain'
const RANDOM = 'is not random; `npm run keys` makes random keys'

/** Addresses that are not an issuer's name, and the reason: RFC 8414 section 2. */
const NO_ISSUERS: [what: string, url: string, reason: string][] = [
  ['without https', `http://${PRIVATE}.com`, URL_ONLY],
  ['like loopback', `http://127.0.0.1.${PRIVATE}`, URL_ONLY],
  ['that is no URL', PRIVATE, URL_ONLY],
  ['without slashes', `https:${PRIVATE}.com`, URL_ONLY],
  ['with too many slashes', `https:///${PRIVATE}.com`, URL_ONLY],
  ['with a blank', `https://id.example.com/${PRIVATE} x`, URL_CHARACTERS],
  ['with a blank at the end', `https://${PRIVATE}.com `, URL_CHARACTERS],
  ['with a line break at the end', `https://${PRIVATE}.com\n`, URL_CHARACTERS],
  ['with a carriage return', `https://${PRIVATE}.com\r/a`, URL_CHARACTERS],
  ['with a tab in its scheme', `ht\ttps://${PRIVATE}.com`, URL_CHARACTERS],
  ['with a no-break space', `https://${PRIVATE}.com/\u00a0`, URL_CHARACTERS],
  ['with a backslash', `https:\\\\${PRIVATE}.com`, URL_CHARACTERS],
  ['with a user', `https://${PRIVATE}@id.example.com`, 'must not contain a user name or password'],
  ['with a password', `https://:${PRIVATE}@id.example.com`, 'must not contain a user name or password'],
  ['with an empty user', 'https://@id.example.com', 'must not contain a user name or password'],
  ['with a query', `https://id.example.com?${PRIVATE}`, 'must not contain a query (?)'],
  ['with an empty query', 'https://id.example.com/?', 'must not contain a query (?)'],
  ['with a fragment', `https://id.example.com#${PRIVATE}`, 'must not contain a fragment (#)'],
  ['with an empty fragment', 'https://id.example.com/#', 'must not contain a fragment (#)'],
]

describe('an invalid setting is named, with the reason and without its value:', () => {
  test.each<[what: string, wrong: Record<string, unknown>, problem: string]>([
    ['no issuer', { ISSUER: undefined }, 'ISSUER: is missing'],
    ['an empty issuer', { ISSUER: '' }, 'ISSUER: is missing'],
    ['no keys', { SIGNING_KEYS: undefined }, 'SIGNING_KEYS: is missing'],
    ['no peppers', { SECRET_PEPPERS: undefined }, 'SECRET_PEPPERS: is missing'],
    ['no trusted issuers', { TRUSTED_ISSUERS: undefined }, 'TRUSTED_ISSUERS: is missing'],

    ['an issuer that is no text', { ISSUER: 5 }, 'ISSUER: must be text'],
    ['an audience that is no text', { AUDIENCE: [PRIVATE] }, 'AUDIENCE: must be text'],
    [
      'keys of an issuer without https',
      trusting({ jwksUri: `http://${PRIVATE}` }),
      `TRUSTED_ISSUERS[0].jwksUri: ${URL_ONLY}`,
    ],
    [
      'keys of an issuer with a password',
      trusting({ jwksUri: `https://a:${PRIVATE}@id.example.com/jwks?p=1` }),
      'TRUSTED_ISSUERS[0].jwksUri: must not contain a user name or password',
    ],
    [
      'two entries of one issuer',
      { TRUSTED_ISSUERS: [trusted, { ...trusted, audience: PRIVATE }] },
      'TRUSTED_ISSUERS: two entries have the same `issuer`',
    ],
    ['no list of issuers', { TRUSTED_ISSUERS: '{}' }, 'TRUSTED_ISSUERS: must be a list'],
    ['an empty list of issuers', { TRUSTED_ISSUERS: [] }, 'TRUSTED_ISSUERS: must not be empty'],
    ['an issuer that is only a URL', { TRUSTED_ISSUERS: [PRIVATE] }, 'TRUSTED_ISSUERS[0]: must be an object'],
    ['no audience', trusting({ audience: undefined }), 'TRUSTED_ISSUERS[0].audience: is missing'],
    ['an empty audience', trusting({ audience: [] }), 'TRUSTED_ISSUERS[0].audience: must not be empty'],
    [
      'an audience that is a number',
      trusting({ audience: 5 }),
      'TRUSTED_ISSUERS[0].audience: must be text or a list of texts',
    ],
    ['no algorithm', trusting({ algorithms: [] }), 'TRUSTED_ISSUERS[0].algorithms: must not be empty'],
    [
      'the algorithm none',
      trusting({ algorithms: ['ES256', 'none'] }),
      'TRUSTED_ISSUERS[0].algorithms[1]: must be ES256, ES384, ES512, EdDSA, Ed25519, PS256, PS384, PS512, RS256, RS384 or RS512',
    ],
    [
      'a symmetric algorithm',
      trusting({ algorithms: ['HS256'] }),
      'TRUSTED_ISSUERS[0].algorithms[0]: must be ES256, ES384, ES512, EdDSA, Ed25519, PS256, PS384, PS512, RS256, RS384 or RS512',
    ],
    [
      'a type of ID tokens',
      trusting({ types: ['ID'] }),
      'TRUSTED_ISSUERS[0].types[0]: must be JWT or at+jwt',
    ],
    [
      'a claim that is no path',
      trusting({ claims: { roles: [] } }),
      'TRUSTED_ISSUERS[0].claims.roles: must not be empty',
    ],
    ['no client', trusting({ clientIds: [] }), 'TRUSTED_ISSUERS[0].clientIds: must not be empty'],
    [
      'a claim of another type',
      trusting({ claims: { roles: 7 } }),
      'TRUSTED_ISSUERS[0].claims.roles: must be text, a list of texts, or a list of such lists',
    ],
    [
      'an empty path among several',
      trusting({ claims: { roles: [['roles'], []] } }),
      'TRUSTED_ISSUERS[0].claims.roles[1]: must not be empty',
    ],
    [
      'a name among paths, which could be one path or several',
      trusting({ claims: { roles: ['roles', ['realm_access', 'roles']] } }),
      'TRUSTED_ISSUERS[0].claims.roles: must be one path, or a list of paths that are all lists',
    ],
    ['a role that is no list', trusting({ roles: PRIVATE }), 'TRUSTED_ISSUERS[0].roles: must be a list'],
    ['an empty role', trusting({ roles: [''] }), 'TRUSTED_ISSUERS[0].roles[0]: must not be empty'],
    [
      'a switch of an issuer in quotes',
      trusting({ allowNonce: PRIVATE }),
      'TRUSTED_ISSUERS[0].allowNonce: must be true or false',
    ],
    [
      'a property in another style',
      trusting({ jwks_uri: PRIVATE }),
      'TRUSTED_ISSUERS[0]: `jwks_uri` is not a property here; did you mean `jwksUri`?',
    ],
    [
      'a property without its last letter',
      trusting({ role: [PRIVATE] }),
      'TRUSTED_ISSUERS[0]: `role` is not a property here; did you mean `roles`?',
    ],
    [
      'a misspelt property within another',
      trusting({ claims: { 'E-Mail': PRIVATE } }),
      'TRUSTED_ISSUERS[0].claims: `E-Mail` is not a property here; did you mean `email`?',
    ],
    [
      'a property of no known kind',
      trusting({ secret: PRIVATE }),
      'TRUSTED_ISSUERS[0]: `secret` is not a property here',
    ],
    [
      'the second of two such properties',
      trusting({ secret: PRIVATE, audiance: PRIVATE }),
      'TRUSTED_ISSUERS[0]: `audiance` is not a property here; did you mean `audience`?',
    ],
    [
      'a property with a line break and a long name',
      trusting({ [`a\nb\u2028${'c'.repeat(99)}`]: PRIVATE }),
      `TRUSTED_ISSUERS[0]: \`a?b?${'c'.repeat(36)}\` is not a property here`,
    ],
    [
      'a console without a client',
      trusting({ console: {} }),
      'TRUSTED_ISSUERS[0].console.clientId: is missing',
    ],
    [
      'a console that asks without https',
      trusting({ console: { clientId: 'c', connect: [`http://${PRIVATE}`] } }),
      `TRUSTED_ISSUERS[0].console.connect[0]: ${URL_ONLY}`,
    ],

    ['a limit of nothing', limiting('api', { capacity: 0 }), 'RATE_LIMITS.api.capacity: must be at least 1'],
    [
      'a limit without end',
      limiting('api', { perSecond: 1e10 }),
      'RATE_LIMITS.api.perSecond: must be at most 1000000000',
    ],
    [
      'a limit in words',
      limiting('api', { perSecond: PRIVATE }),
      'RATE_LIMITS.api.perSecond: must be a number',
    ],
    [
      'a limit that is not known',
      limiting('tokens', {}),
      'RATE_LIMITS: `tokens` is not a property here; did you mean `token`?',
    ],
    ['limits that are a list', { RATE_LIMITS: [] }, 'RATE_LIMITS: must be an object'],
    [
      'a short limit shared',
      limiting('api', { shared: true }),
      'RATE_LIMITS.api: cannot be shared: it refills within 50 s',
    ],
    [
      'strangers’ limit shared',
      limiting('unauthenticated', { shared: true, capacity: 600 }),
      'RATE_LIMITS.unauthenticated: cannot be shared',
    ],
    [
      'a proxy that is no address',
      { TRUSTED_PROXIES: `["${PRIVATE}"]` },
      'TRUSTED_PROXIES[0]: must be an IP address, or a network like 10.0.0.0/8',
    ],

    ['keys that are no JSON', { SIGNING_KEYS: `[{"d":"${PRIVATE}"` }, 'SIGNING_KEYS: is not valid JSON'],
    ['no list of keys', { SIGNING_KEYS: signing }, 'SIGNING_KEYS: must be a list'],
    ['an empty list of keys', { SIGNING_KEYS: '[]' }, 'SIGNING_KEYS[0]: is missing'],
    ['two keys of one kid', keys(signing, signing), 'SIGNING_KEYS: two entries have the same `kid`'],
    ['a key without kid', keys({ ...signing, kid: '' }), 'SIGNING_KEYS[0].kid: must not be empty'],
    [
      'a key with a long kid',
      keys({ ...signing, kid: PRIVATE.repeat(10) }),
      'SIGNING_KEYS[0].kid: must be at most 64 characters long',
    ],
    ['a key of another curve', keys({ ...signing, crv: PRIVATE }), 'SIGNING_KEYS[0].crv: must be P-256'],
    [
      'a key of another type',
      keys({ ...signing, kty: PRIVATE }),
      'SIGNING_KEYS[0].kty: must be EC, OKP or RSA',
    ],
    ['a public key', keys({ ...signing, d: undefined }), 'SIGNING_KEYS[0].d: is missing'],
    ['a key cut short', keys(shortD), 'SIGNING_KEYS[0].d: must be exactly 43 characters long'],
    ['a public coordinate cut short', keys(shortX), 'SIGNING_KEYS[0].x: must be exactly 43 characters long'],
    [
      'a coordinate that is too long',
      keys({ ...signing, x: PRIVATE.repeat(9) }),
      'SIGNING_KEYS[0].x: must be exactly 43 characters long',
    ],
    [
      'a coordinate that is not base64url',
      keys({ ...signing, d: `${PRIVATE}+/`.padEnd(43, '=') }),
      'SIGNING_KEYS[0].d: must be base64url',
    ],
    ['a short RSA key', keys(short), 'SIGNING_KEYS[0].n: must hold 256 bytes'],
    ['a key of zeros', keys({ ...signing, d: 'A'.repeat(43) }), `SIGNING_KEYS[0].d: ${RANDOM}`],

    ['an RSA key with the exponent 1', keys({ ...rsa, e: 'AQ' }), `SIGNING_KEYS[0]: ${RSA}`],
    ['an RSA key with the exponent 3', keys({ ...rsa, e: 'Aw' }), `SIGNING_KEYS[0]: ${RSA}`],
    ['an RSA key of 8,192 bits', keys({ ...rsa, n: 'v'.repeat(1_366) }), `SIGNING_KEYS[0]: ${RSA}`],
    ['an even modulus', keys({ ...rsa, n: `${rsa.n?.slice(0, -2)}AA` }), `SIGNING_KEYS[0]: ${RSA}`],
    ['a point off its curve', keys({ ...signing, y: signing.x }), `SIGNING_KEYS[0]: ${EC}`],
    [
      'a point of small order',
      keys({ ...ed25519, x: 'AQ'.padEnd(43, 'A') }),
      'SIGNING_KEYS[0]: must be a point on Ed25519, not of small order, with x in minimal base64url',
    ],
    ['a weak key that is not the first', keys(signing, { ...rsa, e: 'AQ' }), `SIGNING_KEYS[1]: ${RSA}`],
    [
      'a development key off its curve',
      { DEVELOPMENT_ISSUER_KEY: JSON.stringify({ ...signing, y: signing.x }) },
      `DEVELOPMENT_ISSUER_KEY: ${EC}`,
    ],

    [
      'a pepper under 32 bytes',
      peppers({ ...pepper, k: PRIVATE.repeat(6) }),
      'SECRET_PEPPERS[0].k: must hold 32 bytes',
    ],
    ['a pepper of zeros', peppers({ ...pepper, k: 'A'.repeat(43) }), `SECRET_PEPPERS[0].k: ${RANDOM}`],
    ['a pepper of one word', peppers({ ...pepper, k: PRIVATE.repeat(7) }), `SECRET_PEPPERS[0].k: ${RANDOM}`],
    ['two peppers of one kid', peppers(pepper, pepper), 'SECRET_PEPPERS: two entries have the same `kid`'],
    ['a key where a pepper belongs', peppers(signing), 'SECRET_PEPPERS[0].kty: must be oct'],
    [
      'a development key that is not JSON',
      { DEVELOPMENT_ISSUER_KEY: PRIVATE },
      'DEVELOPMENT_ISSUER_KEY: is not valid JSON',
    ],

    [
      'an origin with a path',
      { CORS_ORIGINS: ['https://app.example.com/'] },
      'CORS_ORIGINS[0]: must be an origin: scheme, host in lower case and port, without a path, like https://app.example.com',
    ],
    [
      'two scopes in one',
      trusting({ scopes: [`${PRIVATE} x`] }),
      'TRUSTED_ISSUERS[0].scopes[0]: must be one scope: printable ASCII without blanks, quotes and backslashes',
    ],
    [
      'a resource that is no URI',
      { AUDIENCES: JSON.stringify([PRIVATE]) },
      'AUDIENCES[0]: must be an absolute URI without a fragment, like https://api.example.com',
    ],
    [
      'a resource with a fragment',
      { AUDIENCES: '["https://api.example.com#a"]' },
      'AUDIENCES[0]: must be an absolute URI without a fragment, like https://api.example.com',
    ],
    [
      'a maximum age of seconds',
      { OWNER_RIGHTS_MAX_AGE_SECONDS: '59' },
      'OWNER_RIGHTS_MAX_AGE_SECONDS: must be at least 60',
    ],
    [
      'an assertion of a day',
      { CLIENT_ASSERTION_MAX_SECONDS: '86400' },
      'CLIENT_ASSERTION_MAX_SECONDS: must be at most 3600',
    ],
    [
      'an audience of assertions that is not offered',
      { CLIENT_ASSERTION_AUDIENCE: PRIVATE },
      'CLIENT_ASSERTION_AUDIENCE: must be endpoint or issuer',
    ],
    [
      'a lifetime that official clients cannot use',
      { TOKEN_TTL_SECONDS: '60' },
      'TOKEN_TTL_SECONDS: must be at least 61',
    ],
    ['a lifetime of years', { TOKEN_TTL_SECONDS: 86_401 }, 'TOKEN_TTL_SECONDS: must be at most 86400'],
    ['a number that is a word', { TOKEN_TTL_SECONDS: PRIVATE }, 'TOKEN_TTL_SECONDS: must be a number'],
    ['a number that is a switch', { TOKEN_TTL_SECONDS: true }, 'TOKEN_TTL_SECONDS: must be a number'],
    ['a number in a list', { TOKEN_TTL_SECONDS: [900] }, 'TOKEN_TTL_SECONDS: must be a number'],
    [
      'a number with a fraction',
      { APPLICATIONS_PER_USER_MAX: '1.5' },
      'APPLICATIONS_PER_USER_MAX: must be a whole number',
    ],
    [
      'a value with a fraction',
      { APPLICATIONS_PER_USER_MAX: 1.5 },
      'APPLICATIONS_PER_USER_MAX: must be a whole number',
    ],
    ['a limit of none', { APPLICATIONS_PER_USER_MAX: '0' }, 'APPLICATIONS_PER_USER_MAX: must be at least 1'],
    [
      'a limit that is not exact',
      { APPLICATIONS_PER_USER_MAX: '9'.repeat(20) },
      'APPLICATIONS_PER_USER_MAX: must be at most 9007199254740991',
    ],
    [
      'a precision without bound',
      { LAST_LOGIN_PRECISION_SECONDS: 'Infinity' },
      'LAST_LOGIN_PRECISION_SECONDS: must be a number',
    ],
    [
      'a switch that is a word',
      { PROGRAMS_MANAGE_APPLICATIONS: PRIVATE },
      'PROGRAMS_MANAGE_APPLICATIONS: must be true or false',
    ],
    [
      'a switch that is a number',
      { REQUIRE_EXPERIMENTAL_HEADER: 1 },
      'REQUIRE_EXPERIMENTAL_HEADER: must be true or false',
    ],
  ])('%s', (_, wrong, problem) => {
    const problems = problemsOf({ ...good, ...wrong })
    expect(problems).toContain(problem)
    expect(problems.filter((one) => !one.startsWith(Object.keys(wrong).join()))).toEqual([])
    expect(problems.filter((one) => /invalid|[^ -~]/.test(one))).toEqual([])
    expect(problems.join()).not.toMatch(new RegExp([PRIVATE, signing.d, signing.x, pepper.k].join('|')))
  })

  test.each(NO_ISSUERS)('an issuer %s, of our tokens or to trust', (_, url, reason) => {
    expect(problemsOf({ ...good, ISSUER: url })).toEqual([`ISSUER: ${reason}`])
    expect(problemsOf({ ...good, ...trusting({ issuer: url }) })).toEqual([
      `TRUSTED_ISSUERS[0].issuer: ${reason}`,
    ])
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
