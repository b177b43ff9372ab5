import type { Context } from 'hono'
import type { Refusal } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'
import { enUS } from '../messages/en-US.ts'
import { describeRefusal, type Messages } from '../messages/messages.ts'
import { messagesFor } from '../middleware/language.ts'
import { addRefusalHeaders } from '../refusals/headers.ts'
import { STATUS } from '../refusals/status.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import type { RateLimited, Unauthenticated, UserAppsFailure } from './responses.ts'

/** The vendor's `detailCode` of each status, and of a request that cannot be parsed. */
const DETAIL_CODES = {
  400: '400.1 Bad Request Content',
  syntax: '400.0 Bad Request Syntax',
  403: '403 Forbidden',
  404: '404 Not found',
  405: '405 Method Not Allowed',
  413: '413 Content Too Large',
  415: '415 Unsupported Media Type',
  500: '500.0 Internal Fault',
  503: '503.0 Service Unavailable',
} as const

/**
 * Responds with an error of the user-apps wire format: in English, and in the caller's language if it is
 * another.
 */
export function respondWithUserAppsRefusal(c: Context<Env>, refusal: Refusal): Response {
  addRefusalHeaders(c, refusal)
  // Pages can point at the mistake without parsing the sentence. Counted in characters from 0.
  if (refusal.code === 'filter_invalid')
    responseHeaders(c)['X-Filter-Position'] = String(refusal.detail.position)
  const body = userAppsFailureBody(refusal, messagesFor(c), c.get('requestId'))
  return respondJson(c, body, STATUS[refusal.code])
}

/** Returns the body of such an error. */
export function userAppsFailureBody(
  refusal: Refusal,
  messages: Messages,
  trackingId: string,
): UserAppsFailure | Unauthenticated | RateLimited {
  const status = STATUS[refusal.code]
  if (status === 401) return { error: describeRefusal(refusal, messages) }
  if (status === 429) return { message: ' Rate Limit Exceeded ' }
  const kind = kindOf(refusal, status)
  const hasCauses = status < 500 && status !== 404
  return {
    detailCode: DETAIL_CODES[kind],
    trackingId,
    messages: localized(messages, (language) => language.general[kind]),
    ...(hasCauses && { causes: localized(messages, (language) => describeRefusal(refusal, language)) }),
  }
}

/**
 * Returns the kind of an error. No operation of this wire format has a conflict: it would be an error of the
 * content.
 */
function kindOf(
  { code }: Refusal,
  status: Exclude<(typeof STATUS)[Refusal['code']], 401 | 429>,
): keyof typeof DETAIL_CODES {
  if (code === 'body_not_json') return 'syntax'
  return status === 409 ? 400 : status
}

function localized(requested: Messages, text: (messages: Messages) => string): UserAppsFailure['messages'] {
  const english = { locale: enUS.locale, localeOrigin: 'DEFAULT' as const, text: text(enUS) }
  if (requested === enUS) return [english]
  return [english, { locale: requested.locale, localeOrigin: 'REQUEST', text: text(requested) }]
}
