import { type NamedSchema, requestSchema, responseSchema } from '../describe/schemas.ts'
import { metadataOf, resourceMetadataOf } from './metadata.ts'
import { JWT_BEARER } from './parameters.ts'
import {
  ActiveToken,
  InactiveToken,
  Introspection,
  JsonToken,
  Metadata,
  OAuthFailure,
  ResourceMetadata,
  Revoked,
  Token,
} from './responses.ts'
import { JsonTokenRequest, TokenQuery, TokenRequest } from './schemas.ts'

/** An issuer without a path, so that its metadata is at the usual paths. */
export const EXAMPLE_ISSUER = 'https://latchkey.example.com'
const EXAMPLE_API = 'https://api.example.com'
const JWT = 'eyJ…'
const CLIENT_ID = '5f2f7a1e-9c3b-4d8e-a1b2-c3d4e5f60718'
const THUMBPRINT = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'
const BODY = { client_id: CLIENT_ID, client_secret: 'lks_…' }
const ASSERTION = { client_assertion_type: JWT_BEARER, client_assertion: JWT } as const
const ACTIVE = {
  active: true as const,
  scope: 'idn:app-roles:read',
  roles: [],
  token_type: 'Bearer' as const,
  iss: EXAMPLE_ISSUER,
  aud: EXAMPLE_ISSUER,
  sub: '019b7a3e-1b2c-7d3e-8f40-5a6b7c8d9e0f',
  client_id: CLIENT_ID,
  iat: 1_769_913_600,
  exp: 1_769_914_500,
  jti: '0c1d2e3f-4a5b-4c6d-8e7f-90a1b2c3d4e5',
}

const client = {
  client_id: 'The client ID, unless it is in the Authorization header.',
  client_secret: 'The secret, unless it is in the Authorization header.',
  client_assertion: 'Instead of a secret: a JWT signed by one of the application’s keys, RFC 7523.',
  client_assertion_type: 'The type of the assertion.',
}
const requestedScope =
  'The scopes to grant, space-separated. Default: all that the application and its owner have.'
const resource =
  'The audiences that the token is for, RFC 8707. Default: the default audience, and this service if the application may manage applications or has an `idn:` scope.'
const tokenType = '`DPoP` if the token is bound to a key.'
const grantedScope = 'The granted scopes, space-separated; absent if there are none.'
const active = {
  active: 'Whether the token is active.',
  scope: 'The scopes that the token grants now, space-separated; absent if there are none.',
  roles: 'The roles that the token grants now.',
  token_type: tokenType,
  cnf: 'The thumbprint of the key that the token is bound to: RFC 9449 section 6.2.',
  iss: 'The issuer.',
  aud: 'The audience, or a list of audiences.',
  sub: 'The owner of the application.',
  client_id: 'The application.',
  iat: 'The time of issue, in seconds since 1970.',
  exp: 'The time of expiry, in seconds since 1970.',
  jti: 'The ID of the token.',
}
const methods = 'The supported methods of client authentication.'
const assertionAlgorithms = 'The algorithms that may sign client assertions.'

