import { Refusal, type RefusalCode } from '../../domain/refusal.ts'
import { KeySet } from '../application-keys/responses.ts'
import { type Description, JSON_OBJECT_REFUSALS, type Operation } from '../describe/operation.ts'
import { headerParameter, queryParameter } from '../describe/parameters.ts'
import { metadataPaths, PATHS, resourceMetadataPath } from '../paths.ts'
import { EXAMPLE_ISSUER, OAUTH_SCHEMAS } from './described-schemas.ts'
import { Introspection, JsonToken, Metadata, ResourceMetadata, Revoked, Token } from './responses.ts'
import { JsonTokenRequest, TokenQuery, TokenRequest } from './schemas.ts'

const FORM = ['application/x-www-form-urlencoded', 'multipart/form-data']
const FORM_REFUSALS: RefusalCode[] = [
  'body_type_unsupported',
  'body_not_form',
  'parameter_in_query',
  'parameter_repeated',
  'parameter_not_text',
]
const TOKEN_QUERY_REFUSALS = [...FORM_REFUSALS, new Refusal('parameter_missing', { parameter: 'token' })]

const proof = headerParameter(
  'boundBy',
  'DPoP',
  'Binds the token to the key that signed this proof: RFC 9449 section 5.',
)

const grantType = queryParameter(
  'grant_type',
  'The grant, if it is absent from the body. The query may have other parameters, but none of the client and the token.',
  { type: 'string', enum: ['client_credentials'] },
)

export const description: Description = {
  tags: [
    { name: 'Tokens', description: 'Token exchange for programs, introspection and revocation.' },
    { name: 'Metadata', description: 'Public data of the authorization server.' },
  ],
  operations: [
    exchangeOperation(PATHS.token, 'exchangeCredentials'),
    exchangeOperation(PATHS.formToken, 'exchangeCredentialsV2'),
    {
      method: 'post',
      path: PATHS.jsonToken,
      id: 'exchangeCredentialsV1',
      tag: 'Tokens',
      summary: 'Exchange a secret for a token, in JSON',
      access: 'client in body',
      body: { types: ['application/json'], schema: JsonTokenRequest },
      responses: { 200: { description: 'A token.', schema: JsonToken } },
      refuses: [
        ...JSON_OBJECT_REFUSALS,
        'parameter_in_query',
        'parameter_repeated',
        'parameter_not_text',
        new Refusal('parameter_missing', { parameter: 'grantType' }),
        'grant_type_unsupported',
        'scope_invalid',
        'resource_unknown',
      ],
    },
    {
      method: 'post',
      path: PATHS.introspection,
      id: 'introspectToken',
      tag: 'Tokens',
      summary: 'Introspect a token',
      description:
        'RFC 7662. Any client may introspect any of our tokens; an administrator may with their own token.',
      access: 'client or administrator',
      body: { types: FORM, schema: TokenQuery },
      responses: {
        200: {
          description: 'The rights that the token grants now, or `active: false`.',
          schema: Introspection,
        },
      },
      refuses: TOKEN_QUERY_REFUSALS,
    },
    {
      method: 'post',
      path: PATHS.revocation,
      id: 'revokeToken',
      tag: 'Tokens',
      summary: 'Revoke a token',
      description: 'RFC 7009. Revokes a token of the client. An unknown or expired token is no error.',
      access: 'client',
      body: { types: FORM, schema: TokenQuery },
      responses: { 200: { description: 'Revoked, if it was a token of the client.', schema: Revoked } },
      refuses: [...TOKEN_QUERY_REFUSALS, 'token_foreign'],
    },
    ...metadataPaths(EXAMPLE_ISSUER).map(metadataOperation),
    {
      method: 'get',
      path: resourceMetadataPath(EXAMPLE_ISSUER),
      id: 'getResourceMetadata',
      tag: 'Metadata',
      summary: 'Read the metadata of this API',
      description: 'RFC 9728. Challenges name this path. If the issuer has a path, it is part of this path.',
      access: 'anyone',
      headers: ['anyOrigin'],
      responses: {
        200: {
          description: 'The issuers and what else the API accepts.',
          schema: ResourceMetadata,
          headers: ['stored'],
        },
      },
      refuses: ['unavailable'],
    },
    {
      method: 'get',
      path: PATHS.keys,
      id: 'getKeys',
      tag: 'Metadata',
      summary: 'Read the public keys of our tokens',
      description: 'For resource servers that verify our tokens offline.',
      access: 'anyone',
      headers: ['anyOrigin'],
      responses: { 200: { description: 'The keys.', schema: KeySet, headers: ['stored'] } },
      refuses: ['unavailable'],
    },
  ],
  schemas: OAUTH_SCHEMAS,
}

function exchangeOperation(path: string, id: string): Operation {
  return {
    method: 'post',
    path,
    id,
    tag: 'Tokens',
    summary: 'Exchange credentials for a token',
    description:
      'RFC 6749 section 4.4, by HTTP Basic, by a secret in the body, or by a client assertion (RFC 7523).',
    access: 'client',
    parameters: [grantType, proof],
    body: { types: FORM, schema: TokenRequest },
    responses: {
      200: { description: 'A token. With a proof, it is bound to the key of the proof.', schema: Token },
    },
    refuses: [
      ...FORM_REFUSALS,
      'parameter_missing',
      'grant_type_unsupported',
      'scope_invalid',
      'resource_unknown',
      'proof_invalid',
      'proof_nonce_required',
    ],
  }
}

function metadataOperation(path: string): Operation {
  return {
    method: 'get',
    path,
    id: path.endsWith('openid-configuration') ? 'getOpenIdConfiguration' : 'getMetadata',
    tag: 'Metadata',
    summary: 'Read the metadata of the authorization server',
    description:
      'RFC 8414. If the issuer has a path, it is part of this path, as RFC 8414 and OpenID Connect Discovery say.',
    access: 'anyone',
    headers: ['anyOrigin'],
    responses: {
      200: { description: 'The endpoints and what they support.', schema: Metadata, headers: ['stored'] },
    },
    refuses: ['unavailable'],
  }
}
