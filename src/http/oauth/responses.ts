import * as z from 'zod/mini'

const text = z.string()

/** The response of the first edition. */
export const JsonToken = z.strictObject({ accessToken: text, expiresIn: z.int() })
export type JsonToken = z.infer<typeof JsonToken>

const tokenType = z.enum(['Bearer', 'DPoP'])

/** The response of RFC 6749 section 5.1. */
export const Token = z.strictObject({
  access_token: text,
  token_type: tokenType,
  expires_in: z.int(),
  scope: z.optional(text),
})
export type Token = z.infer<typeof Token>

/** The introspection of an active token, RFC 7662 section 2.2. `cnf` is RFC 9449 section 6.2. */
export const ActiveToken = z.strictObject({
  active: z.literal(true),
  scope: z.optional(text),
  roles: z.array(text),
  token_type: tokenType,
  cnf: z.optional(z.strictObject({ jkt: text })),
  iss: text,
  aud: z.union([text, z.array(text)]),
  sub: text,
  client_id: text,
  iat: z.int(),
  exp: z.int(),
  jti: text,
})
export type ActiveToken = z.infer<typeof ActiveToken>

export const InactiveToken = z.strictObject({ active: z.literal(false) })
export type InactiveToken = z.infer<typeof InactiveToken>

export const Introspection = z.union([ActiveToken, InactiveToken])

/** The response of RFC 7009 section 2.2. */
export const Revoked = z.strictObject({})

const url = z.url()
const texts = z.array(text)

/** The metadata of RFC 8414 section 2, and of RFC 9728 section 4. */
export const Metadata = z.strictObject({
  issuer: url,
  token_endpoint: url,
  introspection_endpoint: url,
  revocation_endpoint: url,
  jwks_uri: url,
  response_types_supported: texts,
  subject_types_supported: texts,
  id_token_signing_alg_values_supported: texts,
  grant_types_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  token_endpoint_auth_signing_alg_values_supported: texts,
  introspection_endpoint_auth_methods_supported: texts,
  introspection_endpoint_auth_signing_alg_values_supported: texts,
  revocation_endpoint_auth_methods_supported: texts,
  revocation_endpoint_auth_signing_alg_values_supported: texts,
  dpop_signing_alg_values_supported: texts,
  protected_resources: texts,
})
export type Metadata = z.infer<typeof Metadata>

/** The metadata of RFC 9728 section 2. */
export const ResourceMetadata = z.strictObject({
  resource: url,
  authorization_servers: texts,
  scopes_supported: texts,
  bearer_methods_supported: texts,
  dpop_signing_alg_values_supported: texts,
  resource_name: text,
  resource_documentation: url,
})
export type ResourceMetadata = z.infer<typeof ResourceMetadata>

/** An error of RFC 6749 section 5.2, RFC 8707 section 2, RFC 6750 section 3.1 or RFC 9449 section 12.2. */
export const OAuthFailure = z.strictObject({
  error: z.enum([
    'invalid_request',
    'invalid_client',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'invalid_token',
    'insufficient_scope',
    'invalid_dpop_proof',
    'use_dpop_nonce',
  ]),
  error_description: text,
})
export type OAuthFailure = z.infer<typeof OAuthFailure>
