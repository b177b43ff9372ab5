import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { migrations } from '../support/service/migrations.ts'
import { workerOptions } from '../support/service/workerd.ts'

/**
 * Starts the service in workerd like `test/support/service/service.ts`, but keeps its data in a folder.
 */
export async function startKeptService(folder: string, bindings: Record<string, string>) {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...workerOptions(bindings),
      resourcePersistencePath: folder,
      handleStructuredLogs: () => {},
    }),
  )
  const url = (await miniflare.ready).origin
  return {
    fetch: (path: string, init?: RequestInit) => fetch(url + path, init),
    migrate: async () => {
      const db = await miniflare.getD1Database('DB')
      await db.batch(migrations().map((statement) => db.prepare(statement)))
    },
    stop: () => miniflare.dispose(),
  }
}

/** Returns the SQLite file of the only database in a folder. */
export function databaseFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const [file, ...others] = files.filter((name) => /D1Database.*[0-9a-f]{64}\.sqlite$/.test(name))
  if (!file || others.length > 0) throw new Error(`Cannot find the database: expected one in ${files}`)
  return join(folder, file)
}
