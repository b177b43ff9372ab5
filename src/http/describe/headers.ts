/** A response header. It is required where every response that may have it has it. */
type Header = { field: string; description: string; required: boolean; schema: object }

const text = (example: string, rules: object = {}) => ({ type: 'string', examples: [example], ...rules })

/** The response headers that the document describes. */
export const HEADERS = {
  requestId: {
    field: 'X-Request-Id',
    description: 'The ID of this request, also in the log line. Quote it when you ask for help.',
    required: true,
    schema: text('9f1c2e5b7a3d4c6e8f0a1b2c3d4e5f60', { pattern: '^[0-9a-f]{32}$' }),
  },
  notStored: {
    field: 'Cache-Control',
    description: 'No cache may store the response.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
  },
  stored: {
    field: 'Cache-Control',
    description: 'The number of seconds that any cache may store the response.',
    required: true,
    schema: text('public, max-age=300', { pattern: '^public, max-age=\\d+$' }),
  },
  revalidated: {
    field: 'Cache-Control',
    description: 'A cache must revalidate the response before it reuses it.',
    required: true,
    schema: { type: 'string', const: 'no-cache' },
  },
  tag: {
    field: 'ETag',
    description:
      'The version of the response. Sent as `If-None-Match`, it gets 304 until the response changes.',
    required: true,
    schema: text('W/"0f2c"'),
  },
  vary: {
    field: 'Vary',
    description: 'The response depends on the requested language.',
    required: true,
    schema: text('Accept-Language', { pattern: '(^|, *)Accept-Language(,|$)' }),
  },
  rateLimit: {
    field: 'RateLimit',
    description:
      'The state of each limit of the request: `r` requests remain, and the limit is full again in `t` seconds. `r` is missing while the number is unknown.',
    required: false,
    schema: text('"api";r=99;t=1'),
  },
  rateLimitPolicy: {
    field: 'RateLimit-Policy',
    description:
      'The policy of each limit of the request: `q` requests at once, refilled within `w` seconds.',
    required: false,
    schema: text('"api";q=100;w=10'),
  },
  retryAfter: {
    field: 'Retry-After',
    description: 'The number of seconds to wait before a retry.',
    required: true,
    schema: { type: 'integer', minimum: 1, examples: [30] },
  },
  challenge: {
    field: 'WWW-Authenticate',
    description:
      'The scheme to authenticate with, and the error: RFC 6750 section 3, RFC 9449 section 7.1, RFC 7617.',
    required: true,
    schema: text('Bearer realm="latchkey", error="invalid_token", error_description="…"'),
  },
  nonce: {
    field: 'DPoP-Nonce',
    description: 'The nonce that the next DPoP proof must contain: RFC 9449 section 8.',
    required: false,
    schema: text('AZqPTlVYAAAxYmM0'),
  },
  allow: {
    field: 'Allow',
    description: 'The methods that this path supports.',
    required: true,
    schema: text('DELETE, GET, HEAD'),
  },
  totalCount: {
    field: 'X-Total-Count',
    description:
      'The total number of matching records, regardless of `limit` and `offset`. Sent with `count=true` only.',
    required: false,
    schema: { type: 'integer', minimum: 0, examples: [42] },
  },
  acceptEncoding: {
    field: 'Accept-Encoding',
    description: 'The encoding of bodies that is accepted: RFC 9110 section 12.5.3.',
    required: false,
    schema: { type: 'string', const: 'identity' },
  },
  filterPosition: {
    field: 'X-Filter-Position',
    description:
      'The position of the mistake in `filters`, in characters from 0. Sent for an invalid filter only.',
    required: false,
    schema: { type: 'integer', minimum: 0, examples: [14] },
  },
  allowedOrigin: {
    field: 'Access-Control-Allow-Origin',
    description: 'The origin of the page that may read the response, if the settings allow it.',
    required: false,
    schema: text('https://app.example.com'),
  },
  exposedHeaders: {
    field: 'Access-Control-Expose-Headers',
    description: 'The headers that such a page may read.',
    required: false,
    schema: text('RateLimit, X-Request-Id'),
  },
  anyOrigin: {
    field: 'Access-Control-Allow-Origin',
    description: 'Pages of any origin may read the response.',
    required: false,
    schema: { type: 'string', const: '*' },
  },
} satisfies Record<string, Header>

export type HeaderName = keyof typeof HEADERS
