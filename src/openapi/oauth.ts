import { ENDPOINTS } from '../domain/endpoints.ts'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import { FirstToken, Introspection, Token } from '../http/oauth/responses.ts'
import { FirstTokenRequest, TokenQuestion, TokenRequest } from './oauth-requests.ts'
import type { Operation } from './operation.ts'
import { JSON_OBJECT } from './refused.ts'

const FORM = ['application/x-www-form-urlencoded', 'multipart/form-data']
const FORM_REFUSALS: RefusalCode[] = [
  ...(['body_type_unsupported', 'body_not_form', 'parameter_in_query'] as const),
  ...(['parameter_missing', 'parameter_repeated', 'parameter_not_text'] as const),
]
const TOKEN_MISSING = new Refusal('parameter_missing', { parameter: 'token' })
const QUESTION_REFUSALS = FORM_REFUSALS.map((code) => (code === 'parameter_missing' ? TOKEN_MISSING : code))

/** The token endpoints of both editions, and what else an authorization server has. */
export const OAUTH_OPERATIONS: Operation[] = [
  exchange(ENDPOINTS.token, 'exchangeCredentials'),
  exchange('/api/v2/token', 'exchangeCredentialsV2'),
  {
    method: 'post',
    path: '/api/v1/token',
    id: 'exchangeCredentialsV1',
    tag: 'Tokens',
    summary: 'Exchange a secret for a token, in JSON',
    access: 'client in body',
    body: { types: ['application/json'], schema: FirstTokenRequest },
    responses: { 200: { description: 'A token.', schema: FirstToken } },
    refuses: [
      ...JSON_OBJECT,
      ...(['parameter_in_query', 'parameter_repeated', 'parameter_not_text'] as const),
      new Refusal('parameter_missing', { parameter: 'grantType' }),
      ...(['grant_type_unsupported', 'scope_invalid'] as const),
    ],
  },
  {
    method: 'post',
    path: ENDPOINTS.introspection,
    id: 'introspectToken',
    tag: 'Tokens',
    summary: 'Ask whether a token stands',
    description:
      'RFC 7662. Any client may ask about any token of ours, and an administrator by their own token.',
    access: 'client or administrator',
    body: { types: FORM, schema: TokenQuestion },
    responses: {
      200: { description: 'What it grants now, or that it does not stand.', schema: Introspection },
    },
    refuses: QUESTION_REFUSALS,
  },
  {
    method: 'post',
    path: ENDPOINTS.revocation,
    id: 'revokeToken',
    tag: 'Tokens',
    summary: 'End a token',
    description: 'RFC 7009. Of the client’s own; of any other token nothing is said, and nothing changes.',
    access: 'client',
    body: { types: FORM, schema: TokenQuestion },
    responses: { 200: { description: 'If it was the client’s own, it is ended.' } },
    refuses: QUESTION_REFUSALS,
  },
]

function exchange(path: string, id: string): Operation {
  return {
    method: 'post',
    path,
    id,
    tag: 'Tokens',
    summary: 'Exchange credentials for a token',
    description:
      'RFC 6749 section 4.4: by Basic, by a secret in the body, or by an assertion of a key (RFC 7523).',
    access: 'client',
    parameters: ['boundBy'],
    body: { types: FORM, schema: TokenRequest },
    responses: {
      200: { description: 'A token: with a proof, one that is bound to its key.', schema: Token },
    },
    refuses: [
      ...FORM_REFUSALS,
      ...(['grant_type_unsupported', 'scope_invalid', 'proof_invalid', 'proof_nonce_required'] as const),
    ],
  }
}
