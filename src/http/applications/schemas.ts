import * as z from 'zod/mini'
import { APPLICATION_NAME, type NewApplication as Parsed } from '../../domain/applications.ts'
import { Refusal } from '../../domain/refusal.ts'

/** The body of a create. */
export const NewApplication = z.strictObject({
  name: z.string().check(z.regex(APPLICATION_NAME)),
  canManageApplications: z.optional(z.boolean()),
})

/** The most characters of an unknown property's name that an error repeats. */
const ECHO_CHARACTERS_MAX = 64

/**
 * Reads the body of a create.
 * @throws {Refusal} body_property_unknown, application_name_missing, application_name_invalid,
 * body_property_not_boolean
 */
export function parseNewApplication(body: Record<string, unknown>): Parsed {
  const { success, data, error } = NewApplication.safeParse(body)
  if (success) return data
  const unknown = error.issues.find((issue) => issue.code === 'unrecognized_keys')?.keys[0]
  if (unknown !== undefined) {
    throw new Refusal('body_property_unknown', { property: unknown.slice(0, ECHO_CHARACTERS_MAX) })
  }
  if (body.name === undefined) throw new Refusal('application_name_missing')
  if (error.issues.some(({ path }) => path[0] === 'name')) throw new Refusal('application_name_invalid')
  throw new Refusal('body_property_not_boolean', { property: 'canManageApplications' })
}
