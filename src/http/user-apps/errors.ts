import type { Context } from 'hono'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import type { FilterProblem } from '../../lib/filter/ast.ts'
import type { Env } from '../env.ts'
import { enUS } from '../messages/en-US.ts'
import { describeRefusal, type Messages } from '../messages/messages.ts'
import { messagesFor } from '../middleware/language.ts'
import { refusalHeaders, STATUS } from '../refusals.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import type { RateLimited, Unauthenticated, UserAppsFailure } from './responses.ts'

/** What cannot even be parsed; everything else that is wrong with a request has content, but the wrong one. */
const SYNTAX: RefusalCode[] = ['body_not_json']

/** The vendor's `detailCode` of each status. */
const DETAIL_CODES = {
  400: '400.1 Bad Request Content',
  403: '403 Forbidden',
  404: '404 Not found',
  405: '405 Method Not Allowed',
  413: '413 Content Too Large',
  415: '415 Unsupported Media Type',
  500: '500.0 Internal Fault',
  503: '503.0 Service Unavailable',
} as const

/** Answers with the body of the user-apps wire format: in English, and in the caller's language if that is another. */
export function respondWithUserAppsRefusal(c: Context<Env>, refusal: Refusal): Response {
  const status = STATUS[refusal.code]
  refusalHeaders(c, refusal)
  if (refusal.code === 'filter_invalid') responseHeaders(c)['X-Filter-Position'] = position(refusal)
  return respondJson(c, userAppsFailureBody(refusal, messagesFor(c), c.get('requestId')), status)
}

/** Where in the filter the mistake is, in characters from 0: the sentence has it too, but in words. */
function position({ detail }: Refusal): string {
  return String((detail as FilterProblem).position)
}

/** What that body says. */
export function userAppsFailureBody(
  refusal: Refusal,
  messages: Messages,
  trackingId: string,
): UserAppsFailure | Unauthenticated | RateLimited {
  const status = STATUS[refusal.code]
  if (status === 401) return { error: describeRefusal(refusal, messages) }
  if (status === 429) return { message: ' Rate Limit Exceeded ' }
  const syntax = SYNTAX.includes(refusal.code)
  const general = syntax ? 'syntax' : (status as keyof typeof DETAIL_CODES)
  return {
    detailCode: syntax ? '400.0 Bad Request Syntax' : DETAIL_CODES[status as keyof typeof DETAIL_CODES],
    trackingId,
    messages: texts(messages, (language) => language.general[general]),
    ...(status < 500 &&
      status !== 404 && { causes: texts(messages, (language) => describeRefusal(refusal, language)) }),
  }
}

function texts(requested: Messages, text: (messages: Messages) => string): UserAppsFailure['messages'] {
  const english = { locale: enUS.locale, localeOrigin: 'DEFAULT' as const, text: text(enUS) }
  if (requested === enUS) return [english]
  return [english, { locale: requested.locale, localeOrigin: 'REQUEST', text: text(requested) }]
}
