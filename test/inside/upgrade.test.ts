import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createPeppers } from '../../src/domain/secrets.ts'
import { splitStatements } from '../../src/platform/sqlite/text.ts'
import release from '../data/release-0.1.0.json' with { type: 'json' }
import { applyMigrations, DB, dropTables, startApp } from './support.ts'

const { FROZEN_SQL } = env as unknown as { FROZEN_SQL: string }

test('In D1, the database of release 0.1.0 is migrated, and the app serves its rows.', async () => {
  await dropTables()
  await DB.batch(splitStatements(FROZEN_SQL).map((statement) => DB.prepare(statement)))
  await applyMigrations()
  const app = await startApp({
    peppers: createPeppers([release.pepper as Parameters<typeof createPeppers>[0][0]]),
  })
  app.clock.now = Date.UTC(2027, 0, 1)

  const { clientId, secret } = release.client
  const body = JSON.stringify({ grantType: 'client_credentials', clientId, clientSecret: secret })
  const json = { 'Content-Type': 'application/json' }
  const exchanged = await app.send('/api/v1/token', { method: 'POST', headers: json, body })
  const headers = { Authorization: `Bearer ${exchanged.body.accessToken}` }
  const applications = await app.send('/api/v1/user-applications', { headers })
  expect(applications.body.map(({ name }: { name: string }) => name).sort()).toEqual([
    'keys-only',
    'nightly-report',
    'renewed',
  ])
  const inventory = await app.send('/user-apps/all?filters=not+id+eq+"none"', { headers })
  expect(inventory.body).toHaveLength(12)

  const created = await app.send('/api/v1/user-applications', {
    method: 'POST',
    headers: { ...headers, ...json },
    body: '{"name":"upgraded"}',
  })
  expect(created.status).toBe(201)
})
