import {
  ApplicationRights,
  CallerProfile,
  Limits,
  RightsView,
  SignInMetadata,
  SignInOption,
  SignInOptions,
} from '../http/answers.ts'
import { type NamedSchema, responseSchema } from './named.ts'
import type { Operation } from './operation.ts'

/** What a page that people sign in to asks first. */
export const CALLER_OPERATIONS: Operation[] = [
  {
    ...{ tag: 'Caller', method: 'get', path: '/api/v1/me', access: { bearer: [] } },
    id: 'getSelf',
    summary: 'Read who you are',
    description: 'As this service knows you, with what you may at this call.',
    responses: { 200: { description: 'You.', schema: CallerProfile } },
  },
  {
    ...{ tag: 'Caller', method: 'get', path: '/console.json', access: 'anyone' },
    id: 'getSignInOptions',
    summary: 'Read where people sign in',
    description:
      'For the console, before anybody has signed in: OpenID Connect, authorization code with PKCE.',
    responses: {
      200: { description: 'The issuers that have a client for the console.', schema: SignInOptions },
    },
    refuses: ['unavailable'],
  },
]

const RIGHTS = { roles: [], scopes: ['idn:app-roles:read'] }
const LIMITS = { applications: 20, keys: 5, tokenTtlSeconds: 900 }
const METADATA = {
  issuer: 'urn:latchkey:development-issuer',
  authorization_endpoint: '/development-issuer/authorize',
  token_endpoint: '/development-issuer/token',
  id_token_signing_alg_values_supported: ['ES256'],
  authorization_response_iss_parameter_supported: true as const,
}
const OPTION = { issuer: 'https://login.example.com', clientId: 'console', scope: 'openid' }

const rights = { roles: 'Roles of this service.', scopes: 'Scopes, RFC 6749 section 3.3.' }

export const CALLER_SCHEMAS: NamedSchema[] = [
  responseSchema('Rights', {
    schema: RightsView,
    description: 'What one may do.',
    properties: rights,
    examples: [RIGHTS],
  }),
  responseSchema('ApplicationRights', {
    schema: ApplicationRights,
    description: 'What an application may do.',
    properties: {
      granted: 'The most that it may ever have.',
      effective: 'That, cut down to what its owner has now.',
    },
    examples: [{ granted: { roles: ['admin'], scopes: RIGHTS.scopes }, effective: RIGHTS }],
  }),
  responseSchema('Limits', {
    schema: Limits,
    description: 'What holds for everybody.',
    properties: {
      applications: 'How many applications a person may have.',
      keys: 'How many public keys an application may have.',
      tokenTtlSeconds: 'How long a token of ours lives, in seconds.',
    },
    examples: [LIMITS],
  }),
  responseSchema('Self', {
    schema: CallerProfile,
    description: 'Who calls.',
    properties: {
      id: 'The id of the person, which the inventory has as the owner’s.',
      name: 'The name that the latest token had, or null.',
      alias: 'The same of the alias.',
      email: 'The same of the e-mail.',
      clientId: 'The application that calls for the person, or null where they call themselves.',
      ...rights,
      limits: 'What holds for everybody.',
    },
    examples: [
      {
        ...{ id: '019b7a3e-5c1d-7f2a-9b6e-3d4c5b6a7f80', name: 'Alice Doe', alias: 'alice.doe' },
        ...{ email: 'alice@example.com', clientId: null, ...RIGHTS, limits: LIMITS },
      },
    ],
  }),
  responseSchema('SignInMetadata', {
    schema: SignInMetadata,
    description: 'Of the development issuer, whose name is no address: RFC 8414 section 2.',
    properties: {
      issuer: 'Its name.',
      authorization_endpoint: 'Where people choose who to be, relative to the page.',
      token_endpoint: 'Where a code becomes a token, relative to the page.',
      id_token_signing_alg_values_supported: 'How its tokens are signed.',
      authorization_response_iss_parameter_supported: 'That its answer names it: RFC 9207.',
    },
    examples: [METADATA],
  }),
  responseSchema('SignInOption', {
    schema: SignInOption,
    description: 'An issuer that people can sign in at.',
    properties: {
      issuer: 'Its name, by which its metadata is found.',
      clientId: 'The public client that the console is there.',
      scope: 'What to ask for.',
      resource: 'The API that a token is asked for: RFC 8707.',
      metadata: 'What is not found by its name.',
    },
    examples: [OPTION],
  }),
  responseSchema('SignInOptions', {
    schema: SignInOptions,
    description: 'Where people can sign in.',
    properties: { signIn: 'The issuers; none where the console is not set up.' },
    examples: [{ signIn: [OPTION] }],
  }),
]
