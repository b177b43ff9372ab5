import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { DATABASE_FILE, openStore } from '../../src/platform/sqlite/store.ts'
import { SELF_HOSTED } from '../support/bindings/contract-cases.ts'
import { migrations } from '../support/service/migrations.ts'
import { commandOf } from '../support/service/runtimes.ts'
import { launchCommand, run, temporaryFolder } from '../support/service/self-hosted.ts'
import { goodSettings } from '../support/service/service.ts'

const SCHEMA = migrations().join(';\n')

/** The table of applied migrations, as Wrangler writes it. */
const APPLIED = [
  `CREATE TABLE IF NOT EXISTS "d1_migrations"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`,
  ...readdirSync('migrations')
    .filter((name) => name.endsWith('.sql'))
    .map((name) => `INSERT INTO "d1_migrations" ("name") VALUES ('${name}')`),
].join(';\n')

/** Returns an export as D1 writes it: definitions with all their columns, rows, and counters at the end. */
function d1Export(...more: string[]): string {
  const file = new DatabaseSync(':memory:')
  file.exec(`${APPLIED};\n${SCHEMA}`)
  const rows = file.prepare("select type, sql from sqlite_schema where name not like 'sqlite_%'").all()
  file.close()
  const definitions = rows.toSorted((a, b) => String(b.type).localeCompare(String(a.type)))
  return [
    'PRAGMA defer_foreign_keys=TRUE',
    ...definitions.map(({ sql }) => sql),
    ...APPLIED.split(';\n').slice(1),
    `INSERT INTO "sources" ("id","name","use_for_password_management") VALUES('s-1','it''s; here',0)`,
    'ANALYZE sqlite_schema',
    `INSERT INTO "sqlite_stat1" ("tbl","idx","stat") VALUES('sources','sources','1 1')`,
    'DELETE FROM sqlite_sequence',
    `INSERT INTO "sqlite_sequence" ("name","seq") VALUES('d1_migrations',9)`,
    ...more,
  ].join(';\n')
}

/** Creates a folder with a database of this version, changed by `sql`, without a write-ahead log. */
function folderWith(sql: string, name = DATABASE_FILE): string {
  const folder = temporaryFolder()
  openStore(folder).close()
  const file = new DatabaseSync(join(folder, name))
  file.exec(`pragma journal_mode = delete; ${sql}`)
  file.close()
  return folder
}

/** About 20 MB, so that a copy takes longer than a few looks at its mode. */
const MANY_ROWS = `insert into revoked_tokens
  with recursive row(number) as (select 1 union all select number + 1 from row where number < 40000)
  select number || hex(zeroblob(200)), 0 from row`

function manyInserts(): string[] {
  return Array.from({ length: 20_000 }, (_, number) => `INSERT INTO "revoked_tokens" VALUES('${number}',0)`)
}

/** The beginning of a command whose files would be readable and writable by everyone. */
const WITHOUT_UMASK = ['sh', '-c', 'umask 0; exec "$@"', 'sh'] as const

type Ended = { status: number | null; output: string; modes: Map<string, Set<number>> }

