import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import { respondWithRefusal } from '../applications/errors.ts'
import type { Env } from '../env.ts'
import { errorDescription, isDpop, tokenError } from '../refusals/challenge.ts'
import { addRefusalHeaders } from '../refusals/headers.ts'
import { STATUS } from '../refusals/status.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import type { OAuthFailure } from './responses.ts'

/**
 * The error codes of RFC 6749 section 5.2 and RFC 8707 section 2. A refusal that is not listed here is
 * `invalid_request`.
 */
const ERRORS: Partial<Record<RefusalCode, OAuthFailure['error']>> = {
  client_invalid: 'invalid_client',
  client_authentication_missing: 'invalid_client',
  client_authentication_malformed: 'invalid_client',
  client_assertion_invalid: 'invalid_client',
  client_assertion_too_long: 'invalid_client',
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
  resource_unknown: 'invalid_target',
}

/**
 * Responds with an error of RFC 6749 section 5.2. A server error has the body of the user-applications
 * format.
 */
export function respondWithOAuthRefusal(c: Context<Env>, refusal: Refusal): Response {
  if (STATUS[refusal.code] >= 500) return respondWithRefusal(c, refusal)
  const body = oauthFailureBody(refusal)
  const status = oauthStatus(refusal, isDpop(c))
  addRefusalHeaders(c, refusal, status)
  if (body.error === 'invalid_client') responseHeaders(c)['WWW-Authenticate'] = 'Basic realm="latchkey"'
  return respondJson(c, body, status)
}

/** Returns the body of such an error. */
export function oauthFailureBody(refusal: Refusal): OAuthFailure {
  return { error: errorOf(refusal), error_description: errorDescription(refusal) }
}

/**
 * Returns its status. A wrong proof at the token endpoint is 400, since it authenticates no client: RFC 9449
 * sections 5 and 8.
 */
export function oauthStatus(refusal: Refusal, authenticatesByDpop: boolean): ContentfulStatusCode {
  const error = errorOf(refusal)
  if (error === 'invalid_client') return 401
  return error.includes('dpop') && !authenticatesByDpop ? 400 : STATUS[refusal.code]
}

function errorOf(refusal: Refusal): OAuthFailure['error'] {
  return ERRORS[refusal.code] ?? tokenError(refusal) ?? 'invalid_request'
}
