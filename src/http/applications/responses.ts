import * as z from 'zod/mini'

/** What the user-applications and access-keys wire formats answer: types for the views, and schemas for the document. */

const instant = z.iso.datetime()

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
export const EveryUserApplication = z.array(UserApplicationWithCreator)
export const AccessKeys = z.strictObject({ accessKeys: UserApplications })
export const EveryAccessKey = z.strictObject({ accessKeys: EveryUserApplication })

const created = { id: z.string(), clientId: z.string(), name: z.string(), createdAt: instant }

export const CreatedUserApplication = z.strictObject({ ...created, secret: z.string() })
export const CreatedAccessKey = z.strictObject({ ...created, clientSecret: z.string() })
export type Created = z.infer<typeof CreatedUserApplication> | z.infer<typeof CreatedAccessKey>

export const RegeneratedSecret = z.strictObject({ secret: z.string(), clientSecret: z.string() })
export const RegeneratedClientSecret = z.strictObject({ clientSecret: z.string() })
export type Regenerated = z.infer<typeof RegeneratedSecret> | z.infer<typeof RegeneratedClientSecret>
