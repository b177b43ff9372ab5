import * as z from 'zod/mini'
import type { Description } from '../describe/operation.ts'
import { responseSchema } from '../describe/schemas.ts'
import { PATHS } from '../paths.ts'
import { SignInMetadata, SignInOption, SignInOptions } from './responses.ts'

/** The OpenAPI document itself, whose own specification describes it. */
const OpenApiDocument = z.looseObject({ openapi: z.string() })

const METADATA = {
  issuer: 'urn:latchkey:development-issuer',
  authorization_endpoint: '/development-issuer/authorize',
  token_endpoint: '/development-issuer/token',
  id_token_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true as const,
}
const OPTION = {
  issuer: 'https://login.example.com',
  clientId: 'console',
  scope: 'openid',
  audience: ['https://keys.example.com'],
}

export const description: Description = {
  tags: [],
  operations: [
    {
      method: 'get',
      path: PATHS.signInOptions,
      id: 'getSignInOptions',
      tag: 'Caller',
      summary: 'List the issuers for sign-in',
      description: 'For the console, before sign-in by OpenID Connect: authorization code with PKCE.',
      access: 'anyone',
      responses: {
        200: { description: 'The issuers that have a client for the console.', schema: SignInOptions },
      },
      refuses: ['unavailable'],
    },
    {
      method: 'get',
      path: PATHS.openApi,
      id: 'getDescription',
      tag: 'Metadata',
      summary: 'Read this description',
      access: 'anyone',
      refuses: ['unavailable', 'site_missing'],
      responses: {
        200: {
          description: 'An OpenAPI document.',
          schema: OpenApiDocument,
          headers: ['revalidated', 'tag'],
        },
        304: { description: 'Not modified.', headers: ['revalidated', 'tag'] },
      },
    },
  ],
  schemas: [
    responseSchema('SignInMetadata', {
      schema: SignInMetadata,
      description: 'The metadata of the development issuer, whose name is not a URL: RFC 8414 section 2.',
      properties: {
        issuer: 'The name of the issuer.',
        authorization_endpoint: 'The page that chooses a user, relative to the console.',
        token_endpoint: 'The token endpoint, relative to the console.',
        id_token_signing_alg_values_supported: 'The algorithms that sign ID tokens.',
        authorization_response_iss_parameter_supported:
          'The authorization response names its issuer: RFC 9207.',
      },
      examples: [METADATA],
    }),
    responseSchema('SignInOption', {
      schema: SignInOption,
      description: 'An issuer at which people can sign in.',
      properties: {
        issuer: 'The name of the issuer, which leads to its metadata.',
        clientId: 'The console’s public client at this issuer.',
        scope: 'The scope to request.',
        resource: 'The API to request a token for: RFC 8707.',
        audience: 'The audiences of which an access token must have one.',
        metadata: 'The metadata, if the issuer’s name does not lead to it.',
      },
      examples: [OPTION],
    }),
    responseSchema('SignInOptions', {
      schema: SignInOptions,
      description: 'The issuers at which people can sign in.',
      properties: { signIn: 'The issuers. Empty if the console is not set up.' },
      examples: [{ signIn: [OPTION] }],
    }),
    responseSchema('Description', {
      schema: OpenApiDocument,
      description: 'An OpenAPI document.',
      properties: { openapi: 'The version of the specification.' },
      examples: [{ openapi: '3.1.1' }],
    }),
  ],
}
