import type { Cases } from './contract-cases.ts'

/** Before each case. */
export async function prepareD1(db: D1Database): Promise<void> {
  for (const table of ['child', 'parent', 'item', 'later']) await db.exec(`drop table if exists ${table}`)
  await db.exec('create table parent (id integer primary key)')
  await db.exec('create table child (parent integer references parent (id) on delete cascade)')
  await db.exec('create table item (id integer primary key, name text unique, size integer check (size > 0))')
  await db.exec("insert into item values (1, 'one', 10), (2, 'two', 20)")
}

const ask = (db: D1Database, sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values)

/** What of `meta` the service may rely on. */
const counted = async (result: Promise<D1Result>) => {
  const { success, results, meta } = await result
  const { changes, last_row_id, changed_db } = meta
  return { success, results, changes, last_row_id, changed_db }
}

const count = (db: D1Database) => db.prepare('select count(*) as n from item').first('n')

/** Tries, then says how many items there are: nothing half done. */
const tryThenCount = async (db: D1Database, work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    ({ message }: Error) => message,
  )
  return { error, items: await count(db) }
}

const UNIQUE =
  'D1_ERROR: UNIQUE constraint failed: item.name: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)'
const NO_OFFSET = 'the bindings of SQLite do not tell the offset of a mistake'
const BINDINGS = { error: 'D1_ERROR: Wrong number of parameter bindings for SQL query.' }

