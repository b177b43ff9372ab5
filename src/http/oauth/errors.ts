import type { Context } from 'hono'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { answerRefusal, oauthText, refusalHeaders, STATUS } from '../refusals.ts'

/** RFC 6749 section 5.2; whatever else is wrong with a request is `invalid_request`. */
const ERRORS: Partial<Record<RefusalCode, string>> = {
  client_invalid: 'invalid_client',
  client_authentication_missing: 'invalid_client',
  client_authentication_malformed: 'invalid_client',
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
}

/** Answers as RFC 6749 section 5.2 says; what is no fault of the client has the body of the other wire format. */
export function answerOAuthRefusal(c: Context<Env>, refusal: Refusal): Response {
  const status = STATUS[refusal.code]
  if (status >= 500) return answerRefusal(c, refusal)
  refusalHeaders(c, refusal)
  const error = ERRORS[refusal.code] ?? 'invalid_request'
  if (error === 'invalid_client') c.header('WWW-Authenticate', 'Basic realm="latchkey"')
  const error_description = oauthText(refusal)
  return c.json({ error, error_description }, error === 'invalid_client' ? 401 : status)
}
