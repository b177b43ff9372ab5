import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { read } from '../support/api/client.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

let service: Service
beforeAll(async () => {
  service = await startService(await goodSettings({ issuer: 'https://id.example.com' }))
})
afterAll(() => service.stop())

describe('The OpenAPI document', () => {
  test('describes this version, at the address of the request.', async () => {
    const { status, body } = await read(await service.fetch('/openapi.json'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ openapi: '3.1.1', info: { version }, servers: [{ url: '/' }] })
  })

  test('is not sent again to a client that has cached it.', async () => {
    const { headers } = await service.fetch('/openapi.json')
    const known = { 'If-None-Match': headers.get('ETag') ?? '' }
    const again = await service.fetch('/openapi.json', { headers: known })
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' })
  })
})

describe('The reference', () => {
  test('loads only files of this service, which are cached without expiry.', async () => {
    const html = await (await service.fetch('/docs')).text()
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address as string)
    const parts = addresses.filter((address) => !['data:,', '/openapi.json'].includes(address))
    expect(parts).toHaveLength(4)
    for (const path of parts) {
      const { status, headers } = await service.fetch(path)
      expect([status, headers.get('Cache-Control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
  })

  test('may add inline styles to its page, and no inline script.', async () => {
    const { headers } = await service.fetch('/docs')
    const policy = headers.get('Content-Security-Policy')?.split('; ')
    const expected = ["script-src 'self'", "style-src 'self' 'unsafe-inline'", "connect-src 'self'"]
    expect(policy).toEqual(expect.arrayContaining([...expected, "require-trusted-types-for 'script'"]))
  })
})
