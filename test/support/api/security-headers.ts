/** The policy of a service with an https issuer: RFC 6797 section 6.1. */
export const HTTPS_ONLY = 'max-age=31536000; includeSubDomains'

/** The headers that browsers need on every response, except pages, whose content security policy is wider. */
export const SECURITY_HEADERS = {
  'strict-transport-security': HTTPS_ONLY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

/** Returns the security headers of a response. One that is missing is undefined. */
export function securityHeaders(headers: Headers): Record<string, string | undefined> {
  const names = Object.keys(SECURITY_HEADERS)
  return Object.fromEntries(names.map((name) => [name, headers.get(name) ?? undefined]))
}
