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
  return { code: STATUS[refusal.code], message: describeRefusal(refusal, messages) }
}
