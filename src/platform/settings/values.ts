import * as z from 'zod/mini'
import { isSecureUrl } from '../../domain/discovery.ts'

/** Reads the text of a setting. An environment has only text, `wrangler.toml` can have the value itself. */
type Read = (text: string, context: z.core.ParsePayload) => unknown

function fromText<Schema extends z.ZodMiniType>(read: Read, schema: Schema) {
  const value = z.transform((given: unknown, context) =>
    typeof given === 'string' ? read(given.trim(), context) : given,
  )
  return z.pipe(value, schema)
}

/** Returns the schema of a setting that is JSON text or the value itself. */
export function json<Schema extends z.ZodMiniType>(schema: Schema) {
  return fromText((text, { issues }) => {
    try {
      return JSON.parse(text)
    } catch {
      issues.push({ code: 'custom', input: '', message: 'is not valid JSON' })
      return z.NEVER
    }
  }, schema)
}

export const between = (min: number, max: number) => [z.minimum(min), z.maximum(max)] as const

/** Returns the schema of a whole number, as text or itself. */
export function wholeNumberBetween(min: number, max: number) {
  const read: Read = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
  return fromText(read, z.int().check(...between(min, max)))
}

/** Returns the schema of a whole number with a default. */
export function wholeNumber(byDefault: number, min: number, max: number) {
  return z._default(wholeNumberBetween(min, max), byDefault)
}

/** Returns the schema of `true` or `false`, as text or itself. */
export function flag(byDefault: boolean) {
  const read: Read = (text) => text === 'true' || (text === 'false' ? false : text)
  return z._default(fromText(read, z.boolean()), byDefault)
}

export const some = z.minLength(1)
export const text = z.string().check(some)

/** Returns the check that no two entries have the same value of a property. */
export function distinct<Name extends string>(name: Name) {
  return z.refine<readonly ({ [name in Name]: unknown } | undefined)[]>(
    (entries) => new Set(entries.map((entry) => entry?.[name])).size === entries.length,
    `two entries have the same \`${name}\``,
  )
}

/**
 * A check of secret bytes in base64url, which refuses zeros and short repetitions: 43 random characters have
 * about 31 different ones.
 */
export const random = z.refine<string>(
  (text) => new Set(text).size >= 10,
  'is not random; `npm run keys` makes random keys',
)

const rule = (test: (url: string) => boolean, error: string) => z.refine<string>(test, { error, abort: true })

/** A URL to which requests stay private. URL parsers would strip or change what the first rule refuses. */
export const secureUrl = z.string().check(
  rule(
    (url) => /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(url),
    'must not contain blanks, line breaks or other characters that a URL cannot contain',
  ),
  rule(
    (url) => /^https?:\/\/[^/]/i.test(url) && isSecureUrl(url),
    'must be an https URL (http on a loopback address only)',
  ),
  rule((url) => !/^\w+:\/\/[^/?#]*@/.test(url), 'must not contain a user name or password'),
  rule(
    (url) => /^\w+:\/\/[\w.:[\]-]+([/?#]|$)/.test(url),
    'must have a host of letters, digits, dots and hyphens',
  ),
  rule((url) => !url.includes('#'), 'must not contain a fragment (#)'),
)

/** The name of an issuer: RFC 8414 section 2. */
export const issuer = secureUrl.check(rule((url) => !url.includes('?'), 'must not contain a query (?)'))
