import type * as z from 'zod/mini'
import { nearestWord } from '../../lib/nearest-word.ts'

type Issue = z.core.$ZodRawIssue

/**
 * Returns the requirement that an invalid value violates, one per line. The value may be a secret and is not
 * repeated. zod's own sentences would add a kilobyte to the worker.
 */
export function message(issue: Issue): string {
  if (issue.input === undefined) return 'is missing'
  return (SENTENCES[issue.code] as ((issue: Issue) => string) | undefined)?.(issue) ?? 'is invalid'
}

/** The sentences. A `custom` issue has its own. */
const SENTENCES: { [Code in Issue['code']]?: (issue: Issue & { code: Code }) => string } = {
  invalid_type: ({ expected }) => `must be ${TYPES[expected] ?? expected}`,
  invalid_value: ({ values }) => `must be ${alternatives(values)}`,
  invalid_union: ({ options }) => `must be ${alternatives(options as unknown[])}`,
  invalid_format: ({ format }) => `must be ${format}`,
  too_small: ({ minimum, origin, exact }) =>
    UNITS[origin] && minimum === 1
      ? 'must not be empty'
      : length(exact ? 'exactly' : 'at least', minimum, origin),
  too_big: ({ maximum, origin, exact }) => length(exact ? 'exactly' : 'at most', maximum, origin),
  unrecognized_keys: ({ keys, inst }) => {
    const known = Object.keys((inst as z.ZodMiniObject)._zod.def.shape)
    return keys.map((key) => unknownProperty(key, known)).join('\n')
  },
}

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
}
const UNITS: Record<string, string> = {
  string: ' characters long',
  array: ' entries long',
}

function length(comparison: string, size: number | bigint, origin: string): string {
  return `must be ${comparison} ${size}${UNITS[origin] ?? ''}`
}

function alternatives(values: readonly unknown[]): string {
  return values.join(', ').replace(/, (?=[^,]*$)/, ' or ')
}

/** Names the property in one line, and the one that was probably meant. */
function unknownProperty(key: string, known: string[]): string {
  const meant = nearestWord(key, known)
  const name = key.replace(/[^\w.-]/g, '?').slice(0, 40)
  return `\`${name}\` is not a property here${meant ? `; did you mean \`${meant}\`?` : ''}`
}
