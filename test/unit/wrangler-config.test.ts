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
