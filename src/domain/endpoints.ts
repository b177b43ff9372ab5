/** Where the parts of the authorization server are, at the root of the issuer's origin. */
export const ENDPOINTS = {
  token: '/oauth/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  keys: '/.well-known/jwks.json',
} as const

/** The address of one, by the setting and never by the request. */
export function endpointUrl(issuer: string, endpoint: keyof typeof ENDPOINTS): string {
  return new URL(issuer).origin + ENDPOINTS[endpoint]
}
