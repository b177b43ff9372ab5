import { inArray, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'
import { revokedTokens, usedTokens } from './schema.ts'

/** What may be used once, by its hash; after `expiresAt`, in epoch milliseconds, it is worth nothing anyway. */
export type SingleUseToken = { hash: string; expiresAt: number }

/** How many of the past each write takes away. It adds three at most, so that no list grows for ever. */
const SWEPT_ROWS = 10

/** Statements that note what may be used once, and sweep; what was used before answers no row. `by` is the request's own. */
export function markUsedStatements(
  db: Database,
  singleUseTokens: SingleUseToken[],
  now: number,
  by = crypto.randomUUID() as string,
) {
  return [
    ...singleUseTokens.map((one) =>
      db
        .insert(usedTokens)
        .values({ ...one, usedBy: by })
        .onConflictDoNothing()
        .returning({ hash: usedTokens.hash }),
    ),
    sweep(db, usedTokens, usedTokens.hash, now),
  ] as const satisfies BatchItem<'sqlite'>[]
}

/** Whether each of them was used for the first time, by what those statements answered. */
export function isFirstUse(results: unknown[], singleUseTokens: SingleUseToken[]): boolean {
  return singleUseTokens.every((_, index) => (results[index] as unknown[]).length === 1)
}

/** Notes what may be used once, and says whether this was the first time, for each: one batch. */
export async function markUsed(
  db: Database,
  singleUseTokens: SingleUseToken[],
  now: number,
): Promise<boolean> {
  if (singleUseTokens.length === 0) return true
  const [first, ...others] = markUsedStatements(db, singleUseTokens, now)
  return first !== undefined && isFirstUse(await db.batch([first, ...others]), singleUseTokens)
}

/** Ends a token of ours, unless what may be used once was used before: one batch, and false then. */
export async function revokeToken(
  db: Database,
  token: { jti: string; expiresAt: number },
  singleUseTokens: SingleUseToken[],
  now: number,
): Promise<boolean> {
  const by = crypto.randomUUID()
  const ours = sql`(select count(*) from ${usedTokens} where ${usedTokens.usedBy} = ${by}
    and ${inArray(
      usedTokens.hash,
      singleUseTokens.map(({ hash }) => hash),
    )})`
  const [, ...results] = await db.batch([
    sweep(db, revokedTokens, revokedTokens.jti, now),
    ...markUsedStatements(db, singleUseTokens, now, by),
    db
      .insert(revokedTokens)
      .select(sql`select ${token.jti}, ${token.expiresAt} where ${ours} = ${singleUseTokens.length}`)
      .onConflictDoNothing(),
  ])
  return isFirstUse(results, singleUseTokens)
}

function sweep(
  db: Database,
  table: typeof usedTokens | typeof revokedTokens,
  key: typeof usedTokens.hash | typeof revokedTokens.jti,
  now: number,
) {
  const past = db.select({ key }).from(table).where(lt(table.expiresAt, now)).limit(SWEPT_ROWS)
  return db.delete(table).where(inArray(key, past))
}
