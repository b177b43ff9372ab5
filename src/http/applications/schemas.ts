import * as z from 'zod/mini'
import { APPLICATION_NAME } from '../../domain/applications.ts'
import { Refusal } from '../../domain/refusal.ts'

/** The body of a create: a name, and nothing else. */
export const NewApplication = z.strictObject({ name: z.string().check(z.regex(APPLICATION_NAME)) })

/** The most characters of an unknown property's name that an error repeats. */
const ECHO_CHARACTERS_MAX = 64

/**
 * Reads the body of a create.
 * @throws {Refusal} body_property_unknown, application_name_missing, application_name_invalid
 */
export function parseNewApplication(body: Record<string, unknown>): { name: string } {
  const { success, data, error } = NewApplication.safeParse(body)
  if (success) return data
  const unknown = error.issues.find((issue) => issue.code === 'unrecognized_keys')?.keys[0]
  if (unknown !== undefined) {
    throw new Refusal('body_property_unknown', { property: unknown.slice(0, ECHO_CHARACTERS_MAX) })
  }
  throw new Refusal(body.name === undefined ? 'application_name_missing' : 'application_name_invalid')
}
