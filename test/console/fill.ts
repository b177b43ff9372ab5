import type { D1 } from '../../src/model/d1.ts'

/** Fills a database with applications of many users, twenty each. */
export async function fillApplications(db: D1, count: number): Promise<void> {
  const numbers = 'with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?1)'
  await db.batch([
    db
      .prepare(
        `insert into identities (id, name, email, roles, scopes, active, first_seen_at, last_seen_at)
         ${numbers} select 'user-' || i, 'User ' || i, 'user-' || i || '@example.com', '[]', '[]', 1, 0, 0 from n`,
      )
      .bind(Math.ceil(count / 20)),
    db
      .prepare(
        `insert into applications (id, client_id, owner_id, name, roles, scopes, secret_hash, secret_pepper,
           secret_generation, created_at)
         ${numbers} select 'app-' || i, 'client-' || i, 'user-' || (i / 20), 'program-' || i, '[]', '[]',
           printf('%.43d', i), 'test-1', 1, 1700000000000 + i * 60000 from n`,
      )
      .bind(count),
  ])
}
