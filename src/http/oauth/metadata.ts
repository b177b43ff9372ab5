import { type Audiences, allAudiences } from '../../domain/audiences.ts'
import { ASYMMETRIC_ALGORITHMS } from '../../lib/jwk.ts'
import { PATHS, urlOf } from '../paths.ts'
import type { Metadata } from './responses.ts'

/** The methods of client authentication: RFC 6749 section 2.3.1, RFC 7523 section 2.2. */
const CLIENT_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

/**
 * Returns the metadata of RFC 8414 section 2. `response_types_supported` is required, although no endpoint
 * has one. `protected_resources`, RFC 9728 section 4, are the resources that a token request may name.
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