/** The schemas of the authorization server, as the document describes them. */
export const OAUTH_SCHEMAS: NamedSchema[] = [
  requestSchema('TokenRequest', {
    schema: TokenRequest,
    description:
      'RFC 6749 section 4.4.2. The client authenticates by exactly one method; with HTTP Basic the body has no credentials.',
    properties: {
      grant_type: 'The grant, unless it is in the query.',
      ...client,
      scope: requestedScope,
      resource,
    },
    examples: [
      { grant_type: 'client_credentials' },
      { grant_type: 'client_credentials', ...BODY, scope: 'idn:app-roles:read' },
      { grant_type: 'client_credentials', ...ASSERTION, resource: EXAMPLE_API },
    ],
  }),
  requestSchema('TokenQuery', {
    schema: TokenQuery,
    description: 'A token to introspect or revoke: RFC 7662 section 2.1, RFC 7009 section 2.1.',
    properties: { token: 'The token.', ...client },
    examples: [{ token: JWT }, { token: JWT, ...BODY }, { token: JWT, ...ASSERTION }],
  }),
  requestSchema('JsonTokenRequest', {
    schema: JsonTokenRequest,
    description:
      'Property names are case-insensitive. `appId` and `appSecret` are older names of the client ID and the secret.',
    properties: {
      grantType: 'The grant. `app_token` is an older name of `client_credentials`.',
      clientId: 'The client ID.',
      clientSecret: 'The secret.',
      scope: requestedScope,
      resource,
    },
    examples: [{ grantType: 'client_credentials', clientId: CLIENT_ID, clientSecret: 'lks_…' }],
  }),
  responseSchema('Token', {
    schema: Token,
    description: 'An access token, RFC 6749 section 5.1.',
    properties: {
      access_token: 'A JWT, RFC 9068.',
      token_type: tokenType,
      expires_in: 'The lifetime in seconds.',
      scope: grantedScope,
    },
    examples: [{ access_token: JWT, token_type: 'Bearer', expires_in: 900, scope: ACTIVE.scope }],
  }),
  responseSchema('JsonToken', {
    schema: JsonToken,
    description: 'An access token.',
    properties: { accessToken: 'A JWT, RFC 9068.', expiresIn: 'The lifetime in seconds.' },
    examples: [{ accessToken: JWT, expiresIn: 900 }],
  }),
  responseSchema('ActiveToken', {
    schema: ActiveToken,
    description: 'An active token.',
    properties: active,
    examples: [ACTIVE, { ...ACTIVE, token_type: 'DPoP', cnf: { jkt: THUMBPRINT } }],
  }),
  responseSchema('InactiveToken', {
    schema: InactiveToken,
    description: 'A token that is expired, revoked or void, or that we did not issue.',
    properties: { active: active.active },
    examples: [{ active: false }],
  }),
  responseSchema('Introspection', {
    schema: Introspection,
    description: 'The result of an introspection, RFC 7662 section 2.2.',
    properties: active,
    examples: [ACTIVE, { active: false }],
  }),
  responseSchema('Revoked', {
    schema: Revoked,
    description: 'An empty object, for clients that cannot read an empty response.',
    properties: {},
    examples: [{}],
  }),
  responseSchema('Metadata', {
    schema: Metadata,
    description: 'The metadata of the authorization server, RFC 8414 section 2.',
    properties: {
      issuer: 'The `iss` of its tokens.',
      token_endpoint: 'The token endpoint.',
      introspection_endpoint: 'The introspection endpoint.',
      revocation_endpoint: 'The revocation endpoint.',
      jwks_uri: 'The URL of its public keys.',
      response_types_supported: 'Empty: the server has no authorization endpoint.',
      subject_types_supported: 'The `sub` of a token is the same for every client.',
      id_token_signing_alg_values_supported:
        'The algorithms of access tokens, which libraries look up here. The server issues no ID tokens.',
      grant_types_supported: 'The supported grants.',
      token_endpoint_auth_methods_supported: methods,
      token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      introspection_endpoint_auth_methods_supported: methods,
      introspection_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      revocation_endpoint_auth_methods_supported: methods,
      revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      dpop_signing_alg_values_supported: 'The algorithms that may sign DPoP proofs.',
      protected_resources: 'The audiences that `resource` can name, RFC 9728 section 4.',
    },
    examples: [metadataOf({ issuer: EXAMPLE_ISSUER, audiences: [EXAMPLE_API] })],
  }),
  responseSchema('ResourceMetadata', {
    schema: ResourceMetadata,
    description: 'The metadata of this API as a protected resource, RFC 9728 section 2.',
    properties: {
      resource: 'The audience of tokens for this API.',
      authorization_servers: 'The issuers whose tokens are accepted.',
      scopes_supported: 'The scopes of the inventory.',
      bearer_methods_supported: 'The places of a token in a request.',
      dpop_signing_alg_values_supported: 'The algorithms that may sign DPoP proofs.',
      resource_name: 'The name of the API.',
      resource_documentation: 'The API reference.',
    },
    examples: [resourceMetadataOf(EXAMPLE_ISSUER, ['https://login.example.com'])],
  }),
  responseSchema('OAuthFailure', {
    schema: OAuthFailure,
    description:
      'An error of RFC 6749 section 5.2, RFC 8707 section 2, RFC 6750 section 3.1 or RFC 9449 section 12.2.',
    properties: { error: 'The error code.', error_description: 'The error in an English sentence.' },
    examples: [{ error: 'invalid_client', error_description: 'The client ID or secret is wrong.' }],
  }),
]
