import { type Limit, readLimits } from '../api/limits.ts'
import type { Arrival } from './sign-in.ts'

/** Why nobody is signed in any more, with what the service said of the token if it refused it. */
export type Ending = { why: 'ended' | 'signedOut'; reason?: string }

/** Whose session this is: the token stands here and nowhere else. */
export type Session = {
  token: () => string | undefined
  limits: () => Limit[]
  note: (headers: Headers) => void
  end: (ending: Ending) => void
  /** Who is told, once. */
  onEnd: (told: (ending: Ending) => void) => void
}

/** Begins a session, which ends when its token does: then nothing holds the token any more. */
export function beginSession({ token, expiresInSeconds }: Arrival): Session {
  let kept: string | undefined = token
  let limits: Limit[] = []
  let ended = (_: Ending) => {}
  const end = (ending: Ending) => {
    if (kept === undefined) return
    kept = undefined
    clearTimeout(timer)
    ended(ending)
  }
  const timer = setTimeout(
    () => end({ why: 'ended' }),
    Math.min((expiresInSeconds ?? 86_400) * 1000, TIMER_MAX_MS),
  )
  return {
    token: () => kept,
    limits: () => limits,
    note(headers) {
      const told = readLimits(headers)
      if (told.length > 0) limits = told
    },
    end,
    onEnd(told) {
      ended = told
    },
  }
}

/** What a timer can hold. */
const TIMER_MAX_MS = 2 ** 31 - 1
