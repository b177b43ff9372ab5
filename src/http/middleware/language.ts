import type { Context } from 'hono'
import { languageMatcher } from '../../lib/language-match.ts'
import { enUS } from '../messages/en-US.ts'
import { LANGUAGES } from '../messages/languages.ts'
import type { Messages } from '../messages/messages.ts'

const bestLanguage = languageMatcher([...LANGUAGES.keys()])

/** Returns the messages in the supported language that fits the request best: RFC 9110 section 12.5.4. */
export function messagesFor(c: Context): Messages {
  const best = bestLanguage(c.req.header('Accept-Language') ?? '')
  return LANGUAGES.get(best ?? '') ?? enUS
}
