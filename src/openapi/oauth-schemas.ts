import { metadataOf } from '../http/oauth/metadata.ts'
import {
  ActiveToken,
  FirstToken,
  InactiveToken,
  Introspection,
  Metadata,
  Token,
} from '../http/oauth/responses.ts'
import { type NamedSchema, responseSchema } from './named.ts'

const ISSUER = 'https://latchkey.example.com'
const JWT = 'eyJ…'
const THUMBPRINT = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'

const ACTIVE = {
  active: true as const,
  scope: 'idn:app-roles:read',
  roles: [],
  token_type: 'Bearer' as const,
  iss: ISSUER,
  aud: ISSUER,
  sub: '019b7a3e-1b2c-7d3e-8f40-5a6b7c8d9e0f',
  client_id: '5f2f7a1e-9c3b-4d8e-a1b2-c3d4e5f60718',
  iat: 1_769_913_600,
  exp: 1_769_914_500,
  jti: '0c1d2e3f-4a5b-4c6d-8e7f-90a1b2c3d4e5',
}

const active = {
  active: 'Whether the token stands.',
  scope: 'The scopes that it grants now, with blanks between; absent where there is none.',
  roles: 'The roles that it grants now.',
  token_type: '`DPoP` where it is bound to a key.',
  cnf: 'The key that it is bound to, by its thumbprint: RFC 9449 section 6.2.',
  iss: 'Who issued it.',
  aud: 'Whom it is for.',
  sub: 'The owner of the application.',
  client_id: 'The application.',
  iat: 'When it was issued, in seconds since 1970.',
  exp: 'When it expires, in seconds since 1970.',
  jti: 'Its id.',
}

export const OAUTH_SCHEMAS: NamedSchema[] = [
  responseSchema('Token', {
    schema: Token,
    description: 'An access token, RFC 6749 section 5.1.',
    properties: {
      access_token: 'A JWT, RFC 9068.',
      token_type: '`DPoP` where it is bound to a key.',
      expires_in: 'How many seconds it lives.',
      scope: 'The scopes that it grants, with blanks between; absent where there is none.',
    },
    examples: [{ access_token: JWT, token_type: 'Bearer', expires_in: 900, scope: ACTIVE.scope }],
  }),
  responseSchema('FirstToken', {
    schema: FirstToken,
    description: 'An access token.',
    properties: { accessToken: 'A JWT, RFC 9068.', expiresIn: 'How many seconds it lives.' },
    examples: [{ accessToken: JWT, expiresIn: 900 }],
  }),
  responseSchema('ActiveToken', {
    schema: ActiveToken,
    description: 'A token that stands.',
    properties: active,
    examples: [ACTIVE, { ...ACTIVE, token_type: 'DPoP', cnf: { jkt: THUMBPRINT } }],
  }),
  responseSchema('InactiveToken', {
    schema: InactiveToken,
    description: 'A token that does not stand, or is none of ours.',
    properties: { active: active.active },
    examples: [{ active: false }],
  }),
  responseSchema('Introspection', {
    schema: Introspection,
    description: 'What a token grants now, RFC 7662 section 2.2.',
    properties: active,
    examples: [ACTIVE, { active: false }],
  }),
  responseSchema('Metadata', {
    schema: Metadata,
    description: 'The authorization server, RFC 8414 section 2.',
    properties: {
      issuer: 'The `iss` of its tokens.',
      token_endpoint: 'Where clients get tokens.',
      introspection_endpoint: 'Where tokens are asked about.',
      revocation_endpoint: 'Where tokens are ended.',
      jwks_uri: 'Where its public keys are.',
      response_types_supported: 'None: there is no authorization endpoint.',
      grant_types_supported: 'What a token is granted for.',
      token_endpoint_auth_methods_supported: 'How clients authenticate to get tokens.',
      token_endpoint_auth_signing_alg_values_supported: 'What their assertions may be signed with there.',
      introspection_endpoint_auth_methods_supported: 'How whoever asks about tokens authenticates.',
      introspection_endpoint_auth_signing_alg_values_supported:
        'What their assertions may be signed with there.',
      revocation_endpoint_auth_methods_supported: 'How clients authenticate to end tokens.',
      revocation_endpoint_auth_signing_alg_values_supported:
        'What their assertions may be signed with there.',
      dpop_signing_alg_values_supported: 'What DPoP proofs may be signed with.',
    },
    examples: [metadataOf(ISSUER)],
  }),
]
