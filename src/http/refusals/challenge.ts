import type { Context } from 'hono'
import type { Refusal } from '../../domain/refusal.ts'
import { ASYMMETRIC_ALGORITHMS } from '../../lib/jwk.ts'
import { isScopeToken } from '../../lib/scope-token.ts'
import type { Env } from '../env.ts'
import { enUS } from '../messages/en-US.ts'
import { describeRefusal } from '../messages/messages.ts'
import type { OAuthFailure } from '../oauth/responses.ts'
import { STATUS } from './status.ts'

const BEARER_REALM = 'Bearer realm="latchkey"'
const DPOP_REALM = `DPoP realm="latchkey", algs="${ASYMMETRIC_ALGORITHMS.join(' ')}"`

/**
 * Returns the challenge of RFC 6750 section 3, or RFC 9449 section 7.1, with the metadata of RFC 9728 section
 * 5.1. A request without a token gets no error code.
 */
export function challenge(c: Context<Env>, refusal: Refusal): string {
  const realm = `${isDpop(c) ? DPOP_REALM : BEARER_REALM}, resource_metadata="${c.get('resourceMetadata')}"`
  if (refusal.code === 'token_missing') return realm
  const error = `error="${tokenError(refusal)}", error_description="${errorDescription(refusal)}"`
  return `${realm}, ${error}${missingScope(refusal)}`
}

/** Returns the parameter that names the missing scopes, if a token with more scopes would help. */
function missingScope(refusal: Refusal): string {
  if (refusal.code !== 'permission_missing') return ''
  const scopes = refusal.detail.scopes.filter(isScopeToken)
  return scopes.length > 0 ? `, scope="${scopes.join(' ')}"` : ''
}

/** Whether the request presents its token with the DPoP scheme. */
export function isDpop(c: Context): boolean {
  return /^DPoP\b/i.test(c.req.header('Authorization') ?? '')
}

/**
 * Returns the error code for a token, its proof or its rights: RFC 6750 section 3.1, RFC 9449 section 12.2.
 */
export function tokenError({ code }: Refusal): OAuthFailure['error'] | undefined {
  if (code === 'proof_invalid' || code === 'proof_missing') return 'invalid_dpop_proof'
  if (code === 'proof_nonce_required') return 'use_dpop_nonce'
  if (STATUS[code] === 403) return 'insufficient_scope'
  return STATUS[code] === 401 ? 'invalid_token' : undefined
}

/** Returns the English sentence in the characters that RFC 6749 appendix A.8 and RFC 6750 section 3 allow. */
export function errorDescription(refusal: Refusal): string {
  return describeRefusal(refusal, enUS)
    .replaceAll('"', "'")
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, '?')
}
