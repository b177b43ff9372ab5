import type { FilterProblem } from '../lib/filter/ast.ts'

/**
 * Everything the service can refuse, with the data that describes it. Each table of statuses, bodies and
 * sentences covers this closed list.
 */
export type RefusalDetails = {
  token_missing: None
  token_malformed: None
  token_issuer_untrusted: None
  token_signature_invalid: None
  token_expired: None
  token_not_yet_valid: None
  token_claim_invalid: { claim: string }
  token_revoked: None
  token_binding_invalid: None
  proof_missing: None
  proof_invalid: { claim: string }
  proof_nonce_required: { nonce: string }
  permission_missing: MissingRights

  application_unknown: None
  application_name_missing: None
  application_name_invalid: None
  application_name_taken: None
  application_limit_reached: { max: number }

  key_unknown: None
  key_private: None
  key_unsupported: { algorithms: string[]; minBits: number; maxBits: number }
  key_kid_invalid: { max: number }
  key_kid_taken: None
  key_limit_reached: { max: number }

  user_app_unknown: None
  limit_invalid: { max: number }
  offset_invalid: { max: number }
  count_invalid: None
  filters_missing: None
  filter_invalid: FilterProblem
  header_missing: { header: string }
  patch_invalid: None
  patch_unsupported: None
  account_unavailable: None

  import_issuer_unknown: None
  import_owner_foreign: { line: number }
  import_line_invalid: { line: number; property: string }
  import_line_not_json: { line: number }
  import_line_too_long: { line: number; maxBytes: number }

  grant_type_unsupported: None
  client_invalid: None
  client_authentication_missing: None
  client_authentication_malformed: None
  client_authentication_repeated: None
  client_assertion_invalid: { claim: string }
  client_assertion_too_long: { maxSeconds: number }
  scope_invalid: None
  resource_unknown: None
  token_foreign: None

  parameter_missing: { parameter: string }
  parameter_repeated: { parameter: string }
  parameter_not_text: { parameter: string }
  parameter_in_query: None

  path_unknown: None
  host_invalid: None
  site_missing: None
  method_not_allowed: { allowed: string[] }
  body_too_large: { maxBytes: number }
  body_type_unsupported: { accepted: string[] }
  body_encoding_unsupported: { encoding: string }
  body_not_json: None
  body_not_object: None
  body_not_form: None
  request_aborted: None
  body_property_unknown: { property: string }
  body_property_not_boolean: { property: string }

  rate_limited: { retryAfterSeconds: number }
  unavailable: { component: Component }
  internal: None
}

/**
 * The rights that the caller lacks, for an operation or to manage an application that has them. Both lists
 * are empty if more rights would not help.
 */
type MissingRights = { neededFor: 'operation' | 'application'; roles: string[]; scopes: string[] }

/** A component that the service depends on. */
type Component = 'settings' | 'database' | 'issuer' | 'limiter'

export type RefusalCode = keyof RefusalDetails

/** The codes whose refusals carry data. */
export type DetailedRefusalCode = {
  [Code in RefusalCode]: RefusalDetails[Code] extends None ? never : Code
}[RefusalCode]

type None = undefined

class RefusalError<Code extends RefusalCode> extends Error {
  override readonly name = 'Refusal'
  readonly code: Code
  readonly detail: RefusalDetails[Code]

  constructor(code: Code, ...[detail, options]: Arguments<Code>) {
    super(code, options)
    this.code = code
    this.detail = detail as RefusalDetails[Code]
  }
}

type Arguments<Code extends RefusalCode> = RefusalDetails[Code] extends None
  ? [detail?: None, options?: ErrorOptions]
  : [detail: RefusalDetails[Code], options?: ErrorOptions]

/**
 * A request that is not allowed: thrown by the rule that refuses it, written by the wire format of the
 * requested path. Any other error is a bug of ours. A union discriminated by `code`: a comparison of `code`
 * narrows `detail`.
 */
export type Refusal<Code extends RefusalCode = RefusalCode> = Code extends RefusalCode
  ? RefusalError<Code>
  : never

/** Creates a refusal. Only a code whose refusals carry data takes a detail. */
export const Refusal = RefusalError as {
  new <Code extends RefusalCode>(code: Code, ...rest: Arguments<Code>): Refusal<Code>
  readonly prototype: Refusal
}
