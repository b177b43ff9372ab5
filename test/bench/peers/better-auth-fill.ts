import type { DatabaseSync } from 'node:sqlite'

/** Inserts clients of other owners, a page for each, and as many of one owner, all like the newest client. */
export function fillClients(database: DatabaseSync, rows: number, ownerId: string, owned: number): void {
  database.exec('pragma foreign_keys = off; begin')
  const insert = database.prepare(`
    with numbers (n) as (select 1 union all select n + 1 from numbers where n < cast(? as integer))
    insert into "oauthClient" (id, "clientId", "clientSecret", disabled, "clientCredentialsScopes", "userId", "createdAt",
      "updatedAt", name, "redirectUris", "tokenEndpointAuthMethod", "applicationType", "grantTypes", "dpopBoundAccessTokens")
    select hex(randomblob(16)), hex(randomblob(16)), "clientSecret", disabled, "clientCredentialsScopes",
      coalesce(?, 'user-' || n / 250), "createdAt", "updatedAt", name || n, "redirectUris", "tokenEndpointAuthMethod",
      "applicationType", "grantTypes", "dpopBoundAccessTokens"
    from numbers, (select * from "oauthClient" limit 1)`)
  insert.run(rows, null)
  insert.run(owned, ownerId)
  database.exec('commit; pragma foreign_keys = on')
}
