import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { kvOverSqlite } from '../../src/platform/sqlite/kv.ts'

function open() {
  const file = new DatabaseSync(':memory:')
  const clock = { now: Date.UTC(2026, 0, 1) }
  const kept = () =>
    file
      .prepare('select key from entries order by key')
      .all()
      .map(({ key }) => key)
  return { kv: kvOverSqlite(file, () => clock.now), clock, kept }
}

test('An entry is there until its second, and then neither read nor listed.', async () => {
  const { kv, clock } = open()
  await kv.put('x', '1', { expirationTtl: 60 })
  clock.now += 59_999
  expect(await kv.get('x')).toBe('1')
  clock.now += 1
  expect(await kv.get('x')).toBeNull()
  expect((await kv.list()).keys).toEqual([])
})

test('An entry without an expiry stays.', async () => {
  const { kv, clock } = open()
  await kv.put('x', '1', { expirationTtl: 60 })
  await kv.put('x', '2')
  clock.now += 1e12
  expect(await kv.get('x')).toBe('2')
})

test('What has expired is swept by a put, once a minute.', async () => {
  const { kv, clock, kept } = open()
  await kv.put('old', '1', { expirationTtl: 90 })
  await kv.put('living', '1', { expirationTtl: 900 })
  clock.now += 90_000
  await kv.put('x', '1')
  expect(kept()).toEqual(['living', 'x'])
  await kv.put('soon', '1', { expirationTtl: 60 })
  clock.now += 59_000
  await kv.put('y', '1')
  expect(kept()).toContain('soon')
  clock.now += 1_000
  await kv.put('z', '1')
  expect(kept()).toEqual(['living', 'x', 'y', 'z'])
})
