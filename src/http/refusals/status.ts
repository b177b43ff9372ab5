import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { RefusalCode } from '../../domain/refusal.ts'

/** The status of each refusal, RFC 9110 section 15. The OAuth endpoints change some: see `oauthStatus`. */
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
  body_property_not_boolean: 400,

  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} satisfies Record<RefusalCode, ContentfulStatusCode>
