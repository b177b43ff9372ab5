import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newApplication, read } from '../support/api/client.ts'
import { type Issuer, startIssuer } from '../support/oauth/issuer.ts'
import { FORM, request } from '../support/oauth/token-endpoint.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

let issuer: Issuer
let service: Service
let admin: string
beforeAll(async () => {
  issuer = await startIssuer()
  service = await startService(await goodSettings(issuer))
  admin = await issuer.sign({ claims: { roles: ['admin'], scope: 'sp:scopes:all' } })
})
afterAll(() => Promise.all([service.stop(), issuer.stop()]))

const JSON_TYPE = 'application/json'
const PLACES = [
  ['POST', '/oauth/token', FORM],
  ['POST', '/api/v2/token', FORM],
  ['POST', '/api/v1/token', JSON_TYPE],
  ['POST', '/oauth/introspect', FORM],
  ['POST', '/oauth/revoke', FORM],
  ['POST', '/api/v1/user-applications', JSON_TYPE],
  ['POST', '/api/v1/user-applications/none/keys', JSON_TYPE],
  ['PATCH', '/user-apps/none', 'application/json-patch+json'],
  ['POST', '/api/v1/administration/user-apps/import', 'application/x-ndjson'],
] as const

test.each(PLACES)('%s %s refuses a compressed body, and names its encoding.', async (method, path, type) => {
  const headers = { 'Content-Type': type, Authorization: `Bearer ${admin}` }
  for (const encoding of ['gzip', 'deflate, br', 'GZIP']) {
    const response = await service.fetch(path, {
      method,
      headers: { ...headers, 'Content-Encoding': encoding },
      body: gzipSync('{"name":"compressed"}'),
    })
    const { status, body, headers: given } = await read(response)
    expect(status).toBe(415)
    expect(JSON.stringify(body)).toContain(
      `The content encoding ${encoding} is not supported. Send the body uncompressed.`,
    )
    expect(given.get('Accept-Encoding')).toBe('identity')
  }
})

test('A body with the content encoding identity is read.', async () => {
  const application = await newApplication(service, admin)
  const headers = { 'Content-Type': FORM, 'Content-Encoding': 'identity' }
  const body = new URLSearchParams(request(application))
  expect((await service.fetch('/oauth/token', { method: 'POST', headers, body })).status).toBe(200)
})
