import * as z from 'zod/mini'

const instant = z.iso.datetime()
const id = z.string()
const name = z.optional(z.string())
const known = z.nullable(z.string())

export const SourceAppReference = z.strictObject({ id, type: z.literal('APPLICATION'), name })
export const SourceReference = z.strictObject({ id, type: z.literal('SOURCE'), name })
export const AccountReference = z.strictObject({ id, type: z.literal('ACCOUNT'), name })
export const OwnerReference = z.strictObject({ id, type: z.literal('IDENTITY'), name, alias: name })

export const UserApp = z.strictObject({
  id,
  created: instant,
  modified: instant,
  hasMultipleAccounts: z.boolean(),
  useForPasswordManagement: z.boolean(),
  provisionRequestEnabled: z.boolean(),
  appCenterEnabled: z.boolean(),
  sourceApp: SourceAppReference,
  source: SourceReference,
  account: z.optional(AccountReference),
  owner: OwnerReference,
})
export type UserApp = z.infer<typeof UserApp>
export const UserApps = z.array(UserApp)
export type UserApps = z.infer<typeof UserApps>

export const SourceAccount = z.strictObject({
  id,
  nativeIdentity: known,
  displayName: known,
  sourceId: id,
  sourceDisplayName: known,
})

export const AvailableAccount = z.strictObject({
  appId: id,
  appDisplayName: known,
  sourceAccount: SourceAccount,
})
export type AvailableAccount = z.infer<typeof AvailableAccount>
export const AvailableAccounts = z.array(AvailableAccount)

export const Message = z.strictObject({
  locale: z.string(),
  localeOrigin: z.enum(['DEFAULT', 'REQUEST']),
  text: z.string(),
})

/** Every error but 401 and 429, which have bodies of their own, as from the vendor's gateway. */
export const UserAppsFailure = z.strictObject({
  detailCode: z.string(),
  trackingId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  messages: z.array(Message),
  causes: z.optional(z.array(Message)),
})
export type UserAppsFailure = z.infer<typeof UserAppsFailure>

export const Unauthenticated = z.strictObject({ error: z.string() })
export type Unauthenticated = z.infer<typeof Unauthenticated>

export const RateLimited = z.strictObject({ message: z.literal(' Rate Limit Exceeded ') })
export type RateLimited = z.infer<typeof RateLimited>
