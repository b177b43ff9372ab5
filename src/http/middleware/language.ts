import type { MiddlewareHandler } from 'hono'
import { languageMatcher } from '../../lib/language-match.ts'
import type { Env } from '../env.ts'
import { enUS } from '../messages/en-US.ts'
import { LANGUAGES } from '../messages/languages.ts'

/** Finds the language that the caller reads best, of those that we have: RFC 9110 section 12.5.4. */
export function language(): MiddlewareHandler<Env> {
  const bestLanguage = languageMatcher([...LANGUAGES.keys()])
  return async function language(c, next) {
    const best = bestLanguage(c.req.header('Accept-Language') ?? '')
    c.set('messages', LANGUAGES.get(best ?? '') ?? enUS)
    await next()
    c.res.headers.append('Vary', 'Accept-Language')
  }
}
