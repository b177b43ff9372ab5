import type { Context } from 'hono'
import type { Refusal } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { describeRefusal, type Messages } from '../messages/messages.ts'
import { messagesFor } from '../middleware/language.ts'
import { addRefusalHeaders } from '../refusals/headers.ts'
import { STATUS } from '../refusals/status.ts'
import { respondJson } from '../respond.ts'
import type { Failure } from './responses.ts'

/** Responds with an error of the user-applications wire format, in the caller's language. */
export function respondWithRefusal(c: Context<Env>, refusal: Refusal): Response {
  addRefusalHeaders(c, refusal)
  return respondJson(c, failureBody(refusal, messagesFor(c)), STATUS[refusal.code])
}

/** Returns the body of such an error. */
export function failureBody(refusal: Refusal, messages: Messages): Failure {
  const failure = { code: STATUS[refusal.code], message: describeRefusal(refusal, messages) }
  const details = missingRightsOf(refusal)
  return details === undefined ? failure : { ...failure, details }
}

/**
 * Returns the rights that the caller lacks to manage an application. Those that an operation always needs are
 * documented, and the vendor's body has no details there.
 */
function missingRightsOf(refusal: Refusal): string | undefined {
  if (refusal.code !== 'permission_missing' || refusal.detail.neededFor === 'operation') return undefined
  const { roles, scopes } = refusal.detail
  return Object.entries({ roles, scopes })
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}: ${names.join(' ')}`)
    .join('; ')
}
