import type { Context } from 'hono'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import type { AccountId } from '../../model/ids.ts'
import { readJson, requireType } from '../middleware/body.ts'

/** The most operations of a patch: one suffices for every change. */
const OPERATIONS_MAX = 20

const Patch = z
  .array(z.looseObject({ op: z.string(), path: z.string() }))
  .check(z.minLength(1), z.maxLength(OPERATIONS_MAX))

/** A patch that is supported here: the account only, by the operations of RFC 6902 sections 4.1 to 4.3. */
export const AccountPatch = z
  .array(
    z.looseObject({
      op: z.enum(['add', 'remove', 'replace']),
      path: z.enum(['/account', '/account/id', '/account/type', '/account/name']),
      value: z.optional(z.unknown()),
    }),
  )
  .check(z.minLength(1), z.maxLength(OPERATIONS_MAX))

/** The document after the patch: the account's ID decides. */
const Patched = z.object({
  account: z.optional(
    z.object({ id: z.string().check(z.minLength(1)), type: z.optional(z.literal('ACCOUNT')) }),
  ),
})

/**
 * Reads the account that a JSON Patch chooses, or null if it removes the account.
 * @throws {Refusal} body_type_unsupported, body_not_json, patch_invalid, patch_unsupported
 */
export async function readAccountPatch(c: Context): Promise<AccountId | null> {
  requireType(c, 'application/json-patch+json', 'application/json')
  const patch = Patch.safeParse(await readJson(c))
  if (!patch.success) throw new Refusal('patch_invalid')
  const { success, data: operations } = AccountPatch.safeParse(patch.data)
  if (!success) throw new Refusal('patch_unsupported')
  const document = { account: { id: '', type: 'ACCOUNT', name: '' } }
  for (const operation of operations) apply(operation, document)
  const patched = Patched.safeParse(document)
  if (!patched.success) throw new Refusal('patch_invalid')
  return (patched.data.account?.id ?? null) as AccountId | null
}

type Operation = z.infer<typeof AccountPatch>[number]

/** Applies an operation. Its target must exist unless the operation adds it: RFC 6902 section 4. */
function apply(operation: Operation, document: Record<string, unknown>): void {
  const { op, path, value } = operation
  const member = path.split('/')[2]
  const [target, name] = member ? [document.account, member] : [document, 'account']
  const exists = typeof target === 'object' && target !== null && (op === 'add' || name in target)
  if (!exists || (op !== 'remove' && !('value' in operation))) throw new Refusal('patch_invalid')
  const members = target as Record<string, unknown>
  if (op === 'remove') delete members[name]
  else members[name] = value
}
