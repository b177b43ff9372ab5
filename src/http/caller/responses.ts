import * as z from 'zod/mini'
import { RightsView } from '../applications/responses.ts'

/** The limits that hold for every caller. */
export const Limits = z.strictObject({ applications: z.int(), keys: z.int(), tokenTtlSeconds: z.int() })

const known = z.nullable(z.string())

/** The caller: a person, or a person through one of their applications. */
export const CallerProfile = z.strictObject({
  id: z.string(),
  name: known,
  alias: known,
  email: known,
  clientId: known,
  ...RightsView.shape,
  limits: Limits,
})
export type CallerProfile = z.infer<typeof CallerProfile>