/** What Cloudflare documents of D1 and what drizzle uses of it, as the real local D1 answers. */
export const D1_CASES: Cases<D1Database> = {
  'all answers with objects': {
    ask: (db) => counted(ask(db, 'select id, name from item order by id').all()),
    answer: {
      ...{ success: true, changes: 0, last_row_id: 2, changed_db: false },
      results: [
        { id: 1, name: 'one' },
        { id: 2, name: 'two' },
      ],
    },
  },
  'run answers with rows too': {
    ask: (db) => counted(ask(db, 'insert into item values (7, ?, 1) returning id, name', 'seven').run()),
    answer: {
      ...{ success: true, changes: 1, last_row_id: 7, changed_db: true },
      results: [{ id: 7, name: 'seven' }],
    },
  },
  'changes counts what a statement changed': {
    ask: (db) => counted(ask(db, 'update item set size = size + 1').run()),
    answer: { success: true, results: [], changes: 2, last_row_id: 2, changed_db: true },
  },
  'changes is 0 where nothing was met': {
    ask: (db) => counted(ask(db, 'delete from item where id = 9').run()),
    answer: { success: true, results: [], changes: 0, last_row_id: 2, changed_db: false },
  },
  'changes counts what a cascade deletes': {
    ask: async (db) => {
      await ask(db, 'insert into parent values (1)').run()
      await ask(db, 'insert into child values (1), (1)').run()
      return (await ask(db, 'delete from parent').run()).meta.changes
    },
    answer: 3,
  },
  'meta says what a statement cost': {
    ask: async (db) => {
      const { meta } = await ask(db, 'select * from item').all()
      return {
        duration: typeof meta.duration,
        rows: [meta.rows_read > 0, meta.rows_written],
        size: meta.size_after > 0,
      }
    },
    answer: { duration: 'number', rows: [true, 0], size: true },
    deviation: {
      answer: { duration: 'number', rows: [false, 0], size: false },
      why: 'nobody is billed by rows here, and asking for the size costs as much as a query: they are 0',
    },
  },
  'raw answers with arrays': {
    ask: (db) => ask(db, 'select id, name from item order by id').raw(),
    answer: [
      [1, 'one'],
      [2, 'two'],
    ],
  },
  'raw tells columns of one name apart': {
    ask: (db) => ask(db, 'select 1 as a, 2 as a').raw({ columnNames: true }),
    answer: [
      ['a', 'a'],
      [1, 2],
    ],
  },
  'raw names the columns of no rows': {
    ask: (db) => ask(db, 'select id, name from item where false').raw({ columnNames: true }),
    answer: [['id', 'name']],
  },
  'all keeps the last of two columns of one name': {
    ask: async (db) => (await ask(db, 'select 1 as a, 2 as a').all()).results,
    answer: [{ a: 2 }],
  },
  'first answers with a row': {
    ask: (db) => ask(db, 'select id, name from item order by id').first(),
    answer: { id: 1, name: 'one' },
  },
  'first answers with a column': {
    ask: (db) => ask(db, 'select id, name from item order by id').first('name'),
    answer: 'one',
  },
  'first answers with null where there is no row': {
    ask: (db) => ask(db, 'select id from item where false').first('id'),
    answer: null,
  },
  'first answers with a null that is there': {
    ask: (db) => ask(db, 'select null as name').first('name'),
    answer: null,
  },
  'first refuses a column that is not there': {
    ask: (db) => ask(db, 'select 1 as a').first('b'),
    answer: { error: 'D1_COLUMN_NOTFOUND: Column not found (b)' },
  },

  'numbers are bound as REAL, booleans too': {
    ask: (db) =>
      ask(db, 'select typeof(?) as a, typeof(?) as b, typeof(?) as c, ? / 2 as d', 5, 1.5, true, 3).first(),
    answer: { a: 'real', b: 'real', c: 'real', d: 1.5 },
  },
  'numbers are kept as the column wants them': {
    ask: (db) =>
      ask(db, 'insert into item values (?, ?, ?) returning typeof(id) as id, size', 3, '3', 2 ** 40).first(),
    answer: { id: 'integer', size: 2 ** 40 },
  },
  'what is no number is bound as null': {
    ask: (db) => ask(db, 'select ? as a, ? as b', Number.NaN, Number.POSITIVE_INFINITY).first(),
    answer: { a: null, b: null },
  },
  'large integers lose their end': {
    ask: (db) => ask(db, 'select 9007199254740993 as a').first('a'),
    answer: 9007199254740992,
    deviation: {
      answer: {
        error: 'D1_ERROR: Value is too large to be represented as a JavaScript number: 9007199254740993',
      },
      why: 'node:sqlite refuses what it cannot answer exactly; no integer of ours is so large',
    },
  },
  'text is bound whole': {
    ask: (db) => ask(db, 'select ? as a, hex(?) as b', 'é😀\u202e', 'a\0b').first(),
    answer: { a: 'é😀\u202e', b: '610062' },
  },
  'text is read whole, past a NUL': {
    ask: (db) => ask(db, 'select ? as a', 'a\0b').first('a'),
    answer: 'a\0b',
    deviation: {
      on: ['deno'],
      answer: 'a',
      why: 'Deno’s node:sqlite ends a text at its first NUL; names refuse one, so only an import brings it',
    },
  },
  'bytes are bound from buffers, views and arrays, and read as arrays': {
    ask: async (db) => [
      await ask(db, 'select ? as a', new Uint8Array([1, 0, 255]).buffer).first('a'),
      await ask(db, 'select ? as a', new Uint8Array([1, 2, 3, 4]).subarray(1, 3)).first('a'),
      await ask(db, 'select ? as a', [1, 2]).raw(),
    ],
    answer: [[1, 0, 255], [2, 3], [[[1, 2]]]],
  },
  'null is bound': { ask: (db) => ask(db, 'select ? as a', null).first(), answer: { a: null } },
  ...Object.fromEntries(
    [
      ['undefined', undefined, 'undefined', 'undefined'],
      ['a bigint', 5n, 'bigint', '5'],
      ['an object', {}, 'object', '[object Object]'],
      ['a date', { toString: () => 'a date' }, 'object', 'a date'],
    ].map(([what, value, type, told]) => [
      `${what} is refused`,
      {
        ask: async (db: D1Database) => ask(db, 'select ? as a', value).first(),
        answer: { error: `D1_TYPE_ERROR: Type '${type}' not supported for value '${told}'` },
      },
    ]),
  ),
  'numbered parameters are bound by their numbers': {
    ask: (db) => ask(db, 'select ?2 as a, ?1 as b, ?2 as c', 'x', 'y').first(),
    answer: { a: 'y', b: 'x', c: 'y' },
  },
  'a question mark in a text, a name or a comment is no parameter': {
    ask: (db) => ask(db, `select '?''?' as "a?", ? /* ? */ as b -- ?`, 'x').first(),
    answer: { 'a?': "?'?", b: 'x' },
  },
  'too few parameters are refused': { ask: (db) => ask(db, 'select ?, ?', 1).first(), answer: BINDINGS },
  'too many parameters are refused': { ask: (db) => ask(db, 'select ?', 1, 2).first(), answer: BINDINGS },
  'a statement is bound again and again': {
    ask: async (db) => {
      const statement = db.prepare('select ? as a')
      const bound = [statement.bind('x'), statement.bind('y').bind('z')]
      return Promise.all(bound.map((one) => one.first('a')))
    },
    answer: ['x', 'z'],
  },

  'a unique constraint is named': {
    ask: (db) => ask(db, "insert into item values (3, 'one', 1)").run(),
    answer: { error: UNIQUE },
  },
  'a primary key is named': {
    ask: (db) => ask(db, "insert into item values (1, 'x', 1) returning id").all(),
    answer: {
      error:
        'D1_ERROR: UNIQUE constraint failed: item.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)',
    },
  },
  'a check is named': {
    ask: (db) => ask(db, "insert into item values (3, 'x', 0)").run(),
    answer: {
      error:
        'D1_ERROR: CHECK constraint failed: size > 0: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)',
    },
  },
  'foreign keys are enforced': {
    ask: (db) => ask(db, 'insert into child values (9)').run(),
    answer: {
      error:
        'D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)',
    },
  },
  'a table that is not there is named': {
    ask: (db) => ask(db, 'select * from nowhere').raw(),
    answer: { error: 'D1_ERROR: no such table: nowhere: SQLITE_ERROR' },
  },
  'a mistake in the syntax is shown': {
    ask: (db) => ask(db, 'selec 1').all(),
    answer: { error: 'D1_ERROR: near "selec": syntax error at offset 0: SQLITE_ERROR' },
    deviation: {
      answer: { error: 'D1_ERROR: near "selec": syntax error: SQLITE_ERROR' },
      why: NO_OFFSET,
    },
  },
  'no statement is refused': {
    ask: (db) => ask(db, '').all(),
    answer: { error: 'D1_ERROR: No SQL statements detected.' },
  },
  'two statements in one': {
    ask: (db) => ask(db, 'select 1 as a; select 2 as b').first(),
    answer: { b: 2 },
    deviation: {
      answer: { error: 'D1_ERROR: More than one SQL statement detected.' },
      why: 'D1 runs all and tells of the last; node:sqlite would run the first only, which is worse than an error',
    },
  },
  'an end of statement in a text, in a comment and at the end is none between two': {
    ask: (db) => ask(db, "select ';' as a /* ; */;").first('a'),
    answer: ';',
  },
  'a transaction of one’s own is refused': {
    ask: async (db) =>
      (await outcomeOf(ask(db, 'begin').run())).startsWith('D1_ERROR: To execute a transaction, please use '),
    answer: true,
  },

  'a batch answers for each statement': {
    ask: async (db) => {
      const results = await db.batch([
        ask(db, "insert into item values (3, 'three', 1)"),
        ask(db, 'select count(*) as n from item'),
        ask(db, 'delete from item where id < ?', 3),
      ])
      return Promise.all(results.map((result) => counted(Promise.resolve(result))))
    },
    answer: [
      { success: true, results: [], changes: 1, last_row_id: 3, changed_db: true },
      { success: true, results: [{ n: 3 }], changes: 0, last_row_id: 3, changed_db: false },
      { success: true, results: [], changes: 2, last_row_id: 3, changed_db: true },
    ],
  },
  'a batch that fails leaves nothing': {
    ask: (db) =>
      tryThenCount(
        db,
        db.batch([
          ask(db, "insert into item values (3, 'three', 1)"),
          ask(db, "insert into item values (4, 'one', 1)"),
          ask(db, "insert into item values (5, 'five', 1)"),
        ]),
      ),
    answer: { error: UNIQUE, items: 2 },
  },
  'a batch of a wrong binding leaves nothing': {
    ask: (db) =>
      tryThenCount(db, db.batch([ask(db, "insert into item values (3, 'three', 1)"), ask(db, 'select ?')])),
    answer: { ...BINDINGS, items: 2 },
  },
  'an empty batch is refused': {
    ask: (db) => db.batch([]),
    answer: { error: 'D1_ERROR: No SQL statements detected.' },
  },
  'of batches at once, one that fails takes nothing from the others': {
    ask: async (db) => {
      const insert = (id: number, name: string) => ask(db, 'insert into item values (?, ?, 1)', id, name)
      const settled = await Promise.allSettled([
        db.batch([insert(3, 'three'), insert(4, 'four')]),
        db.batch([insert(5, 'five'), insert(6, 'one')]),
        db.batch([insert(7, 'seven')]),
      ])
      const ids = await db.prepare('select id from item order by id').raw()
      return [settled.map(({ status }) => status), ids.flat()]
    },
    answer: [
      ['fulfilled', 'rejected', 'fulfilled'],
      [1, 2, 3, 4, 7],
    ],
  },
  'batches at once do not mix': {
    ask: async (db) => {
      const grow = () =>
        db.batch([
          ask(db, 'update item set size = size * 2 where id = 1'),
          ask(db, 'update item set size = size + 1 where id = 1'),
        ])
      await Promise.all([grow(), grow(), grow()])
      return ask(db, 'select size from item where id = 1').first('size')
    },
    answer: 87,
  },

  'exec runs statements, a line each': {
    ask: async (db) => {
      const { count: lines, duration } = await db.exec(
        "insert into item values (3, 'a;b', 1);\ninsert into item values (4, 'c', 1); delete from item where id = 1",
      )
      return { lines, duration: typeof duration, items: await count(db) }
    },
    answer: { lines: 2, duration: 'number', items: 3 },
  },
  'exec ends at a line that fails': {
    ask: (db) => tryThenCount(db, db.exec('delete from item where id = 1;\nselec 1;\ndelete from item')),
    answer: {
      error:
        'D1_EXEC_ERROR: Error in line 1: delete from item where id = 1;: near "selec": syntax error at offset 0: SQLITE_ERROR',
      items: 2,
    },
    deviation: {
      answer: {
        error: 'D1_EXEC_ERROR: Error in line 2: selec 1;: near "selec": syntax error: SQLITE_ERROR',
        items: 1,
      },
      why: `D1 documents the line that is wrong, and that those before it stay; locally it does otherwise. Also, ${NO_OFFSET}`,
    },
  },
  'exec refuses nothing': {
    ask: (db) => db.exec(''),
    answer: { error: 'D1_EXEC_ERROR: Error in line 1: : No SQL statements detected.' },
  },

  'a session has a bookmark from its first query on': {
    ask: async (db) => {
      const session = db.withSession('first-primary')
      const before = session.getBookmark()
      const row = await session.prepare('select ? as a').bind('x').first()
      return [before, row, typeof session.getBookmark()]
    },
    answer: [null, { a: 'x' }, 'string'],
  },
  'a session begins with the bookmark that it is given': {
    ask: async (db) => db.withSession('00000000-0000-0000-0000-0').getBookmark(),
    answer: '00000000-0000-0000-0000-0',
  },
  'a session of no constraint batches': {
    ask: async (db) => {
      const session = db.withSession()
      const [result] = await session.batch([session.prepare('select 1 as a')])
      return [result?.results, typeof session.getBookmark()]
    },
    answer: [[{ a: 1 }], 'string'],
  },
  'a table that changes is read as it is then': {
    ask: async (db) => {
      await db.exec('create table later (a)')
      const all = () => ask(db, 'select * from later').raw({ columnNames: true })
      const before = await all()
      await ask(db, 'alter table later add b').run()
      return [before, await all()]
    },
    answer: [[['a']], [['a', 'b']]],
  },
  'JSON functions are there': {
    ask: (db) => ask(db, 'select group_concat(value) as a from json_each(?)', '["x","y"]').first('a'),
    answer: 'x,y',
  },
}

function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    ({ message }: Error) => message,
  )
}
