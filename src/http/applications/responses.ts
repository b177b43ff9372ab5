import * as z from 'zod/mini'

const instant = z.iso.datetime()

/** An error of the user-applications wire format, or a server error of the token endpoints. */
export const Failure = z.strictObject({
  code: z.int(),
  message: z.string(),
  details: z.optional(z.string()),
})
export type Failure = z.infer<typeof Failure>

export const UserApplication = z.strictObject({
  name: z.string(),
  id: z.string(),
  clientId: z.string(),
  createdAt: instant,
  lastLogin: z.nullable(instant),
})
export type UserApplication = z.infer<typeof UserApplication>

export const UserApplicationWithCreator = z.extend(UserApplication, { createdBy: z.string() })
export type UserApplicationWithCreator = z.infer<typeof UserApplicationWithCreator>

export const UserApplications = z.array(UserApplication)
export type UserApplications = z.infer<typeof UserApplications>
export const EveryUserApplication = z.array(UserApplicationWithCreator)
export type EveryUserApplication = z.infer<typeof EveryUserApplication>
export const AccessKeys = z.strictObject({ accessKeys: UserApplications })
export const EveryAccessKey = z.strictObject({ accessKeys: EveryUserApplication })

const created = { id: z.string(), clientId: z.string(), name: z.string(), createdAt: instant }

export const CreatedUserApplication = z.strictObject({ ...created, secret: z.string() })
export type CreatedUserApplication = z.infer<typeof CreatedUserApplication>
export const CreatedAccessKey = z.strictObject({ ...created, clientSecret: z.string() })
export type CreatedAccessKey = z.infer<typeof CreatedAccessKey>

export const RegeneratedSecret = z.strictObject({ secret: z.string(), clientSecret: z.string() })
export type RegeneratedSecret = z.infer<typeof RegeneratedSecret>
export const RegeneratedClientSecret = z.strictObject({ clientSecret: z.string() })
export type RegeneratedClientSecret = z.infer<typeof RegeneratedClientSecret>

/** Roles of this service, and scopes (RFC 6749 section 3.3). */
export const RightsView = z.strictObject({ roles: z.array(z.string()), scopes: z.array(z.string()) })
export type RightsView = z.infer<typeof RightsView>

/** The rights an application was created with, and those of them that its owner still has. */
export const ApplicationRights = z.strictObject({ granted: RightsView, effective: RightsView })
export type ApplicationRights = z.infer<typeof ApplicationRights>
