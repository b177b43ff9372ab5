import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeDocument } from '../../scripts/write-openapi.ts'
import { createApp } from '../../src/http/app.ts'
import type { Deps } from '../../src/http/env.ts'
import { SPELLINGS } from '../../src/http/oauth/parameters.ts'
import { JsonTokenRequest } from '../../src/http/oauth/schemas.ts'
import { readDescriptions } from '../../src/openapi/descriptions.ts'
import { openApiDocument } from '../../src/openapi/document.ts'
import { createReader } from '../support/openapi/document-reader.ts'
import { createExchangeChecker, type Exchange } from '../support/openapi/exchange-checker.ts'
import { temporaryFolder } from '../support/service/self-hosted.ts'

const document = openApiDocument('0.0.0', await readDescriptions())

/** The routes of pages, which are not operations. */
const FILES = ['/', '/assets/*', '/docs']

test('Every route is an operation, and every operation a route.', () => {
  const names = { issuer: 'https://latchkey.test', audiences: ['https://latchkey.test'] as const }
  const app = createApp({ ...names, signIn: [], trustedIssuers: new Map() } as unknown as Deps)
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !FILES.includes(path))
  const routed = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(documented.sort()).toEqual([...new Set(routed)].sort())
})

test('The linter finds only two paths of the vendor that look ambiguous; they have no method in common.', async () => {
  const folder = temporaryFolder()
  await writeDocument(folder)
  const options = ['lint', join(folder, 'openapi.json'), '--extends=recommended', '--format=json']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { status, stdout } = spawnSync('redocly', options, { encoding: 'utf8', env })
  const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; message: string }[] }
  const between = '`/user-apps/{id}/available-accounts` and `/user-apps/v1/{id}`'
  const message = `Paths should resolve unambiguously. Found two ambiguous paths: ${between}.`
  expect(problems).toEqual([expect.objectContaining({ ruleId: 'no-ambiguous-paths', message })])
  expect(status).toBe(0)
})

describe('An example', () => {
  const { differences } = createReader(document)

  test.each(Object.entries(document.components.schemas))('of %s fits its schema.', (name, { examples }) => {
    const ofSchema = { $ref: `#/components/schemas/${name}` }
    for (const example of examples as unknown[]) expect(differences(ofSchema, example)).toEqual([])
  })
})

test('The documented names of the first token request are accepted.', () => {
  for (const property of Object.keys(JsonTokenRequest.shape)) {
    expect([...SPELLINGS.keys()]).toContain(property.toLowerCase())
  }
})

describe('The response checker', () => {
  const check = createExchangeChecker(document)
  const body = { code: 404, message: 'Resource id not found.' }
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Request-Id': '0'.repeat(32),
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  }
  const good = { method: 'GET', path: '/api/v1/user-applications/x', status: 404, body, headers }

  /** Returns the differences of a valid response with changes. */
  function differencesOf(
    changes: Partial<Omit<Exchange, 'headers' | 'body'>> & { headers?: object; body?: unknown },
  ) {
    const changed = { ...good, ...changes, headers: { ...headers, ...changes.headers } }
    const kept = new Headers(Object.entries(changed.headers).filter(([, value]) => value !== undefined))
    return check({ ...changed, headers: kept, body: JSON.stringify(changed.body) })
  }

  test('finds no difference in a valid response.', () => {
    expect(differencesOf({})).toEqual([])
    expect(differencesOf({ path: '/nowhere' })).toEqual([])
    expect(differencesOf({ path: '/nowhere', method: 'PUT' })).toEqual([])
  })

  test.each<[what: string, changes: Parameters<typeof differencesOf>[0], problem: RegExp]>([
    ['a status that is not documented', { status: 418 }, /→ 418: the document has 200, 401,/],
    ['one that another operation has', { status: 409 }, /→ 409: the document has 200, 401,/],
    ['a property too many', { body: { ...body, hint: 'x' } }, /body: .*additional.*"hint"/],
    ['a property too few', { body: { code: 404 } }, /body: .*required.*"message"/],
    ['a property of another type', { body: { ...body, code: '404' } }, /body: \/code must be integer/],
    ['another format’s body', { path: '/user-apps/x/available-accounts' }, /body: .*"detailCode"/],
    ['another format’s body where nothing is', { path: '/oauth/x' }, /body: .*"error"/],
    [
      'a header that is missing',
      { headers: { 'X-Request-Id': undefined } },
      /header X-Request-Id is missing/,
    ],
    [
      'a header of another form',
      { headers: { 'Cache-Control': 'public' } },
      /header Cache-Control: .*no-store/,
    ],
    ['a header that is not documented', { headers: { 'X-Powered-By': 'x' } }, /header x-powered-by is not/],
    ['another type', { headers: { 'Content-Type': 'text/html' } }, /content type text\/html is not/],
    [
      'a body where none is documented',
      { method: 'DELETE', status: 204 },
      /a body of type application\/json; charset=utf-8 is not documented/,
    ],
  ])('finds %s.', (_, changes, problem) => {
    expect(differencesOf(changes).join('\n')).toMatch(problem)
  })

  test('finds a request that succeeded although the document does not allow it.', () => {
    const listed = { path: '/user-apps/all?filters=x&limit=251', status: 200, body: [] }
    expect(differencesOf(listed)).toEqual([expect.stringMatching(/sent limit: .*must be <= 250/)])
    const sent = { type: 'application/json', body: '{"op":"add"}' }
    const [problem] = differencesOf({
      method: 'PATCH',
      path: '/user-apps/x',
      status: 200,
      body: {},
      sent,
    }).slice(-1)
    expect(problem).toMatch(/sent \/ must be array/)
  })
})
