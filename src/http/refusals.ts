import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import { ASYMMETRIC_ALGORITHMS } from '../lib/jwk.ts'
import { databaseFailure } from '../model/database.ts'
import type { Failure } from './answers.ts'
import type { Env } from './env.ts'
import { enUS } from './messages/en-US.ts'
import { describeRefusal, type Messages } from './messages/messages.ts'
import { messagesFor } from './middleware/language.ts'
import type { OAuthFailure } from './oauth/responses.ts'
import { respondJson, responseHeaders } from './respond.ts'

/** The status of each refusal, RFC 9110 section 15. The token endpoints have their own where OAuth says so. */
export const STATUS = {
  token_missing: 401,
  token_malformed: 401,
  token_issuer_untrusted: 401,
  token_signature_invalid: 401,
  token_expired: 401,
  token_not_yet_valid: 401,
  token_claim_invalid: 401,
  token_revoked: 401,
  token_binding_invalid: 401,
  proof_invalid: 401,
  proof_nonce_required: 401,
  permission_missing: 403,

  application_unknown: 404,
  application_name_missing: 400,
  application_name_invalid: 400,
  application_name_taken: 409,
  application_limit_reached: 400,

  key_unknown: 404,
  key_private: 400,
  key_unsupported: 400,
  key_kid_invalid: 400,
  key_kid_taken: 409,
  key_limit_reached: 400,

  user_app_unknown: 404,
  limit_invalid: 400,
  offset_invalid: 400,
  count_invalid: 400,
  filters_missing: 400,
  filter_invalid: 400,
  header_missing: 400,
  patch_invalid: 400,
  patch_unsupported: 400,
  account_unavailable: 400,

  import_line_invalid: 400,
  import_line_not_json: 400,
  import_line_too_long: 400,

  grant_type_unsupported: 400,
  client_invalid: 400,
  client_authentication_missing: 400,
  client_authentication_malformed: 400,
  client_authentication_repeated: 400,
  client_assertion_invalid: 400,
  scope_invalid: 400,

  parameter_missing: 400,
  parameter_repeated: 400,
  parameter_not_text: 400,
  parameter_in_query: 400,

  path_unknown: 404,
  site_missing: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  body_type_unsupported: 415,
  body_not_json: 400,
  body_not_object: 400,
  body_not_form: 400,
  body_property_unknown: 400,

  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} satisfies Record<RefusalCode, ContentfulStatusCode>

/** How long to wait before what did not answer is asked again. */
const RETRY_AFTER_SECONDS = 30

/** What was thrown, as a refusal: a failure of the database is `unavailable`, anything unforeseen is `internal`. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return databaseFailure(error)
    ? new Refusal('unavailable', { component: 'database' })
    : new Refusal('internal')
}

/** Answers with the body of the user-applications wire format, and with the headers that the status asks for. */
export function respondWithRefusal(c: Context<Env>, refusal: Refusal): Response {
  const code = STATUS[refusal.code]
  refusalHeaders(c, refusal)
  return respondJson(c, failureBody(refusal, messagesFor(c)), code)
}

/** What that body says. */
export function failureBody(refusal: Refusal, messages: Messages): Failure {
  return { code: STATUS[refusal.code], message: describeRefusal(refusal, messages) }
}

/** `Allow`, `Retry-After`, `WWW-Authenticate` and `DPoP-Nonce`, where RFC 9110 (10.2.1, 10.2.3, 11.6.1) and RFC 9449 (8, 9) want them. */
export function refusalHeaders(
  c: Context<Env>,
  refusal: Refusal,
  status: number = STATUS[refusal.code],
): void {
  const { code, detail } = refusal
  const headers = responseHeaders(c)
  if (code === 'method_not_allowed') headers.Allow = (detail as { allowed: string[] }).allowed.join(', ')
  if (code === 'unavailable') headers['Retry-After'] = String(RETRY_AFTER_SECONDS)
  if (code === 'rate_limited')
    headers['Retry-After'] = String((detail as { retryAfterSeconds: number }).retryAfterSeconds)
  if (code === 'proof_nonce_required') headers['DPoP-Nonce'] = (detail as { nonce: string }).nonce
  if (status === 401 || status === 403) headers['WWW-Authenticate'] = challenge(c, refusal)
}

/** RFC 6750 section 3, and RFC 9449 section 7.1 for who came with the other scheme: no error is told to who sent no token. */
function challenge(c: Context<Env>, refusal: Refusal): string {
  const realm = isDpop(c) ? DPOP_REALM : BEARER_REALM
  if (refusal.code === 'token_missing') return realm
  return `${realm}, error="${bearerError(refusal)}", error_description="${oauthText(refusal)}"`
}

const BEARER_REALM = 'Bearer realm="latchkey"'
const DPOP_REALM = `DPoP realm="latchkey", algs="${ASYMMETRIC_ALGORITHMS.join(' ')}"`

/** Whether the request came with a token that is bound to a key. */
export function isDpop(c: Context): boolean {
  return /^DPoP\b/i.test(c.req.header('Authorization') ?? '')
}

/** What is wrong with a token, its proof or its rights: RFC 6750 section 3.1, RFC 9449 section 12.2. */
export function bearerError({ code }: Refusal): OAuthFailure['error'] | undefined {
  if (code === 'proof_invalid') return 'invalid_dpop_proof'
  if (code === 'proof_nonce_required') return 'use_dpop_nonce'
  if (STATUS[code] === 403) return 'insufficient_scope'
  return STATUS[code] === 401 ? 'invalid_token' : undefined
}

/** The sentence in English, with only what RFC 6749 (appendix A.8) and RFC 6750 allow in an error description. */
export function oauthText(refusal: Refusal): string {
  return describeRefusal(refusal, enUS)
    .replaceAll('"', "'")
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, '?')
}
