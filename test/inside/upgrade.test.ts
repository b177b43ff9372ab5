import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createPeppers } from '../../src/domain/secrets.ts'
import { splitStatements } from '../../src/platform/sqlite/text.ts'
import release from '../data/release-0.1.0.json' with { type: 'json' }
import { FOUND_BY_MIGRATED_KEYS, OLD_KEYS } from '../support/api/old-keys.ts'
import { applyMigrations, DB, dropTables, startApp } from './support.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }
const { FROZEN_SQL } = env as unknown as { FROZEN_SQL: string }

/** Creates the database of release 0.1.0, changes it, migrates it, and starts the app on it. */
async function upgrade(changes: string[] = []) {
  await dropTables()
  await DB.batch([...splitStatements(FROZEN_SQL), ...changes].map((statement) => DB.prepare(statement)))
  await applyMigrations()
  const app = await startApp({
    peppers: createPeppers([release.pepper as Parameters<typeof createPeppers>[0][0]]),
  })
  app.clock.now = Date.UTC(2027, 0, 1)

  const { clientId, secret } = release.client
  const body = JSON.stringify({ grantType: 'client_credentials', clientId, clientSecret: secret })
  const exchanged = await app.send('/api/v1/token', { method: 'POST', headers: JSON_TYPE, body })
  return { app, headers: { Authorization: `Bearer ${exchanged.body.accessToken}` } }
}

test('In D1, the database of release 0.1.0 is migrated, and the app serves its rows.', async () => {
  const { app, headers } = await upgrade()
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
    headers: { ...headers, ...JSON_TYPE },
    body: '{"name":"upgraded"}',
  })
  expect(created.status).toBe(201)
})

test('In D1, the keys of names are migrated, and filters find the names.', async () => {
  const { app, headers } = await upgrade(OLD_KEYS)
  for (const [filters, owners] of FOUND_BY_MIGRATED_KEYS) {
    const { body } = await app.send(`/user-apps/all?${new URLSearchParams({ filters })}`, { headers })
    const names = body.map(({ owner }: { owner: { name: string } }) => owner.name)
    expect([filters, [...new Set(names)]]).toEqual([filters, owners])
  }
})
