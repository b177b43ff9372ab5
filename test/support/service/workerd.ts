import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { SITE_FOLDER } from '../../../src/platform/site-folder.ts'
import { checkService } from '../openapi/checked-services.ts'
import { BUNDLE } from './build-worker.ts'
import { migrations } from './migrations.ts'
import type { Started } from './service.ts'

/** As in wrangler.toml. */
const ASSETS = {
  directory: SITE_FOLDER,
  binding: 'ASSETS',
  run_worker_first: true,
  routerConfig: { has_user_worker: true },
  assetConfig: { html_handling: 'none' as const },
}

/** Returns the options of the deployed worker, with a D1 and a KV, on a free port of loopback. */
export function workerOptions(bindings: Record<string, string>) {
  return {
    host: '127.0.0.1',
    port: 0,
    modules: true as const,
    scriptPath: BUNDLE,
    compatibilityDate: '2026-10-23',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    bindings,
  }
}

/** Starts the service in workerd with a real D1 and KV. */
export async function startWorkerd(bindings: Record<string, string>): Promise<Started> {
  const logs: string[] = []
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...workerOptions(bindings),
      assets: ASSETS,
      handleStructuredLogs: ({ message }) => logs.push(message),
    }),
  )
  const url = (await miniflare.ready).origin
  const db = await miniflare.getD1Database('DB')
  await db.batch(migrations().map((statement) => db.prepare(statement)))
  checkService(url, bindings.ISSUER)
  return { url, db, logs, readLogs() {}, stop: () => miniflare.dispose() }
}
