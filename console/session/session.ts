import { type Limit, readLimits } from '../api/limits.ts'

/** Why nobody is signed in, if there is something to say. */
export type Ending = 'ended' | 'signedOut'

/** Whose session this is: the token stands here and nowhere else. */
export type Session = {
  token: () => string | undefined
  limits: () => Limit[]
  note: (headers: Headers) => void
  end: (why: Ending) => void
}

/** Begins a session, which ends when its token does. `ended` is told once. */
export function beginSession(
  token: string,
  expiresInSeconds: number | undefined,
  ended: (why: Ending) => void,
): Session {
  let kept: string | undefined = token
  let limits: Limit[] = []
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
  }
}

/** What a timer can hold. */
const TIMER_MAX_MS = 2 ** 31 - 1
