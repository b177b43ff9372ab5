import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { bearerError, isDpop, oauthText, refusalHeaders, respondWithRefusal, STATUS } from '../refusals.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import type { OAuthFailure } from './responses.ts'

/** RFC 6749 section 5.2; whatever else is wrong with a request is `invalid_request`. */
const ERRORS: Partial<Record<RefusalCode, OAuthFailure['error']>> = {
  client_invalid: 'invalid_client',
  client_authentication_missing: 'invalid_client',
  client_authentication_malformed: 'invalid_client',
  client_assertion_invalid: 'invalid_client',
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
}

/** Answers as RFC 6749 section 5.2 says; what is no fault of the client has the body of the other wire format. */
export function respondWithOAuthRefusal(c: Context<Env>, refusal: Refusal): Response {
  if (STATUS[refusal.code] >= 500) return respondWithRefusal(c, refusal)
  const body = oauthFailureBody(refusal)
  const status = oauthStatus(refusal, isDpop(c))
  refusalHeaders(c, refusal, status)
  if (body.error === 'invalid_client') responseHeaders(c)['WWW-Authenticate'] = 'Basic realm="latchkey"'
  return respondJson(c, body, status)
}

/** What that body says. */
export function oauthFailureBody(refusal: Refusal): OAuthFailure {
  return { error: errorOf(refusal), error_description: oauthText(refusal) }
}

/** A proof beside a token request authenticates nobody, so a wrong one is 400 there: RFC 9449 sections 5 and 8. */
export function oauthStatus(refusal: Refusal, authenticatesByDpop: boolean): ContentfulStatusCode {
  const error = errorOf(refusal)
  if (error === 'invalid_client') return 401
  return error.includes('dpop') && !authenticatesByDpop ? 400 : STATUS[refusal.code]
}

function errorOf(refusal: Refusal): OAuthFailure['error'] {
  return ERRORS[refusal.code] ?? bearerError(refusal) ?? 'invalid_request'
}
