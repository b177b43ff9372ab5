import { cors } from 'hono/cors'
import { endpointUrl } from '../../domain/endpoints.ts'
import { ASYMMETRIC_ALGORITHMS } from '../../lib/jwk.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'
import type { Metadata } from './responses.ts'
import { KEYS_MAX_AGE_SECONDS } from './routes.ts'

/** How a client may authenticate: RFC 6749 section 2.3.1, RFC 7523 section 2.2. */
const CLIENT_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

/**
 * The paths of the metadata: RFC 8414 section 3.1, where the issuer's path comes after the well-known one, and that of
 * OpenID Connect Discovery 1.0 section 4, where it comes before.
 */
export function metadataPaths(issuer: string): string[] {
  const path = new URL(issuer).pathname.replace(/\/$/, '')
  return [`/.well-known/oauth-authorization-server${path}`, `${path}/.well-known/openid-configuration`]
}

/** What a client needs to know of us, for whoever asks: RFC 8414 section 2. */
export function metadata({ issuer }: Pick<Deps, 'issuer'>) {
  const told = metadataOf(issuer)
  return new Hono<Env>().use(cors({ origin: '*', allowMethods: ['GET'] })).get('/', (c) => {
    return respondJson(c, told, 200, { 'Cache-Control': `public, max-age=${KEYS_MAX_AGE_SECONDS}` })
  })
}

/** There is no authorization endpoint, and so no response type; the member is required all the same. */
export function metadataOf(issuer: string): Metadata {
  return {
    issuer,
    token_endpoint: endpointUrl(issuer, 'token'),
    introspection_endpoint: endpointUrl(issuer, 'introspection'),
    revocation_endpoint: endpointUrl(issuer, 'revocation'),
    jwks_uri: endpointUrl(issuer, 'keys'),
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: CLIENT_METHODS,
    token_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    introspection_endpoint_auth_methods_supported: [...CLIENT_METHODS, 'Bearer', 'DPoP'],
    introspection_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    revocation_endpoint_auth_methods_supported: CLIENT_METHODS,
    revocation_endpoint_auth_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
    dpop_signing_alg_values_supported: ASYMMETRIC_ALGORITHMS,
  }
}
