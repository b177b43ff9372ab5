import * as z from 'zod/mini'
import { JWT_BEARER } from '../http/oauth/basic-credentials.ts'
import type { Parameter } from '../http/oauth/parameters.ts'
import { type NamedSchema, requestSchema } from './named.ts'

/**
 * What the token endpoints read. They do so by hand: a form has no types, the first edition's keys have no case, and
 * every exchange passes there. The compiler holds this table to the parameters that they read.
 */
const parameters = {
  grant_type: z.literal('client_credentials'),
  client_id: z.optional(z.string()),
  client_secret: z.optional(z.string()),
  client_assertion: z.optional(z.string()),
  client_assertion_type: z.optional(z.literal(JWT_BEARER)),
  scope: z.optional(z.string()),
  token: z.string(),
} satisfies Record<Parameter, z.core.$ZodType>

const { token, ...ofExchange } = parameters
const { grant_type, scope, ...ofQuestion } = parameters

export const TokenRequest = z.looseObject(ofExchange)
export const TokenQuestion = z.looseObject(ofQuestion)

export const FirstTokenRequest = z.looseObject({
  grantType: z.enum(['client_credentials', 'app_token']),
  clientId: z.string(),
  clientSecret: z.string(),
  scope,
})

const CLIENT_ID = '5f2f7a1e-9c3b-4d8e-a1b2-c3d4e5f60718'
const BODY = { client_id: CLIENT_ID, client_secret: 'lks_…' }
const ASSERTION = { client_assertion_type: JWT_BEARER, client_assertion: 'eyJ…' } as const

const clientProperties = {
  client_id: 'The client id, where it is not in the Authorization header.',
  client_secret: 'The secret, where it is not in the Authorization header.',
  client_assertion: 'In place of a secret, a JWT that one of the application’s keys signed: RFC 7523.',
  client_assertion_type: 'What kind of assertion it is.',
}

const scopeSentence =
  'The scopes to grant, with blanks between; by default all that the application and its owner have.'

export const OAUTH_REQUESTS: NamedSchema[] = [
  requestSchema('TokenRequest', {
    schema: TokenRequest,
    description:
      'RFC 6749 section 4.4.2. The client authenticates by one method; with Basic, without more than this.',
    properties: { grant_type: 'The grant.', ...clientProperties, scope: scopeSentence },
    examples: [
      { grant_type: 'client_credentials' },
      { grant_type: 'client_credentials', ...BODY, scope: 'idn:app-roles:read' },
      { grant_type: 'client_credentials', ...ASSERTION },
    ],
  }),
  requestSchema('TokenQuestion', {
    schema: TokenQuestion,
    description: 'A token, RFC 7662 section 2.1 and RFC 7009 section 2.1.',
    properties: { token: 'The token.', ...clientProperties },
    examples: [{ token: 'eyJ…' }, { token: 'eyJ…', ...BODY }, { token: 'eyJ…', ...ASSERTION }],
  }),
  requestSchema('FirstTokenRequest', {
    schema: FirstTokenRequest,
    description:
      'Properties count without regard to case; `appId` and `appSecret` are older names of the client id and the secret.',
    properties: {
      grantType: '`app_token` is an older name of the same grant.',
      clientId: 'The client id.',
      clientSecret: 'The secret.',
      scope: scopeSentence,
    },
    examples: [{ grantType: 'client_credentials', clientId: CLIENT_ID, clientSecret: 'lks_…' }],
  }),
]
