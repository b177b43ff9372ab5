import { type DetailedRefusalCode, Refusal, type RefusalCode } from '../domain/refusal.ts'
import { ASYMMETRIC_ALGORITHMS } from '../lib/jwk.ts'

/** An example of each refusal that carries data. */
const SAMPLES: { [Code in DetailedRefusalCode]: Refusal<Code> } = {
  token_claim_invalid: new Refusal('token_claim_invalid', { claim: 'aud' }),
  proof_invalid: new Refusal('proof_invalid', { claim: 'htu' }),
  proof_nonce_required: new Refusal('proof_nonce_required', { nonce: 'AZqPTlVYAAAxYmM0' }),
  permission_missing: new Refusal('permission_missing', {
    neededFor: 'operation',
    roles: [],
    scopes: ['idn:app-roles:manage'],
  }),
  application_limit_reached: new Refusal('application_limit_reached', { max: 20 }),
  key_unsupported: new Refusal('key_unsupported', {
    algorithms: ASYMMETRIC_ALGORITHMS,
    minBits: 2_048,
    maxBits: 4_096,
  }),
  key_kid_invalid: new Refusal('key_kid_invalid', { max: 128 }),
  key_limit_reached: new Refusal('key_limit_reached', { max: 5 }),
  limit_invalid: new Refusal('limit_invalid', { max: 250 }),
  offset_invalid: new Refusal('offset_invalid', { max: 2_147_483_647 }),
  filter_invalid: new Refusal('filter_invalid', {
    kind: 'operator_not_supported',
    position: 10,
    found: 'co',
    field: 'ownerName',
    operator: 'co',
    expected: ['eq', 'sw'],
  }),
  header_missing: new Refusal('header_missing', { header: 'X-SailPoint-Experimental' }),
  import_owner_foreign: new Refusal('import_owner_foreign', { line: 302 }),
  import_line_invalid: new Refusal('import_line_invalid', { line: 302, property: 'created' }),
  import_line_not_json: new Refusal('import_line_not_json', { line: 302 }),
  import_line_too_long: new Refusal('import_line_too_long', { line: 302, maxBytes: 65_536 }),
  client_assertion_invalid: new Refusal('client_assertion_invalid', { claim: 'exp' }),
  client_assertion_too_long: new Refusal('client_assertion_too_long', { maxSeconds: 300 }),
  parameter_missing: new Refusal('parameter_missing', { parameter: 'grant_type' }),
  parameter_repeated: new Refusal('parameter_repeated', { parameter: 'scope' }),
  parameter_not_text: new Refusal('parameter_not_text', { parameter: 'client_id' }),
  method_not_allowed: new Refusal('method_not_allowed', { allowed: ['DELETE', 'GET', 'HEAD'] }),
  body_too_large: new Refusal('body_too_large', { maxBytes: 65_536 }),
  body_type_unsupported: new Refusal('body_type_unsupported', { accepted: ['application/json'] }),
  body_encoding_unsupported: new Refusal('body_encoding_unsupported', { encoding: 'gzip' }),
  body_property_unknown: new Refusal('body_property_unknown', { property: 'owner' }),
  body_property_not_boolean: new Refusal('body_property_not_boolean', { property: 'canManageApplications' }),
  rate_limited: new Refusal('rate_limited', { retryAfterSeconds: 1 }),
  unavailable: new Refusal('unavailable', { component: 'database' }),
}

/** Returns an example of a refusal, for the document. */
export function sampleRefusal(code: RefusalCode): Refusal {
  return isDetailed(code) ? SAMPLES[code] : new Refusal(code)
}

function isDetailed(code: RefusalCode): code is DetailedRefusalCode {
  return Object.hasOwn(SAMPLES, code)
}
