import { Refusal, type RefusalCode, type RefusalDetails } from '../domain/refusal.ts'
import { ASYMMETRIC_ALGORITHMS } from '../lib/jwk.ts'

/** Those that need to know more to be told. */
type Detailed = { [Code in RefusalCode]: RefusalDetails[Code] extends undefined ? never : Code }[RefusalCode]

/** What a refusal of each code may be about. */
const DETAILS: { [Code in Detailed]: RefusalDetails[Code] } = {
  token_claim_invalid: { claim: 'aud' },
  proof_invalid: { claim: 'htu' },
  proof_nonce_required: { nonce: 'AZqPTlVYAAAxYmM0' },
  application_limit_reached: { max: 20 },
  key_unsupported: { algorithms: ASYMMETRIC_ALGORITHMS, minBits: 2_048 },
  key_kid_invalid: { max: 128 },
  key_limit_reached: { max: 5 },
  limit_invalid: { max: 250 },
  offset_invalid: { max: 2_147_483_647 },
  filter_invalid: {
    kind: 'operator_not_supported',
    position: 10,
    found: 'co',
    field: 'ownerName',
    operator: 'co',
    expected: ['eq', 'sw'],
  },
  header_missing: { header: 'X-SailPoint-Experimental' },
  import_line_invalid: { line: 302, property: 'created' },
  import_line_not_json: { line: 302 },
  import_line_too_long: { line: 302, maxBytes: 65_536 },
  client_assertion_invalid: { claim: 'exp' },
  parameter_missing: { parameter: 'grant_type' },
  parameter_repeated: { parameter: 'scope' },
  parameter_not_text: { parameter: 'client_id' },
  method_not_allowed: { allowed: ['DELETE', 'GET', 'HEAD'] },
  body_too_large: { maxBytes: 65_536 },
  body_type_unsupported: { accepted: ['application/json'] },
  body_property_unknown: { property: 'owner' },
  rate_limited: { retryAfterSeconds: 1 },
  unavailable: { component: 'database' },
}

/** A refusal of that code, to show what its answer looks like. */
export function sampleRefusal(code: RefusalCode): Refusal {
  return new Refusal(code as 'limit_invalid', DETAILS[code as 'limit_invalid'])
}
