import { type Audiences, allAudiences } from '../../domain/audiences.ts'
import { USER_APP_SCOPES } from '../../domain/user-apps.ts'
import { ASYMMETRIC_ALGORITHMS, TOKEN_ALGORITHMS } from '../../lib/jwk.ts'
import { PATHS, urlOf } from '../paths.ts'
import type { Metadata, ResourceMetadata } from './responses.ts'

/** The methods of client authentication: RFC 6749 section 2.3.1, RFC 7523 section 2.2. */
const CLIENT_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

/**
 * Returns the metadata of RFC 8414 section 2. `response_types_supported` is required, although no endpoint
 * has one. OpenID libraries also require the subject types and the algorithms of ID tokens: `sub` is the same
 * for every client. There are no ID tokens, but libraries of resource servers accept access tokens only if
 * their algorithm is in that list, so it has all that a signing key can have. `protected_resources`, RFC 9728
 * section 4, are the resources that a token request may name.
 */
export function metadataOf(names: Audiences): Metadata {
  const { issuer } = names
  return {
    issuer,
    token_endpoint: urlOf(issuer, PATHS.token),
    introspection_endpoint: urlOf(issuer, PATHS.introspection),
    revocation_endpoint: urlOf(issuer, PATHS.revocation),
    jwks_uri: urlOf(issuer, PATHS.keys),
    response_types_supported: [],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: TOKEN_ALGORITHMS,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: CLIENT_METHODS,
    token_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    introspection_endpoint_auth_methods_supported: [...CLIENT_METHODS, 'Bearer', 'DPoP'],
    introspection_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    revocation_endpoint_auth_methods_supported: CLIENT_METHODS,
    revocation_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    dpop_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    protected_resources: allAudiences(names),
  }
}

/**
 * Returns the metadata of our own API as a protected resource, RFC 9728 section 2. It accepts our tokens and
 * those of the trusted issuers.
 */
export function resourceMetadataOf(issuer: string, trustedIssuers: Iterable<string>): ResourceMetadata {
  return {
    resource: issuer,
    authorization_servers: [issuer, ...trustedIssuers],
    scopes_supported: USER_APP_SCOPES,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    resource_name: 'Latchkey',
    resource_documentation: urlOf(issuer, PATHS.reference),
  }
}
