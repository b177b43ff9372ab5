import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { signingJwk } from '../../src/platform/local-keys.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { run, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

const PRIVATE = 'hunter2'
const issuer = { issuer: 'https://id.example.com' }
const entry = { ...issuer, audience: 'https://api.example.com' }
const DEVELOPMENT_ISSUER_KEY = JSON.stringify(await signingJwk('development'))
const ZEROS = JSON.stringify([{ kty: 'oct', kid: 'zeros', k: 'A'.repeat(43) }])

const edition = inject('edition')

const WRONG: [what: string, wrong: Record<string, string>, setting: string, problem: string][] = [
  ['no ISSUER', { ISSUER: '' }, 'ISSUER', 'ISSUER: is missing'],
  [
    'SIGNING_KEYS cut short',
    { SIGNING_KEYS: `[{"d":"${PRIVATE}"` },
    'SIGNING_KEYS',
    'SIGNING_KEYS: is not valid JSON',
  ],
  [
    'no TRUSTED_ISSUERS, but a development key',
    { TRUSTED_ISSUERS: '', DEVELOPMENT_ISSUER_KEY },
    'TRUSTED_ISSUERS',
    'TRUSTED_ISSUERS: is missing',
  ],
  [
    'an ISSUER that ends with a line break',
    { ISSUER: `https://latchkey.test/${PRIVATE}\n` },
    'ISSUER',
    'ISSUER: must not contain blanks, line breaks or other characters that a URL cannot contain',
  ],
  [
    'two entries of one issuer',
    { TRUSTED_ISSUERS: JSON.stringify([entry, { ...entry, audience: PRIVATE }]) },
    'TRUSTED_ISSUERS',
    'TRUSTED_ISSUERS: two entries have the same `issuer`',
  ],
  [
    'a misspelt property',
    { TRUSTED_ISSUERS: JSON.stringify([{ ...entry, jwks_uri: PRIVATE }]) },
    'TRUSTED_ISSUERS[0]',
    'TRUSTED_ISSUERS[0]: `jwks_uri` is not a property here; did you mean `jwksUri`?',
  ],
  [
    'a pepper of zeros',
    { SECRET_PEPPERS: ZEROS },
    'SECRET_PEPPERS[0].k',
    'SECRET_PEPPERS[0].k: is not random; `npm run keys` makes random keys',
  ],
]

describe.runIf(edition === 'workerd').each(WRONG)('a worker with %s', (_, wrong, setting, problem) => {
  let service: Service
  beforeAll(async () => {
    service = await startService({ ...(await goodSettings(issuer)), ...wrong })
  })
  afterAll(() => service.stop())

  test.each([
    ['GET', '/api/v1/user-applications'],
    ['POST', '/api/v1/access-keys'],
    ['POST', '/api/v1/token'],
    ['POST', '/api/v2/token'],
    ['POST', '/oauth/token'],
    ['GET', '/.well-known/jwks.json'],
    ['GET', '/nowhere'],
  ])('responds to %s %s with 503 and Retry-After', async (method, path) => {
    const response = await service.fetch(path, { method })
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toMatch(/^[1-9]\d*$/)
    expect(await response.json()).toEqual({ code: 503, message: 'Please try again in few minutes.' })
  })

  test('is alive', async () => {
    const response = await service.fetch('/healthz')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'alive' })
  })

  test('is not ready, and names the setting only', async () => {
    const response = await service.fetch('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unavailable', checks: { settings: [setting] } })
  })

  test('logs once what is wrong, without any value', async () => {
    await service.fetch('/healthz')
    const lines = service.logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'settings')
    expect(lines).toMatchObject([{ level: 'error', problems: [problem] }])
    expect(service.logs.join()).not.toContain(PRIVATE)
  })
})

if (edition !== 'workerd') {
  test.each(WRONG)('a process with %s ends with status 1 and names it in one line', async (...row) => {
    const [, wrong, , problem] = row
    const variables = { ...(await goodSettings(issuer)), ...wrong, DATA_DIR: temporaryFolder() }
    const { ended, output } = run(edition, variables)
    expect(await ended).toBe(1)
    const [line = '', ...others] = output().split('\n')
    const sentence = problem.replace(/[^?]$/, '$&.')
    const trial = problem.endsWith('is missing')
      ? ' For a trial on this machine, add --development instead: npm start -- --development'
      : ''
    expect(line).toBe(`Cannot start: ${sentence} Set each as docs/configuration.md describes.${trial}`)
    expect(others).toEqual([''])
  })
}

/** The forms of a setting: text, or the value itself, as `wrangler.toml` can have it. */
const FORMS: [form: string, isText: boolean][] =
  edition === 'workerd'
    ? [
        ['text', true],
        ['values', false],
      ]
    : [['text', true]]

describe.each(FORMS)('a service with valid settings, as %s', (_, isText) => {
  let trusted: Issuer
  let service: Service
  beforeAll(async () => {
    trusted = await startIssuer()
    const { ISSUER = '', ...texts } = await goodSettings(trusted)
    texts.REQUIRE_EXPERIMENTAL_HEADER = 'true'
    const values = Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)])
    service = await startService({ ISSUER, ...(isText ? texts : Object.fromEntries(values)) })
  })
  afterAll(() => Promise.all([service.stop(), trusted.stop()]))

  test.each([
    ['/healthz', { status: 'alive' }],
    ['/readyz', { status: 'ready', checks: { settings: 'ok', database: 'ok', kv: 'ok' } }],
  ])('responds to %s with 200', async (path, body) => {
    const response = await service.fetch(path)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(body)
  })

  test('requires the header that a switch requires', async () => {
    const headers = { Authorization: `Bearer ${await trusted.sign()}` }
    expect((await service.fetch('/v2025/user-apps', { headers })).status).toBe(400)
  })
})
