import type { D1, D1Rows } from '../../../src/model/d1.ts'
import type { Cases } from './contract-cases.ts'

const TABLES = [
  ...['child', 'parent', 'item', 'later'].map((table) => `drop table if exists ${table}`),
  'create table parent (id integer primary key)',
  'create table child (parent integer references parent (id) on delete cascade)',
  'create table item (id integer primary key, name text unique, size integer check (size > 0))',
  "insert into item values (1, 'one', 10), (2, 'two', 20)",
]

/** Creates the tables that the cases use; runs before each case. */
export async function prepareD1(db: D1): Promise<void> {
  await db.batch(TABLES.map((sql) => db.prepare(sql)))
}

function bound(db: D1, sql: string, ...values: unknown[]) {
  return db.prepare(sql).bind(...values)
}

async function rowsOf(result: Promise<D1Rows<unknown>>): Promise<unknown[]> {
  return (await result).results
}

/** Returns the error of the work, and the number of items after it. */
async function errorAndCount(db: D1, work: Promise<unknown>) {
  const error = await messageOf(work)
  return { error, items: await db.prepare('select count(*) as n from item').first('n') }
}

function messageOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    ({ message }: Error) => message,
  )
}

const UNIQUE =
  'D1_ERROR: UNIQUE constraint failed: item.name: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)'
const BINDINGS = { error: 'D1_ERROR: Wrong number of parameter bindings for SQL query.' }

/**
 * The documented behaviour of D1 that drizzle and the service rely on, with the results of the real local D1.
 */
