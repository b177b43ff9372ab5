import { DatabaseSync } from 'node:sqlite'

/**
 * The columns are what its adapters look by; the rest of a payload is JSON, as in the adapters of its
 * documentation.
 */
const TABLE = `
  pragma journal_mode = wal; pragma synchronous = normal;
  create table payloads (model text, id text, payload text, grant_id text, uid text, user_code text,
    expires_at integer, primary key (model, id)) without rowid;
  create index payloads_by_grant on payloads (grant_id) where grant_id is not null;
  create index payloads_by_uid on payloads (model, uid) where uid is not null;
  create index payloads_by_user_code on payloads (model, user_code) where user_code is not null`

type Payload = { grantId?: string; uid?: string; userCode?: string; consumed?: number }

/** Creates an adapter of oidc-provider over an SQLite file. Every statement is prepared once. */
export function sqliteAdapter(file: string) {
  const database = new DatabaseSync(file)
  database.exec(TABLE)
  const found = (column: string) =>
    database.prepare(
      `select payload from payloads where model = ? and ${column} = ? and (expires_at is null or expires_at > ?)`,
    )
  const byId = found('id')
  const byUid = found('uid')
  const byUserCode = found('user_code')
  const insert = database.prepare('insert or replace into payloads values (?, ?, ?, ?, ?, ?, ?)')
  const remove = database.prepare('delete from payloads where model = ? and id = ?')
  const revoke = database.prepare('delete from payloads where grant_id = ?')
  const consume = database.prepare(
    `update payloads set payload = json_set(payload, '$.consumed', ?) where model = ? and id = ?`,
  )
  const payload = (row: Record<string, unknown> | undefined): Payload | undefined =>
    row && JSON.parse(row.payload as string)

  return (model: string) => ({
    find: async (id: string) => payload(byId.get(model, id, seconds())),
    findByUid: async (uid: string) => payload(byUid.get(model, uid, seconds())),
    findByUserCode: async (code: string) => payload(byUserCode.get(model, code, seconds())),
    async upsert(id: string, given: Payload, expiresIn?: number) {
      const { grantId = null, uid = null, userCode = null } = given
      const expiresAt = expiresIn ? seconds() + expiresIn : null
      insert.run(model, id, JSON.stringify(given), grantId, uid, userCode, expiresAt)
    },
    consume: async (id: string) => void consume.run(seconds(), model, id),
    destroy: async (id: string) => void remove.run(model, id),
    revokeByGrantId: async (grantId: string) => void revoke.run(grantId),
  })
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
