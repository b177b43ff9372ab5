import type * as z from 'zod/mini'

/**
 * The requirement that an invalid value violates. The value itself may be a secret and is not repeated. zod's
 * own sentences would add a kilobyte to the worker.
 */
const SENTENCES: { [Code in Issue['code']]?: (issue: Issue & { code: Code }) => string } = {
  invalid_type: ({ expected }) => `must be of type ${expected}`,
  invalid_value: ({ values }) => `must be ${values.join(' or ')}`,
  invalid_format: ({ format }) => `must be ${format}`,
  too_small: ({ minimum, origin }) => `must be at least ${minimum}${LENGTHS[origin] ?? ''}`,
  too_big: ({ maximum, origin }) => `must be at most ${maximum}${LENGTHS[origin] ?? ''}`,
  unrecognized_keys: ({ keys }) => `has no ${keys.map((key) => `"${key}"`).join(', ')}`,
}
type Issue = z.core.$ZodRawIssue
const LENGTHS: Record<string, string> = { string: ' characters long', array: ' entries long' }

/** Returns the requirement that an invalid value violates. The value may be a secret and is not repeated. */
export function message(issue: Issue): string | undefined {
  return (SENTENCES[issue.code] as ((issue: Issue) => string) | undefined)?.(issue)
}