export const D1_CASES: Cases<D1> = {
  'all returns objects': {
    call: (db) => rowsOf(bound(db, 'select id, name from item order by id').all()),
    result: [
      { id: 1, name: 'one' },
      { id: 2, name: 'two' },
    ],
  },
  'run returns rows too': {
    call: (db) => rowsOf(bound(db, 'insert into item values (7, ?, 1) returning id, name', 'seven').run()),
    result: [{ id: 7, name: 'seven' }],
  },
  'run of a statement without rows returns none': {
    call: (db) => rowsOf(bound(db, 'delete from item where id = 9').run()),
    result: [],
  },
  'raw returns arrays': {
    call: (db) => bound(db, 'select id, name from item order by id').raw(),
    result: [
      [1, 'one'],
      [2, 'two'],
    ],
  },
  'raw keeps two columns with the same name': {
    call: (db) => bound(db, 'select 1 as a, 2 as a').raw(),
    result: [[1, 2]],
  },
  'all keeps the last of two columns with the same name': {
    call: (db) => rowsOf(bound(db, 'select 1 as a, 2 as a').all()),
    result: [{ a: 2 }],
  },
  'first returns a row': {
    call: (db) => bound(db, 'select id, name from item order by id').first(),
    result: { id: 1, name: 'one' },
  },
  'first returns a column': {
    call: (db) => bound(db, 'select id, name from item order by id').first('name'),
    result: 'one',
  },
  'first returns null if there is no row': {
    call: (db) => bound(db, 'select id from item where false').first('id'),
    result: null,
  },
  'first returns a stored null': {
    call: (db) => bound(db, 'select null as name').first('name'),
    result: null,
  },
  'first refuses an unknown column': {
    call: (db) => bound(db, 'select 1 as a').first('b'),
    result: { error: 'D1_COLUMN_NOTFOUND: Column not found (b)' },
  },

  'numbers and booleans are bound as REAL': {
    call: (db) =>
      bound(db, 'select typeof(?) as a, typeof(?) as b, typeof(?) as c, ? / 2 as d', 5, 1.5, true, 3).first(),
    result: { a: 'real', b: 'real', c: 'real', d: 1.5 },
  },
  'numbers are stored in the type of the column': {
    call: (db) =>
      bound(
        db,
        'insert into item values (?, ?, ?) returning typeof(id) as id, size',
        3,
        '3',
        2 ** 40,
      ).first(),
    result: { id: 'integer', size: 2 ** 40 },
  },
  'NaN and Infinity are bound as null': {
    call: (db) => bound(db, 'select ? as a, ? as b', Number.NaN, Number.POSITIVE_INFINITY).first(),
    result: { a: null, b: null },
  },
  'integers above 2^53 lose their last digits': {
    call: (db) => bound(db, 'select 9007199254740993 as a').first('a'),
    result: 9007199254740992,
    difference: {
      result: {
        error: 'D1_ERROR: Value is too large to be represented as a JavaScript number: 9007199254740993',
      },
      why: 'node:sqlite refuses integers that it cannot return exactly; the service stores none that large',
    },
  },
  'text is bound whole': {
    call: (db) => bound(db, 'select ? as a, hex(?) as b', 'é😀\u202e', 'a\0b').first(),
    result: { a: 'é😀\u202e', b: '610062' },
  },
  'text is read past a NUL': {
    call: (db) => bound(db, 'select ? as a', 'a\0b').first('a'),
    result: 'a\0b',
    difference: {
      on: ['deno'],
      result: 'a',
      why: 'Deno’s node:sqlite cuts a text at its first NUL; the API refuses names with one, so only an import brings it',
    },
  },
  'null is bound': {
    call: (db) => bound(db, 'select ? as a', null).first(),
    result: { a: null },
  },
  ...refusedValues([
    ['undefined', undefined, 'undefined', 'undefined'],
    ['a bigint', 5n, 'bigint', '5'],
    ['an object', {}, 'object', '[object Object]'],
    ['a date', { toString: () => 'a date' }, 'object', 'a date'],
  ]),
  'numbered parameters are bound by their numbers': {
    call: (db) => bound(db, 'select ?2 as a, ?1 as b, ?2 as c', 'x', 'y').first(),
    result: { a: 'y', b: 'x', c: 'y' },
  },
  'a question mark in a literal, a name or a comment is not a parameter': {
    call: (db) => bound(db, `select '?''?' as "a?", ? /* ? */ as b -- ?`, 'x').first(),
    result: { 'a?': "?'?", b: 'x' },
  },
  'too few parameters are refused': {
    call: (db) => bound(db, 'select ?, ?', 1).first(),
    result: BINDINGS,
  },
  'too many parameters are refused': {
    call: (db) => bound(db, 'select ?', 1, 2).first(),
    result: BINDINGS,
  },
  'a statement can be bound more than once': {
    call: async (db) => {
      const statement = db.prepare('select ? as a')
      const statements = [statement.bind('x'), statement.bind('y').bind('z')]
      return Promise.all(statements.map((one) => one.first('a')))
    },
    result: ['x', 'z'],
  },

  'the error of a unique constraint names it': {
    call: (db) => bound(db, "insert into item values (3, 'one', 1)").run(),
    result: { error: UNIQUE },
  },
  'the error of a primary key names it': {
    call: (db) => bound(db, "insert into item values (1, 'x', 1) returning id").all(),
    result: {
      error:
        'D1_ERROR: UNIQUE constraint failed: item.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)',
    },
  },
  'the error of a check names it': {
    call: (db) => bound(db, "insert into item values (3, 'x', 0)").run(),
    result: {
      error:
        'D1_ERROR: CHECK constraint failed: size > 0: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)',
    },
  },
  'foreign keys are enforced': {
    call: (db) => bound(db, 'insert into child values (9)').run(),
    result: {
      error:
        'D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)',
    },
  },
  'a delete cascades': {
    call: async (db) => {
      await bound(db, 'insert into parent values (1)').run()
      await bound(db, 'insert into child values (1), (1)').run()
      await bound(db, 'delete from parent').run()
      return bound(db, 'select count(*) as n from child').first('n')
    },
    result: 0,
  },
  'the error of an unknown table names it': {
    call: (db) => bound(db, 'select * from nowhere').raw(),
    result: { error: 'D1_ERROR: no such table: nowhere: SQLITE_ERROR' },
  },
  'the error of wrong syntax shows the place': {
    call: (db) => bound(db, 'selec 1').all(),
    result: { error: 'D1_ERROR: near "selec": syntax error at offset 0: SQLITE_ERROR' },
    difference: {
      result: { error: 'D1_ERROR: near "selec": syntax error: SQLITE_ERROR' },
      why: 'node:sqlite and bun:sqlite do not return the offset of an error',
    },
  },
  'an empty statement is refused': {
    call: (db) => bound(db, '').all(),
    result: { error: 'D1_ERROR: No SQL statements detected.' },
  },
  'two statements in one': {
    call: (db) => bound(db, 'select 1 as a; select 2 as b').first(),
    result: { b: 2 },
    difference: {
      result: { error: 'D1_ERROR: More than one SQL statement detected.' },
      why: 'D1 runs both and returns the last result; node:sqlite would run only the first, so an error is safer',
    },
  },
  'a semicolon in a literal, in a comment or at the end does not start another statement': {
    call: (db) => bound(db, "select ';' as a /* ; */;").first('a'),
    result: ';',
  },
  'a transaction in SQL is refused': {
    call: async (db) =>
      (await messageOf(bound(db, 'begin').run()))?.startsWith(
        'D1_ERROR: To execute a transaction, please use ',
      ),
    result: true,
  },

  'a batch returns the rows of each statement': {
    call: async (db) => {
      const results = await db.batch([
        bound(db, "insert into item values (3, 'three', 1)"),
        bound(db, 'select count(*) as n from item'),
        bound(db, 'delete from item where id < ? returning id', 3),
      ])
      return results.map(({ results }) => results)
    },
    result: [[], [{ n: 3 }], [{ id: 1 }, { id: 2 }]],
  },
  'a failed batch changes nothing': {
    call: (db) =>
      errorAndCount(
        db,
        db.batch([
          bound(db, "insert into item values (3, 'three', 1)"),
          bound(db, "insert into item values (4, 'one', 1)"),
          bound(db, "insert into item values (5, 'five', 1)"),
        ]),
      ),
    result: { error: UNIQUE, items: 2 },
  },
  'a batch with a wrong binding changes nothing': {
    call: (db) =>
      errorAndCount(
        db,
        db.batch([bound(db, "insert into item values (3, 'three', 1)"), bound(db, 'select ?')]),
      ),
    result: { ...BINDINGS, items: 2 },
  },
  'an empty batch is refused': {
    call: (db) => db.batch([]),
    result: { error: 'D1_ERROR: No SQL statements detected.' },
  },
  'a failed batch does not undo concurrent ones': {
    call: async (db) => {
      const insert = (id: number, name: string) => bound(db, 'insert into item values (?, ?, 1)', id, name)
      const settled = await Promise.allSettled([
        db.batch([insert(3, 'three'), insert(4, 'four')]),
        db.batch([insert(5, 'five'), insert(6, 'one')]),
        db.batch([insert(7, 'seven')]),
      ])
      const ids = await db.prepare('select id from item order by id').raw()
      return [settled.map(({ status }) => status), ids.flat()]
    },
    result: [
      ['fulfilled', 'rejected', 'fulfilled'],
      [1, 2, 3, 4, 7],
    ],
  },
  'concurrent batches do not interleave': {
    call: async (db) => {
      const grow = () =>
        db.batch([
          bound(db, 'update item set size = size * 2 where id = 1'),
          bound(db, 'update item set size = size + 1 where id = 1'),
        ])
      await Promise.all([grow(), grow(), grow()])
      return bound(db, 'select size from item where id = 1').first('size')
    },
    result: 87,
  },

  'a session has a bookmark after its first query': {
    call: async (db) => {
      const session = db.withSession('first-primary')
      const before = session.getBookmark()
      const row = await session.prepare('select ? as a').bind('x').first()
      return [before, row, typeof session.getBookmark()]
    },
    result: [null, { a: 'x' }, 'string'],
  },
  'a session starts with the given bookmark': {
    call: async (db) => db.withSession('00000000-0000-0000-0000-0').getBookmark(),
    result: '00000000-0000-0000-0000-0',
  },
  'a session without a constraint runs batches': {
    call: async (db) => {
      const session = db.withSession()
      const [result] = await session.batch([session.prepare('select 1 as a')])
      return [result?.results, typeof session.getBookmark()]
    },
    result: [[{ a: 1 }], 'string'],
  },
  'a query sees a column that was added after its first run': {
    call: async (db) => {
      await bound(db, 'create table later (a)').run()
      await bound(db, 'insert into later values (1)').run()
      const read = () => bound(db, 'select * from later').first()
      const before = await read()
      await bound(db, 'alter table later add b').run()
      return [before, await read()]
    },
    result: [{ a: 1 }, { a: 1, b: null }],
  },
  'JSON functions exist': {
    call: (db) => bound(db, 'select group_concat(value) as a from json_each(?)', '["x","y"]').first('a'),
    result: 'x,y',
  },
}

function refusedValues(values: [name: string, value: unknown, type: string, text: string][]): Cases<D1> {
  return Object.fromEntries(
    values.map(([name, value, type, text]) => [
      `${name} is refused as a parameter`,
      {
        call: async (db) => bound(db, 'select ? as a', value).first(),
        result: { error: `D1_TYPE_ERROR: Type '${type}' not supported for value '${text}'` },
      },
    ]),
  )
}
