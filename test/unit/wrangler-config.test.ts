import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unstable_readConfig } from 'wrangler'

const config = unstable_readConfig({ config: 'wrangler.toml' })

test('Cloudflare logs what the worker writes, but no URL of a request.', () => {
  const { enabled, logs, traces } = config.observability ?? {}
  expect({ enabled, logs: logs?.enabled }).toEqual({ enabled: true, logs: true })
  expect(logs?.invocation_logs).toBe(false)
  expect(traces?.enabled).toBe(false)
  expect(config.logpush ?? false).toBe(false)
})

test('An uploaded version has no public address of its own.', () => {
  expect(config.preview_urls).toBe(false)
})

test('The worker responds to requests for files too, so that they have its headers.', () => {
  expect(config.assets?.run_worker_first).toBe(true)
})

test('No environment replaces these settings.', () => {
  expect(config.definedEnvironments ?? []).toEqual([])
})

test('With the lines of docs/deploy-cloudflare.md, a custom domain is the only address.', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wrangler-'))
  const [, lines = ''] = /```toml\n([^`]*)```/.exec(readFileSync('docs/deploy-cloudflare.md', 'utf8')) ?? []
  const text = readFileSync('wrangler.toml', 'utf8').replace(
    'workers_dev = true\n',
    lines.replaceAll(/^ +/gm, ''),
  )
  writeFileSync(join(folder, 'wrangler.toml'), text)
  const { workers_dev, routes } = unstable_readConfig({ config: join(folder, 'wrangler.toml') })
  rmSync(folder, { recursive: true })
  expect({ workers_dev, routes }).toEqual({
    workers_dev: false,
    routes: [{ pattern: 'keys.example.com', custom_domain: true }],
  })
})
