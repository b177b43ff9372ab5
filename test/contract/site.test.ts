import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '../support/api/client.ts'
import { goodSettings, type Service, startService } from '../support/service/service.ts'

let service: Service
let html: string

beforeAll(async () => {
  service = await startService(await goodSettings({ issuer: 'https://id.example.com' }))
  html = await (await service.fetch('/')).text()
})
afterAll(() => service.stop())

/** Returns the files that the page loads. Their names contain a hash of the content. */
const parts = () => [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string)

describe('the page of the console', () => {
  test('is at the root, and revalidated each time', async () => {
    const { status, headers, body } = await read(await service.fetch('/'))
    expect({ status, body }).toEqual({ status: 200, body: expect.stringMatching(/^<!doctype html>/) })
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    expect(headers.get('Cache-Control')).toBe('no-cache')
  })

  test('allows only files of this service', async () => {
    const { headers } = await service.fetch('/')
    const policy = headers.get('Content-Security-Policy')
    expect(policy).not.toContain('unsafe')
    expect(policy?.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    )
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
  })

  test('contains no inline script and no inline style', () => {
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)|\bon\w+=/)
  })

  test.each(['GET', 'HEAD'])('is not sent again to a browser that has cached it: %s', async (method) => {
    const { headers } = await service.fetch('/')
    const again = await service.fetch('/', {
      method,
      headers: { 'If-None-Match': headers.get('ETag') ?? '' },
    })
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' })
    for (const [name, value] of headers)
      if (/policy|cache-control|etag|x-content/.test(name))
        expect([name, again.headers.get(name)]).toEqual([name, value])
  })

  test('can only be read', async () => {
    const { status, headers } = await service.fetch('/', { method: 'POST' })
    expect({ status, allow: headers.get('Allow') }).toEqual({ status: 405, allow: 'GET, HEAD' })
  })
})

describe('its files', () => {
  test('are cached without expiry', async () => {
    expect(parts().length).toBeGreaterThan(1)
    for (const path of parts()) {
      const { status, headers } = await service.fetch(path)
      expect({ status, type: headers.get('Content-Type') }).toEqual({
        status: 200,
        type: expect.stringMatching(/^(text\/(javascript|css); charset=utf-8|image\/svg\+xml)$/),
      })
      expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    }
  })

  test.each([
    '/assets',
    '/assets/',
    '/assets/nothing.js',
    '/assets/../index.html/',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/..%5cindex.html',
    '/assets/x%5c..%5c..%5copenapi.json',
    '/assets/%00',
    '//etc/passwd',
    '/index.html',
    '/docs/../../package.json',
  ])('do not lead out of their folder: %s', async (path) => {
    const { status, body } = await read(await service.fetch(path))
    expect({ status, body }).toEqual({
      status: 404,
      body: { code: 404, message: 'This path does not exist.' },
    })
  })
})
