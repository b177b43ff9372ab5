import type { Context } from 'hono'
import type { Refusal, RefusalCode } from '../../domain/refusal.ts'
import type { FilterProblem } from '../../lib/filter/ast.ts'
import type { Env } from '../env.ts'
import { enUS } from '../messages/en-US.ts'
import { type Messages, say } from '../messages/messages.ts'
import { messagesFor } from '../middleware/language.ts'
import { refusalHeaders, STATUS } from '../refusals.ts'

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
export function answerUserAppsRefusal(c: Context<Env>, refusal: Refusal): Response {
  const status = STATUS[refusal.code]
  refusalHeaders(c, refusal)
  if (refusal.code === 'filter_invalid') c.header('X-Filter-Position', position(refusal))
  if (status === 401) return c.json({ error: say(refusal, messagesFor(c)) }, status)
  if (status === 429) return c.json({ message: ' Rate Limit Exceeded ' }, status)
  const syntax = SYNTAX.includes(refusal.code)
  const answer = {
    detailCode: syntax ? '400.0 Bad Request Syntax' : DETAIL_CODES[status as keyof typeof DETAIL_CODES],
    trackingId: c.var.requestId,
    messages: texts(
      c,
      (messages) => messages.general[syntax ? 'syntax' : (status as keyof typeof DETAIL_CODES)],
    ),
    ...(status < 500 && status !== 404 ? { causes: texts(c, (messages) => say(refusal, messages)) } : {}),
  }
  return c.json(answer, status)
}

/** Where in the filter the mistake is, in characters from 0: the sentence has it too, but in words. */
function position({ detail }: Refusal): string {
  return String((detail as FilterProblem).position)
}

function texts(c: Context<Env>, text: (messages: Messages) => string) {
  const requested = messagesFor(c)
  const english = { locale: enUS.locale, localeOrigin: 'DEFAULT', text: text(enUS) }
  if (requested === enUS) return [english]
  return [english, { locale: requested.locale, localeOrigin: 'REQUEST', text: text(requested) }]
}
