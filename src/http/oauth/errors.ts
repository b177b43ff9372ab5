import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { answerRefusal, bearerError, isDpop, oauthText, refusalHeaders, STATUS } from '../refusals.ts'

/** RFC 6749 section 5.2; whatever else is wrong with a request is `invalid_request`. */
const ERRORS: Partial<Record<RefusalCode, string>> = {
  client_invalid: 'invalid_client',
  client_authentication_missing: 'invalid_client',
  client_authentication_malformed: 'invalid_client',
  client_assertion_invalid: 'invalid_client',
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
}

/** Answers as RFC 6749 section 5.2 says; what is no fault of the client has the body of the other wire format. */
export function answerOAuthRefusal(c: Context<Env>, refusal: Refusal): Response {
  if (STATUS[refusal.code] >= 500) return answerRefusal(c, refusal)
  const error = ERRORS[refusal.code] ?? bearerError(refusal) ?? 'invalid_request'
  const status = statusOf(c, refusal, error)
  refusalHeaders(c, refusal, status)
  if (error === 'invalid_client') c.header('WWW-Authenticate', 'Basic realm="latchkey"')
  return c.json({ error, error_description: oauthText(refusal) }, status)
}

/** A proof beside a token request authenticates nobody, so a wrong one is 400 there: RFC 9449 sections 5 and 8. */
function statusOf(c: Context<Env>, { code }: Refusal, error: string): ContentfulStatusCode {
  if (error === 'invalid_client') return 401
  return error.includes('dpop') && !isDpop(c) ? 400 : STATUS[code]
}
