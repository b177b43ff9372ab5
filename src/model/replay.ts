import { inArray, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'
import { revokedTokens, usedTokens } from './schema.ts'

/**
 * A token that may be used once, by its hash. After `expiresAt`, in epoch milliseconds, it is invalid anyway.
 */
export type SingleUseToken = { hash: string; expiresAt: number }

/**
 * The number of expired rows that each write deletes. A write inserts three at most, so tables stay small.
 */
const SWEPT_ROWS = 10

/**
 * Returns statements that mark tokens as used, then one that deletes expired rows. The statement of a token
 * returns a row only at the first use. `usedBy` identifies the request.
 */
export function markUsedStatements(
  db: Database,
  singleUseTokens: SingleUseToken[],
  now: number,
  usedBy = crypto.randomUUID() as string,
) {
  return [
    ...singleUseTokens.map((token) =>
      db
        .insert(usedTokens)
        .values({ ...token, usedBy })
        .onConflictDoNothing()
        .returning({ hash: usedTokens.hash }),
    ),
    deleteExpired(db, usedTokens, usedTokens.hash, now),
  ] as const satisfies BatchItem<'sqlite'>[]
}

/** Whether all tokens were used for the first time, by the results of {@link markUsedStatements}. */
export function isFirstUse(results: unknown[], singleUseTokens: SingleUseToken[]): boolean {
  return singleUseTokens.every((_, index) => (results[index] as unknown[]).length === 1)
}

/** Marks tokens as used, in one batch, and returns whether all of them were used for the first time. */
export async function markUsed(
  db: Database,
  singleUseTokens: SingleUseToken[],
  now: number,
): Promise<boolean> {
  if (singleUseTokens.length === 0) return true
  const [first, ...others] = markUsedStatements(db, singleUseTokens, now)
  return first !== undefined && isFirstUse(await db.batch([first, ...others]), singleUseTokens)
}

/**
 * Revokes one of our own tokens, in one batch with {@link markUsed}. If a single-use token was used before,
 * revokes nothing and returns false.
 */
export async function revokeToken(
  db: Database,
  token: { jti: string; expiresAt: number },
  singleUseTokens: SingleUseToken[],
  now: number,
): Promise<boolean> {
  const usedBy = crypto.randomUUID()
  const hashes = singleUseTokens.map(({ hash }) => hash)
  const usedByThis = sql`(select count(*) from ${usedTokens} where ${usedTokens.usedBy} = ${usedBy}
    and ${inArray(usedTokens.hash, hashes)})`
  const [, ...results] = await db.batch([
    deleteExpired(db, revokedTokens, revokedTokens.jti, now),
    ...markUsedStatements(db, singleUseTokens, now, usedBy),
    db
      .insert(revokedTokens)
      .select(sql`select ${token.jti}, ${token.expiresAt} where ${usedByThis} = ${singleUseTokens.length}`)
      .onConflictDoNothing(),
  ])
  return isFirstUse(results, singleUseTokens)
}

function deleteExpired(
  db: Database,
  table: typeof usedTokens | typeof revokedTokens,
  key: typeof usedTokens.hash | typeof revokedTokens.jti,
  now: number,
) {
  const expired = db.select({ key }).from(table).where(lt(table.expiresAt, now)).limit(SWEPT_ROWS)
  return db.delete(table).where(inArray(key, expired))
}
