import { inArray, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from './database.ts'
import { revokedTokens, spentTokens } from './schema.ts'

/** What may be used once, by its hash; after `expiresAt`, in epoch milliseconds, it is worth nothing anyway. */
export type Spent = { hash: string; expiresAt: number }

/** How many of the past each write takes away. It adds three at most, so that no list grows for ever. */
const SWEPT_ROWS = 10

/** Statements that note what may be used once, and sweep; what was used before answers no row. `by` is the request's own. */
export function spending(db: Database, spent: Spent[], now: number, by = crypto.randomUUID() as string) {
  return [
    ...spent.map((one) =>
      db
        .insert(spentTokens)
        .values({ ...one, spentBy: by })
        .onConflictDoNothing()
        .returning({ hash: spentTokens.hash }),
    ),
    sweep(db, spentTokens, spentTokens.hash, now),
  ] as const satisfies BatchItem<'sqlite'>[]
}

/** Whether each of them was used for the first time, by what those statements answered. */
export function firstUse(results: unknown[], spent: Spent[]): boolean {
  return spent.every((_, index) => (results[index] as unknown[]).length === 1)
}

/** Notes what may be used once, and says whether this was the first time, for each: one batch. */
export async function spendTokens(db: Database, spent: Spent[], now: number): Promise<boolean> {
  if (spent.length === 0) return true
  const [first, ...others] = spending(db, spent, now)
  return first !== undefined && firstUse(await db.batch([first, ...others]), spent)
}

/** Ends a token of ours, unless what may be used once was used before: one batch, and false then. */
export async function revokeToken(
  db: Database,
  token: { jti: string; expiresAt: number },
  spent: Spent[],
  now: number,
): Promise<boolean> {
  const by = crypto.randomUUID()
  const ours = sql`(select count(*) from ${spentTokens} where ${spentTokens.spentBy} = ${by}
    and ${inArray(
      spentTokens.hash,
      spent.map(({ hash }) => hash),
    )})`
  const [, ...results] = await db.batch([
    sweep(db, revokedTokens, revokedTokens.jti, now),
    ...spending(db, spent, now, by),
    db
      .insert(revokedTokens)
      .select(sql`select ${token.jti}, ${token.expiresAt} where ${ours} = ${spent.length}`)
      .onConflictDoNothing(),
  ])
  return firstUse(results, spent)
}

function sweep(
  db: Database,
  table: typeof spentTokens | typeof revokedTokens,
  key: typeof spentTokens.hash | typeof revokedTokens.jti,
  now: number,
) {
  const past = db.select({ key }).from(table).where(lt(table.expiresAt, now)).limit(SWEPT_ROWS)
  return db.delete(table).where(inArray(key, past))
}
