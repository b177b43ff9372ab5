import type { Context } from 'hono'
import { applyPatch, type Operation } from 'rfc6902'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import type { AccountId } from '../../model/ids.ts'
import { readJson, requireType } from '../middleware/body.ts'

/** How many operations a patch may have: one does all that can be done. */
const OPERATIONS_MAX = 20

const Patch = z
  .array(z.looseObject({ op: z.string(), path: z.string() }))
  .check(z.minLength(1), z.maxLength(OPERATIONS_MAX))

/** One that can be applied here: what may be changed, and how, RFC 6902 sections 4.1 to 4.3. */
export const AccountPatch = z
  .array(
    z.looseObject({
      op: z.enum(['add', 'remove', 'replace']),
      path: z.enum(['/account', '/account/id', '/account/type', '/account/name']),
      value: z.optional(z.unknown()),
    }),
  )
  .check(z.minLength(1), z.maxLength(OPERATIONS_MAX))

/** What is left of an account once the patch is applied: its id decides. */
const Patched = z.object({
  account: z.optional(
    z.object({ id: z.string().check(z.minLength(1)), type: z.optional(z.literal('ACCOUNT')) }),
  ),
})

/**
 * Reads which account a JSON Patch chooses, or that it takes it away: null.
 * @throws {Refusal} body_type_unsupported, body_not_json, patch_invalid, patch_unsupported
 */
export async function readAccountPatch(c: Context): Promise<AccountId | null> {
  requireType(c, 'application/json-patch+json', 'application/json')
  const { success, data: operations } = Patch.safeParse(await readJson(c))
  if (!success) throw new Refusal('patch_invalid')
  if (!AccountPatch.safeParse(operations).success) throw new Refusal('patch_unsupported')
  const document = { account: { id: '', type: 'ACCOUNT', name: '' } }
  const failed = applyPatch(document, operations as Operation[]).some((error) => error !== null)
  const patched = Patched.safeParse(document)
  if (failed || !patched.success) throw new Refusal('patch_invalid')
  return (patched.data.account?.id ?? null) as AccountId | null
}
