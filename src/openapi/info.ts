import type { Tag } from '../http/describe/operation.ts'

/** Returns what the document says about the whole service. */
export function info(version: string) {
  return {
    title: 'Latchkey',
    summary: 'Credentials for the programs of an API platform’s users, at the edge.',
    description: DESCRIPTION,
    version,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  }
}

const DESCRIPTION = `A user creates an *application*: a client ID and a secret, shown only once. Its program exchanges the secret, or an
assertion signed by a key, for a short-lived token and calls APIs with the user's rights, never more.

**Two wire formats**, each with its own errors: *user applications*, under two names of the same objects, and *user apps*,
the inventory, at the base paths of the vendor's clients. The token endpoints speak OAuth 2.0.

**Errors** say what is wrong and how to fix it, in the language of \`Accept-Language\`; those of OAuth are in English. An unknown
path gets 404, an unsupported method 405 with \`Allow\`.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` report the state of each limit; a refused request gets 429 with \`Retry-After\`.`

/** The order of a tour. Tags that are not listed follow. */
const ORDER = [
  'User applications',
  'Access keys',
  'Tokens',
  'Inventory',
  'Caller',
  'Administration',
  'Metadata',
  'Health',
]

/** Sorts the tags into the order of a tour. */
export function inTourOrder(tags: Tag[]): Tag[] {
  const rank = ({ name }: Tag) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length)
  return tags.toSorted((a, b) => rank(a) - rank(b))
}
