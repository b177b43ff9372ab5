import type { Context } from 'hono'
import type { Refusal } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { responseHeaders } from '../respond.ts'
import { challenge } from './challenge.ts'
import { STATUS } from './status.ts'

/** The wait that is asked for after a component did not respond. */
const UNAVAILABLE_RETRY_SECONDS = 30

/**
 * Adds the headers that a refusal or its status asks for: RFC 9110 sections 10.2.1, 10.2.3, 11.6.1 and
 * 15.5.16, RFC 9449 sections 8 and 9.
 */
export function addRefusalHeaders(
  c: Context<Env>,
  refusal: Refusal,
  status: number = STATUS[refusal.code],
): void {
  const headers = responseHeaders(c)
  if (refusal.code === 'method_not_allowed') headers.Allow = refusal.detail.allowed.join(', ')
  if (refusal.code === 'body_encoding_unsupported') headers['Accept-Encoding'] = 'identity'
  if (refusal.code === 'unavailable') headers['Retry-After'] = String(UNAVAILABLE_RETRY_SECONDS)
  if (refusal.code === 'rate_limited') headers['Retry-After'] = String(refusal.detail.retryAfterSeconds)
  if (refusal.code === 'proof_nonce_required') headers['DPoP-Nonce'] = refusal.detail.nonce
  if (status === 401 || status === 403) headers['WWW-Authenticate'] = challenge(c, refusal)
}
