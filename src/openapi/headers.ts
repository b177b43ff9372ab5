/** A header of answers: the field, what it says, and whether every answer that may have it has it. */
type Header = { field: string; description: string; required: boolean; schema: object }

const text = (example: string, rules: object = {}) => ({ type: 'string', examples: [example], ...rules })

export const HEADERS = {
  requestId: {
    field: 'X-Request-Id',
    description: 'The id of this request. The log line has it too, so name it when you ask for help.',
    required: true,
    schema: text('9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60', { pattern: '^[0-9a-f]{32}$' }),
  },
  notStored: {
    field: 'Cache-Control',
    description: 'No cache keeps the answer.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
  },
  stored: {
    field: 'Cache-Control',
    description: 'How many seconds any cache may keep the answer.',
    required: true,
    schema: text('public, max-age=300', { pattern: '^public, max-age=\\d+$' }),
  },
  revalidated: {
    field: 'Cache-Control',
    description: 'A cache asks whether the answer has changed before it gives it again.',
    required: true,
    schema: { type: 'string', const: 'no-cache' },
  },
  tag: {
    field: 'ETag',
    description:
      'Names this version of the answer: sent as `If-None-Match`, it gets 304 while nothing has changed.',
    required: true,
    schema: text('W/"0f2c"'),
  },
  vary: {
    field: 'Vary',
    description: 'The answer is told in the language that was asked for.',
    required: true,
    schema: text('Accept-Language', { pattern: '(^|, *)Accept-Language(,|$)' }),
  },
  rateLimit: {
    field: 'RateLimit',
    description:
      'How each limit that was met stands: `r` requests are left, and after `t` seconds all of them are.',
    required: false,
    schema: text('"api";r=99;t=1'),
  },
  rateLimitPolicy: {
    field: 'RateLimit-Policy',
    description: 'What each limit that was met grants: `q` requests at once, refilled within `w` seconds.',
    required: false,
    schema: text('"api";q=100;w=10'),
  },
  retryAfter: {
    field: 'Retry-After',
    description: 'How many seconds to wait before the request is sent again.',
    required: true,
    schema: { type: 'integer', minimum: 1, examples: [30] },
  },
  challenge: {
    field: 'WWW-Authenticate',
    description:
      'How to authenticate, and what was wrong: RFC 6750 section 3, RFC 9449 section 7.1, RFC 7617.',
    required: true,
    schema: text('Bearer realm="latchkey", error="invalid_token", error_description="…"'),
  },
  nonce: {
    field: 'DPoP-Nonce',
    description: 'The nonce that the next DPoP proof must hold: RFC 9449 section 8.',
    required: false,
    schema: text('AZqPTlVYAAAxYmM0'),
  },
  allow: {
    field: 'Allow',
    description: 'The methods that are allowed here.',
    required: true,
    schema: text('DELETE, GET, HEAD'),
  },
  totalCount: {
    field: 'X-Total-Count',
    description: 'How many records match in all, regardless of `limit` and `offset`: with `count=true` only.',
    required: false,
    schema: { type: 'integer', minimum: 0, examples: [42] },
  },
  filterPosition: {
    field: 'X-Filter-Position',
    description: 'Where in `filters` the mistake is, in characters from 0: with a filter that is wrong only.',
    required: false,
    schema: { type: 'integer', minimum: 0, examples: [14] },
  },
  anyOrigin: {
    field: 'Access-Control-Allow-Origin',
    description: 'Pages of any origin may read the answer.',
    required: false,
    schema: { type: 'string', const: '*' },
  },
} satisfies Record<string, Header>

export type HeaderName = keyof typeof HEADERS

/** Those of one answer, by their fields. */
export function headerReferences(names: HeaderName[]): Record<string, object> {
  return Object.fromEntries(
    names.map((name) => [HEADERS[name].field, { $ref: `#/components/headers/${name}` }]),
  )
}

/** All of them, as components of the document. */
export function headerComponents(): Record<string, object> {
  const entries = Object.entries(HEADERS).map(([name, { description, required, schema }]) => {
    return [name, { description, required, schema }]
  })
  return Object.fromEntries(entries)
}
