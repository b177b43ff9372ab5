import { DatabaseSync } from 'node:sqlite'
import { fold } from '../../src/lib/filter/fold.ts'
import type { StoredSecret } from '../../src/model/applications.ts'
import { OWN_SOURCE, OWN_SOURCE_APP } from '../../src/model/listed-credentials.ts'

/**
 * Returns the sizes of the tables for a number of user apps. Each source app has more than one page of 250.
 */
function sizes(rows: number) {
  const sourceApps = Math.min(1_800, Math.floor(rows / 333))
  return {
    rows,
    owners: rows / 10,
    accounts: (rows * 9) / 10,
    sources: Math.ceil(sourceApps / 6),
    sourceApps,
  }
}

/**
 * Fills an inventory by SQL alone: the same rows at every call, in no order of their ids. With a secret,
 * there are as many applications, which all have it, and are listed as the service lists its own.
 */
export function fill(file: string, rows: number, secret?: StoredSecret): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; begin')
  withoutIndexes(database, () => insertAll(database, sizes(rows), secret))
  database.exec('commit; pragma journal_mode = wal')
  database.close()
}

/** Drops the indexes during the work: creating them afterwards is faster than maintaining them. */
function withoutIndexes(database: DatabaseSync, work: () => void): void {
  const made = `select name, sql from sqlite_schema where type = 'index' and sql is not null`
  const indexes = database.prepare(made).all()
  for (const { name } of indexes) database.exec(`drop index ${name}`)
  work()
  for (const { sql } of indexes) database.exec(String(sql))
}

type Value = string | number | null

/**
 * Inserts all rows. A source has six source apps. A tenth of the rows share their account with another row; 1
 * % have no account.
 */
function insertAll(database: DatabaseSync, size: Sizes, secret: StoredSecret | undefined): void {
  const { rows, owners, accounts, sources, sourceApps } = size
  const into = (table: string, count: number, row: (n: number) => Value[]) => {
    const insert = database.prepare(`insert into ${table} values (${row(0).map(() => '?')})`)
    for (let n = 0; n < count; n++) insert.run(...row(n))
  }
  const owner = ids('owner', owners)
  const source = ids('source', sources)
  const app = ids('app', sourceApps)
  const account = ids('account', accounts)
  const sourceOf = (account: number) => random('source', account) % sources
  into('sources', sources, (n) => [nth(source, n), `Source ${n}`, n % 2])
  into('source_apps', sourceApps, (n) => [nth(app, n), `Application ${n}`, n % 2, 1])
  into(`identities (id, ${OWNER}, roles, scopes, active, first_seen_at, last_seen_at)`, owners, (n) => {
    const { name, alias } = ownerOf(n)
    return [nth(owner, n), name, fold(name), alias, fold(alias), '[]', '[]', 1, 0, 0]
  })
  into('accounts', accounts, (n) => [nth(account, n), `u${n}`, nth(source, sourceOf(n)), nth(owner, n)])
  into('user_apps', rows, (n) => {
    const on = sourceOf(n % accounts)
    const what = nth(app, on + sources * random('app', n))
    const chosen = n % 100 === 99 ? null : nth(account, n)
    return [id('row', n), nth(owner, n), what, nth(source, on), chosen, 0, n, n]
  })
  if (!secret) return
  const { secretHash, secretPepper } = secret
  into('applications', rows, (n) => {
    const named = [uuid(id('application', n)), id('client', n), nth(owner, n), `filled-${n}`]
    return [...named, '[]', '[]', secretHash, secretPepper, 1, n, null]
  })
  database.exec(LIST_APPLICATIONS)
}

/** Lists the existing applications in the inventory, like the migration that created it. */
const LIST_APPLICATIONS = `
  insert into accounts select id, name, '${OWN_SOURCE}', owner_id from applications;
  insert into user_apps select id, owner_id, '${OWN_SOURCE_APP}', '${OWN_SOURCE}', id, 0, created_at, created_at from applications`

type Sizes = ReturnType<typeof sizes>

const OWNER = 'name, name_key, alias, alias_key'

const GIVEN =
  'Ada Amir Anna Björn Carla Chen Daisuke Dora Elif Emeka Farid Fiona Gita Hanna Ivan Jana Jo John José Kemal Lena Liam Maja Mei Nadia Noor Olga Omar Pia Quinn Rosa Sven Tara Uwe Vera Wei Xenia Yusuf Zoë Łukasz'
const SURNAMES = [
  'Ber Dal Fors Gar Hol Kow Lin Mar Nov Sand Tor Wal',
  '- en er',
  'man ski sen ova ström ez etti ic',
]

/** Returns the n-th owner. Names repeat, aliases do not. */
export function ownerOf(n: number) {
  const pick = (words = '') => words.split(' ')[random(words, n) % words.split(' ').length] ?? ''
  const given = pick(GIVEN)
  const surname = SURNAMES.map(pick).join('').replace('-', '')
  return { name: `${given} ${surname}`, alias: `${given}.${surname}.${n}` }
}

/** Returns the ID of the n-th object of a kind: 32 hex digits. */
export function id(kind: string, n: number): string {
  return [0, 1, 2, 3]
    .map((part) =>
      random(kind + part, n)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('')
}

/** Formats an ID like our own, so that no imported account has it. */
function uuid(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function ids(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => id(kind, n))
}

function nth(ids: string[], n: number): string {
  return ids[n % ids.length] as string
}

/** Returns 32 pseudo-random bits for a key: FNV-1a, and the finalizer of MurmurHash3. */
function random(kind: string, n: number): number {
  let bits = 0x811c9dc5 ^ n
  for (let at = 0; at < kind.length; at++) bits = Math.imul(bits ^ kind.charCodeAt(at), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
