import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import type { Access, Operation } from './operation.ts'
import { sampleRefusal } from './refusal-samples.ts'

/** What a token is refused for. */
const TOKEN: RefusalCode[] = [
  ...(['token_missing', 'token_malformed', 'token_issuer_untrusted', 'token_signature_invalid'] as const),
  ...(['token_expired', 'token_not_yet_valid', 'token_claim_invalid', 'token_revoked'] as const),
  ...(['token_binding_invalid', 'proof_invalid', 'proof_nonce_required'] as const),
]

/** What a client is refused for, however it authenticates. */
const CLIENT: RefusalCode[] = [
  ...(['client_authentication_missing', 'client_authentication_malformed', 'client_invalid'] as const),
  ...(['client_authentication_repeated', 'client_assertion_invalid'] as const),
]

/** What every caller may be refused for, and whoever sends a body. */
const CALLER: RefusalCode[] = [...TOKEN, 'rate_limited', 'unavailable']
const ANYBODY: RefusalCode[] = ['method_not_allowed', 'internal']

/** What many operations refuse alike. */
export const SHARED: RefusalCode[] = [...CALLER, 'body_too_large', ...ANYBODY]

/** What is refused where no operation is, some of it before it is known what is asked. */
export const ELSEWHERE: RefusalCode[] = [
  'path_unknown',
  'site_missing',
  'permission_missing',
  'header_missing',
  ...SHARED,
]

/** What is refused of a body that must be a JSON object. */
export const JSON_OBJECT: RefusalCode[] = ['body_type_unsupported', 'body_not_json', 'body_not_object']

/** Everything that an operation refuses. */
export function refusalsOf({ method, access, refuses = [] }: Operation): Refusal[] {
  const large: RefusalCode[] = method === 'get' ? [] : ['body_too_large']
  const all = [...refuses, ...refusalsOfAccess(access), ...large, ...ANYBODY]
  return all.map((one) => (one instanceof Refusal ? one : sampleRefusal(one)))
}

function refusalsOfAccess(access: Access): RefusalCode[] {
  if (access === 'anyone') return []
  if (access === 'client in body') return ['client_invalid', 'rate_limited', 'unavailable']
  if (access === 'client') return [...CLIENT, 'rate_limited', 'unavailable']
  if (access === 'client or administrator') return [...CLIENT, ...CALLER, 'permission_missing']
  return access.bearer.length > 0 ? [...CALLER, 'permission_missing'] : CALLER
}
