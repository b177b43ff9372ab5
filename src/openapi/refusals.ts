import type { Refusal, RefusalCode } from '../domain/refusal.ts'
import type { Access, Operation } from '../http/describe/operation.ts'
import { sampleRefusal } from './refusal-samples.ts'

/** The refusals of a token. */
const TOKEN: RefusalCode[] = [
  'token_missing',
  'token_malformed',
  'token_issuer_untrusted',
  'token_signature_invalid',
  'token_expired',
  'token_not_yet_valid',
  'token_claim_invalid',
  'token_revoked',
  'token_binding_invalid',
  'proof_missing',
  'proof_invalid',
  'proof_nonce_required',
]

/** The refusals of a client, by any method of authentication. */
const CLIENT: RefusalCode[] = [
  'client_authentication_missing',
  'client_authentication_malformed',
  'client_invalid',
  'client_authentication_repeated',
  'client_assertion_invalid',
  'client_assertion_too_long',
]

const CALLER: RefusalCode[] = [...TOKEN, 'rate_limited', 'unavailable']
const BODY: RefusalCode[] = ['body_too_large', 'body_encoding_unsupported', 'request_aborted']
const ANY: RefusalCode[] = ['method_not_allowed', 'internal']

/** The refusals that many operations share. */
export const SHARED: RefusalCode[] = [...CALLER, ...BODY, ...ANY]

/** The refusals at paths that are no operation's, some of them before the path is routed. */
export const ELSEWHERE: RefusalCode[] = [
  'path_unknown',
  'host_invalid',
  'site_missing',
  'permission_missing',
  'header_missing',
  ...SHARED,
]

/** Returns all refusals of an operation. */
export function refusalsOf({ method, access, refuses = [] }: Operation): Refusal[] {
  const body = method === 'get' ? [] : BODY
  const all = [...refuses, ...refusalsOfAccess(access), ...body, ...ANY]
  return all.map((refusal) => (typeof refusal === 'string' ? sampleRefusal(refusal) : refusal))
}

function refusalsOfAccess(access: Access): RefusalCode[] {
  if (access === 'anyone') return []
  if (access === 'client in body') return ['client_invalid', 'rate_limited', 'unavailable']
  if (access === 'client') return [...CLIENT, 'rate_limited', 'unavailable']
  if (access === 'client or administrator') return [...CLIENT, ...CALLER, 'permission_missing']
  return access.bearer.length > 0 ? [...CALLER, 'permission_missing'] : CALLER
}
