import type { Access } from '../http/describe/operation.ts'

/** The ways to authenticate. OpenAPI has no scheme for a client's credentials in the body. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token of a trusted issuer, or one of ours: RFC 6750 section 2.1. It needs the named scope or role.',
  },
  dpop: {
    type: 'http',
    scheme: 'dpop',
    bearerFormat: 'JWT',
    description: 'A token that is bound to a key, with a proof of that key in the header `DPoP`: RFC 9449.',
  },
  client: {
    type: 'http',
    scheme: 'basic',
    description:
      'The client ID and the secret, each form-encoded: RFC 6749 section 2.3.1. Alternatively both in the body (`client_secret`), or an assertion signed by one of the application’s keys (`client_assertion`, `private_key_jwt`). Use exactly one method.',
  },
}

/** Returns the security requirements of an operation. Each is sufficient. */
export function requirements(access: Access): Record<string, string[]>[] {
  if (access === 'anyone' || access === 'client in body') return []
  if (access === 'client') return [{ client: [] }, {}]
  if (access === 'client or administrator')
    return [...requirements('client'), ...bearerRequirements(['admin'])]
  return bearerRequirements(access.bearer)
}

/** Returns a requirement for each right, any of which is sufficient. */
function bearerRequirements(rights: string[]): Record<string, string[]>[] {
  const alternatives = rights.length > 0 ? rights.map((right) => [right]) : [[]]
  return alternatives.flatMap((required) => [{ bearer: required }, { dpop: required }])
}
