import { DatabaseSync } from 'node:sqlite'
import { and, eq, is, Param, Placeholder, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import { connect, type Database } from '../../src/model/database.ts'
import { placeholder, preparedQuery } from '../../src/model/prepared-queries.ts'
import { d1OverSqlite } from '../../src/platform/sqlite/d1.ts'

const things = sqliteTable('things', {
  id: text().primaryKey(),
  tags: text({ mode: 'json' }).$type<string[]>(),
  active: integer({ mode: 'boolean' }),
})

function openDatabase(): Database {
  const file = new DatabaseSync(':memory:')
  file.exec('create table things (id text primary key, tags text, active integer)')
  return connect(d1OverSqlite(file))
}

/** Selects by each kind of parameter: a placeholder with and without an encoder, and a constant. */
function select(db: Database) {
  return db
    .select({ id: things.id, tags: things.tags, thing: { active: things.active } })
    .from(things)
    .where(
      and(
        eq(things.id, sql`${placeholder('id')}`),
        sql`${things.tags} = ${sql.param(placeholder('tags'), things.tags)}`,
        eq(things.active, true),
      ),
    )
}

/** These fail if an update of drizzle changes an internal that `prepared-queries.ts` uses. */
describe('drizzle has the internals that prepared queries depend on', () => {
  const query = select(openDatabase()).prepare() as unknown as Record<string, unknown>

  test.each(['getQuery', 'mapResult', 'mapAllResult'])('%s of a prepared query is a function', (name) => {
    expect(query[name]).toBeTypeOf('function')
  })

  test('stmt of a prepared query is the unbound statement of D1', () => {
    expect(query.stmt).toHaveProperty('bind')
    expect(query.stmt).toHaveProperty('raw')
  })

  test('the parameters are a Placeholder, a Param with a Placeholder and an encoder, and a constant', () => {
    const { params } = (query.getQuery as () => { params: unknown[] })()
    const [plain, encoded, constant] = params
    if (!is(plain, Placeholder)) throw new Error('Expected a Placeholder')
    if (!is(encoded, Param) || !is(encoded.value, Placeholder)) throw new Error('Expected a Param')
    expect([plain.name, encoded.value.name, constant]).toEqual(['id', 'tags', 1])
    expect(encoded.encoder.mapToDriverValue(['a'])).toBe('["a"]')
  })

  test('a batch calls _prepare of an item, and then getQuery, stmt.bind and mapResult of the result', async () => {
    const prepared = {
      getQuery: () => ({ sql: 'select ?', params: [7] }),
      stmt: { bind: (...values: unknown[]) => ({ values }) },
      mapResult: (result: unknown, isFromBatch: boolean) => ({ result, isFromBatch }),
    }
    const item = { _prepare: () => prepared } as unknown as ReturnType<typeof select>
    const client = { batch: async (statements: unknown[]) => statements } as unknown as D1Database
    expect(await drizzle(client).batch([item])).toEqual([{ result: { values: [7] }, isFromBatch: true }])
  })
})

describe('a prepared query', () => {
  const insert = preparedQuery((db) =>
    db
      .insert(things)
      .values({ id: placeholder('id'), tags: placeholder('tags'), active: placeholder('active') })
      .returning({ id: things.id }),
  )
  let built = 0
  const find = preparedQuery((db) => {
    built++
    return select(db)
  })

  test('returns the same rows alone and in a batch, and is built once', async () => {
    const db = openDatabase()
    const [inserted, first, other] = await db.batch([
      insert.item(db, { id: 'a', tags: ['x', 'y'], active: true }),
      find.item(db, { id: 'a', tags: ['x', 'y'] }),
      find.item(db, { id: 'a', tags: ['x'] }),
    ])
    const rows = [{ id: 'a', tags: ['x', 'y'], thing: { active: true } }]
    expect([inserted, first, other]).toEqual([[{ id: 'a' }], rows, []])
    expect(await find.all(db, { id: 'a', tags: ['x', 'y'] })).toEqual(rows)
    expect(built).toBe(1)
  })

  test('is built for each database', async () => {
    const [one, two] = [openDatabase(), openDatabase()]
    await insert.all(one, { id: 'a', tags: ['x'], active: true })
    expect(await find.all(one, { id: 'a', tags: ['x'] })).toHaveLength(1)
    expect(await find.all(two, { id: 'a', tags: ['x'] })).toHaveLength(0)
  })
})
