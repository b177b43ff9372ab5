import type { IssuedToken } from '../../domain/exchange.ts'
import type { IntrospectedToken } from '../../domain/introspection.ts'
import type { ActiveToken, InactiveToken, JsonToken, Token } from './responses.ts'

/** Returns the response of RFC 6749 section 5.1. An empty scope cannot be written and is left out. */
export function toTokenResponse({ accessToken, type, expiresInSeconds, scope }: IssuedToken): Token {
  const granted = scope ? { scope } : {}
  return { access_token: accessToken, token_type: type, expires_in: expiresInSeconds, ...granted }
}

/** Returns the response of the first edition. */
export function toJsonTokenResponse({ accessToken, expiresInSeconds }: IssuedToken): JsonToken {
  return { accessToken, expiresIn: expiresInSeconds }
}

/** Returns the response of RFC 7662 section 2.2. `scope` and `roles` are what the token grants now. */
export function toIntrospectionResponse(found: IntrospectedToken | undefined): ActiveToken | InactiveToken {
  if (!found) return { active: false }
  const { token, rights } = found
  const { iss, aud, sub, client_id, iat, exp, jti, cnf } = token.payload
  const granted = rights.scopes.length > 0 ? { scope: rights.scopes.join(' ') } : {}
  const bound = cnf ? ({ token_type: 'DPoP', cnf } as const) : ({ token_type: 'Bearer' } as const)
  return { active: true, ...granted, roles: rights.roles, ...bound, iss, aud, sub, client_id, iat, exp, jti }
}
