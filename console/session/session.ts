import { type Limit, readLimits } from '../api/limits.ts'
import type { Arrival } from './sign-in.ts'

/** Why nobody is signed in, if there is something to say. */
export type Ending = 'ended' | 'signedOut'

/** Whose session this is: the token stands here and nowhere else. */
export type Session = {
  token: () => string | undefined
  limits: () => Limit[]
  note: (headers: Headers) => void
  end: (why: Ending) => void
  /** Who is told, once. */
  onEnd: (told: (why: Ending) => void) => void
}

/** Begins a session, which ends when its token does: then nothing holds the token any more. */
export function beginSession({ token, expiresInSeconds }: Arrival): Session {
  let kept: string | undefined = token
  let limits: Limit[] = []
  let ended = (_: Ending) => {}
  const end = (why: Ending) => {
    if (kept === undefined) return
    kept = undefined
    clearTimeout(timer)
    ended(why)
  }
  const timer = setTimeout(() => end('ended'), Math.min((expiresInSeconds ?? 86_400) * 1000, TIMER_MAX_MS))
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
