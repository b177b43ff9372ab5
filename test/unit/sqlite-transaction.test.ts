import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { d1OverSqlite } from '../../src/platform/sqlite/d1.ts'

test('On a full disk, all batches that share the commit fail, each with the reason.', async () => {
  const file = new DatabaseSync(':memory:')
  file.exec('create table item (content blob); pragma max_page_count = 20')
  const db = d1OverSqlite(file)
  const insert = (bytes: number) =>
    db.batch([db.prepare('insert into item values (zeroblob(?))').bind(bytes)])
  const settled = await Promise.allSettled([insert(10), insert(500_000), insert(10)])
  const reason = { message: 'D1_ERROR: database or disk is full: SQLITE_FULL' }
  expect(settled).toMatchObject(settled.map(() => ({ status: 'rejected', reason })))
  expect(file.prepare('select count(*) as items from item').get()).toEqual({ items: 0 })
})
