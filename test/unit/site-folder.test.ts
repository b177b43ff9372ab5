import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { siteFolder } from '../../src/platform/site-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-'))
mkdirSync(join(folder, 'site', 'assets'), { recursive: true })
writeFileSync(join(folder, 'secret.txt'), 'secret')
writeFileSync(join(folder, 'site', 'index.html'), '<!doctype html>'.repeat(50))
writeFileSync(join(folder, 'site', 'assets', 'a.js'), '1')
symlinkSync(join(folder, 'secret.txt'), join(folder, 'site', 'assets', 'link.txt'))
afterAll(() => rmSync(folder, { recursive: true }))

const find = siteFolder(join(folder, 'site'))

test.each([
  ['/index.html', 'text/html; charset=utf-8'],
  ['/assets/a.js', 'text/javascript; charset=utf-8'],
])('%s is served', async (path, type) => {
  const response = await find(path)
  expect(response?.headers.get('Content-Type')).toBe(type)
  expect(response?.headers.get('ETag')).toMatch(/^W\/"[\w-]{22}"$/)
})

test.each(['/assets/link.txt', '/../secret.txt', '/assets/../index.html', '/assets', '/', '', 'index.html'])(
  '%s is not',
  async (path) => {
    expect(await find(path)).toBeUndefined()
  },
)

test('a file that was added later is not served, a removed one is', async () => {
  const early = siteFolder(join(folder, 'site'))
  writeFileSync(join(folder, 'site', 'late.js'), '1')
  rmSync(join(folder, 'site', 'assets', 'a.js'))
  expect(await early('/late.js')).toBeUndefined()
  expect(await (await early('/assets/a.js'))?.text()).toBe('1')
})

test('a browser that accepts gzip gets it', async () => {
  const response = await find('/index.html', 'br, gzip')
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
  })
  const text = await new Response(response?.body?.pipeThrough(new DecompressionStream('gzip'))).text()
  expect(text).toBe('<!doctype html>'.repeat(50))
})

test('a folder that is not there has nothing', async () => {
  expect(await siteFolder(join(folder, 'nowhere'))('/index.html')).toBeUndefined()
})

test.each([
  ['gzip', 'gzip'],
  ['GZIP;q=0.5, br', 'gzip'],
  ['br, gzip ; q=1.0', 'gzip'],
  ['gzip;q=0', null],
  ['identity, gzip; q=0.000', null],
  ['x-gzip', null],
  ['', null],
])('a browser that accepts %j gets %j', async (encodings, sent) => {
  const response = await find('/index.html', encodings)
  expect(response?.headers.get('Content-Encoding')).toBe(sent)
})
