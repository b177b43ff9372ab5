import { DatabaseSync } from 'node:sqlite'

/** The tables of the floor. Each has the form in which its job reads it, with names in the listed rows. */
const TABLES = `
  create table floor_clients (client_id text primary key, id text, owner_id text, name text, secret_hash text,
    created integer) without rowid;
  create table floor_user_apps (id text primary key, created integer, modified integer, many integer,
    passwords integer, provision integer, center integer, app_id text, app_name text, source_id text, source_name text,
    account_id text, account_name text, owner_id text, owner_name text, owner_alias text) without rowid;
  insert into floor_user_apps select u.id, u.created_at, u.modified_at, u.many_accounts or exists (select 1
      from accounts b where b.owner_id = u.owner_id and b.source_id = u.source_id limit 1 offset 1),
    s.use_for_password_management, p.provision_request_enabled, p.app_center_enabled, u.source_app_id, p.name,
    u.source_id, s.name, u.account_id, a.name, u.owner_id, i.name, i.alias
  from user_apps u join identities i on i.id = u.owner_id join source_apps p on p.id = u.source_app_id
    join sources s on s.id = u.source_id left join accounts a on a.id = u.account_id order by u.id;
  create index floor_user_apps_by_app on floor_user_apps (app_id, id)`

/** Makes of the stock what the floor reads. */
export function makeFloorTables(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000')
  database.exec(TABLES)
  database.close()
}

type Client = { ownerId: string; hash: string }

/** Opens it: every statement is prepared once. */
export function openFloorStore(file: string) {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  const client = database.prepare(
    'select owner_id ownerId, secret_hash hash from floor_clients where client_id = ?',
  )
  const page = database.prepare(
    'select * from floor_user_apps where app_id = ? order by id limit cast(? as integer)',
  )
  const [begin, commit] = ['begin immediate', 'commit'].map((sql) => database.prepare(sql))
  const insertClient = database.prepare('insert into floor_clients values (?, ?, ?, ?, ?, ?)')
  const insertUserApp = database.prepare(
    'insert into floor_user_apps (id, created, modified, owner_id, account_name) values (?, ?, ?, ?, ?)',
  )
  return {
    findClient: (clientId: string) => client.get(clientId) as Client | undefined,
    findPage: (appId: string, limit: string) => page.all(appId, limit) as Row[],
    insert(clientId: string, id: string, ownerId: string, name: string, hash: string, now: number): void {
      begin?.run()
      insertClient.run(clientId, id, ownerId, name, hash, now)
      insertUserApp.run(id, now, now, ownerId, name)
      commit?.run()
    },
  }
}

/** A user app, by the names of the columns. */
// biome-ignore lint/suspicious/noExplicitAny: a row is what its table says.
type Row = any
