/** What the document says of the whole service. */
export function info(version: string) {
  return {
    title: 'Latchkey',
    summary: 'Credentials for the programs of an API platform’s users, at the edge.',
    description: DESCRIPTION,
    version,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  }
}

const DESCRIPTION = `A user makes an *application*: a client id and a secret, shown once. Its program exchanges the secret, or an
assertion of a key, for a short-lived token and calls APIs with the user's rights, never more.

**Two wire formats**, each with its own errors: *user applications*, under two names of the same objects, and *user apps*,
the inventory, at the bases that the vendor's clients use. The token endpoints speak OAuth 2.0.

**Errors** say what is wrong and how to mend it, in the language of \`Accept-Language\`; those of OAuth in English. A path
that is not here answers 404, another method 405 with \`Allow\`.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` tell how they stand; a refused request gets 429 with \`Retry-After\`.`

/** What the operations are about, in the order of a tour; the inventory's bases follow from {@link tags}. */
const TAGS: Record<string, string> = {
  'User applications': 'What users do with their own applications.',
  'Access keys': 'The same objects by their newer name.',
  Tokens: 'What programs do with their credentials, and resource servers with tokens.',
  Inventory: 'What every identity holds.',
  Caller: 'Who calls, and where people sign in.',
  Administration: 'What administrators do with everyone’s.',
  Metadata: 'What anyone may know of the authorization server.',
  Health: 'Whether the service lives, and whether it can work.',
}

/** The tags of these operations: the named ones first, and then the same inventory at its other bases. */
export function tags(operations: { tag: string }[]) {
  const used = new Set([...Object.keys(TAGS), ...operations.map(({ tag }) => tag)])
  return [...used].map((name) => ({
    name,
    description: TAGS[name] ?? 'The inventory, where another edition of the vendor’s clients looks for it.',
  }))
}
