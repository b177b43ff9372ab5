import type { Access } from './operation.ts'

/** How whoever asks proves who they are. A client's secret or assertion may stand in the body instead: no scheme can say so. */
export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token of a trusted issuer, or one of ours: RFC 6750 section 2.1. It needs the scope or the role that is named.',
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
      'The client id and the secret, each form-encoded: RFC 6749 section 2.3.1. Or both in the body (`client_secret`), or an assertion that one of the application’s keys signed (`client_assertion`, `private_key_jwt`): never two of them.',
  },
}

/** Of which each is enough by itself. */
export function requirements(access: Access): Record<string, string[]>[] {
  if (access === 'anyone' || access === 'client in body') return []
  if (access === 'client') return [{ client: [] }, {}]
  if (access === 'client or administrator') return [...requirements('client'), ...bearers(['admin'])]
  return bearers(access.bearer)
}

/** Any one of the rights, or none where none is asked. */
function bearers(rights: string[]): Record<string, string[]>[] {
  const each = rights.length > 0 ? rights.map((right) => [right]) : [[]]
  return each.flatMap((wanted) => [{ bearer: wanted }, { dpop: wanted }])
}