/** Runs a command with a umask of 0, and records each mode that each file in `folder` has meanwhile. */
async function watch(folder: string, cwd: string, variables: object, ...command: string[]): Promise<Ended> {
  const env = { ...process.env, ...variables }
  const [shell, ...options] = WITHOUT_UMASK
  const child = spawn(shell, [...options, ...command], { cwd, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  let status: number | null | undefined
  child.once('close', (code) => (status = code))
  const modes: Ended['modes'] = new Map()
  while (status === undefined) {
    recordModes(folder, modes)
    await turn()
  }
  recordModes(folder, modes)
  return { status, output, modes }
}

function recordModes(folder: string, modes: Ended['modes']): void {
  for (const name of readdirSync(folder)) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    if (found) modes.set(name, (modes.get(name) ?? new Set()).add(found.mode & 0o777))
  }
}

function cli(name: string, ...options: string[]): string[] {
  return ['node', '--disable-warning=ExperimentalWarning', resolve(`src/cli/${name}.ts`), ...options]
}

async function restore(source: string, folder = temporaryFolder()): Promise<Ended> {
  return watch(folder, '.', { DATA_DIR: folder }, ...cli('restore', source))
}

function written(name: string, content: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  chmodSync(path, 0o666)
  return path
}

const PRIVATE = [new Set([0o600])]

describe('While it is written, even with a umask of 0, nobody else can read', () => {
  test('a backup.', async () => {
    const [data, folder] = [folderWith(MANY_ROWS), temporaryFolder()]
    const ended = await watch(folder, '.', { DATA_DIR: data }, ...cli('backup', join(folder, 'copy')))
    expect(ended.status, ended.output).toBe(0)
    expect(ended.modes.keys()).toContain('copy.partial')
    expect(ended.modes.keys()).toContain('copy')
    for (const modes of ended.modes.values()) expect([modes]).toEqual(PRIVATE)
  })

  test.each([
    ['a backup', () => join(folderWith(MANY_ROWS), DATABASE_FILE)],
    ['an export of D1', () => written('export.sql', d1Export(...manyInserts()))],
  ])('a database restored from %s.', async (_, make) => {
    const source = make()
    chmodSync(source, 0o666)
    const folder = temporaryFolder()
    const ended = await restore(source, folder)
    expect(ended.status, ended.output).toBe(0)
    expect([...ended.modes.keys()]).toEqual(
      expect.arrayContaining([`${DATABASE_FILE}.partial`, DATABASE_FILE]),
    )
    for (const modes of ended.modes.values()) expect([modes]).toEqual(PRIVATE)
  })

  test('the keys in .dev.vars, also if the file was readable.', async () => {
    const folder = temporaryFolder()
    const token = ['node', resolve('scripts/token.ts'), '--sub', 'alice']
    expect((await watch(folder, folder, {}, ...token)).modes.get('.dev.vars')).toEqual(new Set([0o600]))
    chmodSync(join(folder, '.dev.vars'), 0o644)
    await watch(folder, folder, {}, ...cli('keys', 'SIGNING_KEYS', '--local'))
    expect(statSync(join(folder, '.dev.vars')).mode & 0o777).toBe(0o600)
  })

  test('the keys in a file that the operator keeps.', async () => {
    const folder = temporaryFolder()
    for (const verb of [[], ['add']]) {
      const options = ['SECRET_PEPPERS', ...verb, '--file', 'secret-peppers.json']
      const { status, output, modes } = await watch(folder, folder, {}, ...cli('keys', ...options))
      expect(status, output).toBe(0)
      expect([...modes.keys()]).toContain('secret-peppers.json')
      for (const found of modes.values()) expect([found]).toEqual(PRIVATE)
    }
  })

  test('the progress of an import.', async () => {
    const folder = temporaryFolder()
    const file = written('apps.ndjson', `{"id":"${'x'.repeat(1000)}"}\n`.repeat(10_000))
    const responses = [200, 400]
    const server = createServer((request, response) => {
      request
        .resume()
        .on('end', () => response.writeHead(responses.shift() ?? 400).end('{"imported":1,"skipped":0}'))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    const options = [file, '--url', `http://127.0.0.1:${port}`, '--token', 'x']
    const { output, modes } = await watch(join(file, '..'), folder, {}, ...cli('import', ...options))
    server.close()
    expect(output).toContain('Run the same command again')
    modes.delete('apps.ndjson')
    expect([...modes.keys()]).toContain('apps.ndjson.progress')
    for (const found of modes.values()) expect([found]).toEqual(PRIVATE)
  })
})

describe.each(SELF_HOSTED)('On %s,', (edition) => {
  test('the database, its log and the counters are readable by their owner only.', async () => {
    const folder = folderWith('')
    for (const name of [DATABASE_FILE, 'kv.sqlite']) chmodSync(join(folder, name), 0o666)
    const command = [...WITHOUT_UMASK, ...commandOf(edition), '--development']
    const { stop } = await launchCommand(command, { DATA_DIR: folder }, folder)
    const modes: Ended['modes'] = new Map()
    recordModes(folder, modes)
    await stop()
    expect([...modes.keys()].sort()).toEqual(
      [
        '.dev.vars',
        ...[DATABASE_FILE, 'kv.sqlite'].flatMap((name) => [name, `${name}-shm`, `${name}-wal`]),
      ].sort(),
    )
    for (const found of modes.values()) expect([found]).toEqual(PRIVATE)
  })

  test.each([
    [
      DATABASE_FILE,
      'create trigger steal after insert on sources begin delete from identities; end',
      'has the trigger steal, which Latchkey does not create',
    ],
    [DATABASE_FILE, 'create view v as select 1', 'has the view v, which Latchkey does not create'],
    [DATABASE_FILE, 'drop index identities_by_email', 'lacks the index identities_by_email'],
    [
      DATABASE_FILE,
      'drop table d1_migrations; create view d1_migrations as select 1 as name',
      'is not a database of Latchkey: it has no table d1_migrations',
    ],
    [
      'kv.sqlite',
      'create trigger t after insert on entries begin delete from entries; end',
      'has the trigger t, which Latchkey does not create',
    ],
  ])('a %s with a foreign schema is not opened: %s.', async (name, sql, sentence) => {
    const folder = folderWith(sql, name)
    const before = readFileSync(join(folder, name))
    const settings = await goodSettings({ issuer: 'https://id.example.com' })
    const { ended, output } = run(edition, { ...settings, PORT: '0', DATA_DIR: folder })
    expect(await ended).toBe(1)
    expect(output()).toBe(`Cannot start: ${join(folder, name)} ${sentence}. It was not changed.\n`)
    expect(readFileSync(join(folder, name)).equals(before)).toBe(true)
  })
})

test.each([
  ['an index on a table of the service', 'create unique index mine on applications (owner_id)', 'index mine'],
  ['a reference to one', 'create table pin (a references applications (id))', 'table pin'],
])('A database with %s is not opened.', (_, sql, object) => {
  const folder = folderWith(sql, DATABASE_FILE)
  expect(() => openStore(folder)).toThrow(`has the ${object}, which Latchkey does not create`)
})

test('A database with tables and indexes of other tools is opened.', () => {
  const tables = 'create table _litestream_seq (id integer primary key, seq integer)'
  const folder = folderWith(`${tables}; create index mine on _litestream_seq (seq)`, DATABASE_FILE)
  expect(() => openStore(folder).close()).not.toThrow()
})

describe('A restore from SQL', () => {
  test('of a whole export of D1 stores its rows.', async () => {
    const folder = temporaryFolder()
    const { status, output } = await restore(written('export.sql', d1Export()), folder)
    expect(status, output).toBe(0)
    const { DB, close } = openStore(folder)
    expect(await DB.prepare("select name from sources where id = 's-1'").first()).toEqual({
      name: "it's; here",
    })
    close()
  })

  const victim = join(temporaryFolder(), 'victim')
  test.each([
    [`ATTACH '${victim}' AS other`, /it contains ATTACH/],
    [`ATTACH '${victim}' AS other; CREATE TABLE other.x (a)`, /it contains ATTACH/],
    [`COMMIT; ATTACH '${victim}' AS other`, /it contains TRANSACTION COMMIT/],
    ['DETACH main', /it contains DETACH main/],
    [`VACUUM INTO '${victim}'`, /cannot VACUUM from within a transaction/],
    [`COMMIT; VACUUM INTO '${victim}'`, /it contains TRANSACTION COMMIT/],
    [`SAVEPOINT a; ROLLBACK; VACUUM INTO '${victim}'`, /it contains SAVEPOINT/],
    ['PRAGMA writable_schema = ON', /it contains PRAGMA writable_schema/],
    ['SELECT * FROM pragma_database_list', /it contains PRAGMA database_list/],
    ["INSERT INTO sqlite_schema (type, name) VALUES ('trigger', 't')", /may not be modified/],
    ["SELECT load_extension('x')", /it contains FUNCTION load_extension|not authorized/],
    [
      'CREATE TRIGGER t AFTER INSERT ON sources BEGIN DELETE FROM sources; END',
      /it contains CREATE TRIGGER t/,
    ],
    ['CREATE VIEW v AS SELECT 1', /it contains CREATE VIEW v/],
    ['CREATE TEMP TABLE t (a)', /it contains CREATE TEMP TABLE t/],
    ['CREATE VIRTUAL TABLE t USING fts5(a)', /it contains CREATE VTABLE t/],
    ['ALTER TABLE sources ADD x', /it contains ALTER TABLE/],
    ['DROP TABLE user_apps', /it contains DROP TABLE user_apps/],
    ['CREATE TABLE mine (a)', /it has the table mine, which Latchkey does not create/],
    ['CREATE INDEX mine ON sources (name)', /it has the index mine, which Latchkey does not create/],
    [
      "INSERT INTO d1_migrations (name) VALUES ('9999_x.sql')",
      /it has 9999_x\.sql of a later version of Latchkey/,
    ],
    ['SELECT 1 -- \0', /it contains a NUL character/],
  ])('refuses %j, and writes nothing.', async (statement, message) => {
    const folder = temporaryFolder()
    const { status, output } = await restore(written('export.sql', d1Export(statement)), folder)
    expect(output).toMatch(/^Cannot restore .*export\.sql: .*\n$/)
    expect(output).toMatch(message)
    expect(status).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    expect(existsSync(victim)).toBe(false)
  })

  test.each([
    ['an empty text', '', /is not a database of Latchkey/],
    [
      'a table without its checks',
      d1Export().replace(/,\s*CONSTRAINT "sources_flag_is_boolean".*\n/, '\n'),
      /it has another definition of the table sources/,
    ],
    [
      'an export that lacks an index',
      d1Export().replace(/CREATE INDEX `identities_by_email`.*;/, ''),
      /it lacks the index identities_by_email/,
    ],
  ])('refuses %s.', async (_, sql, message) => {
    const folder = temporaryFolder()
    expect((await restore(written('export.sql', sql), folder)).output).toMatch(message)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('A restore from an SQLite file', () => {
  test.each([
    [
      'create trigger t after insert on sources begin delete from identities; end',
      /it has the trigger t, which/,
    ],
    ['create view v as select 1', /it has the view v, which/],
    ['drop table d1_migrations', /it is not a database of Latchkey: it has no table d1_migrations/],
  ])('refuses one after %j, and writes nothing.', async (sql, message) => {
    const source = join(folderWith(sql), DATABASE_FILE)
    const folder = temporaryFolder()
    const { status, output } = await restore(source, folder)
    expect(output).toMatch(message)
    expect(status).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test('ignores what an earlier attempt left.', async () => {
    const source = join(folderWith(''), DATABASE_FILE)
    const folder = temporaryFolder()
    for (const suffix of ['', '-wal', '-journal'])
      cpSync(source, join(folder, `${DATABASE_FILE}.partial${suffix}`))
    expect((await restore(source, folder)).output).toMatch(/^Restored /)
    expect(readdirSync(folder)).toEqual([DATABASE_FILE])
  })
})
