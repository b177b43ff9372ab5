import { type Limit, readLimits } from '../api/limits.ts'
import type { AccessToken } from './sign-in.ts'
import type { SignInProblem } from './sign-in-problem.ts'

/**
 * The cause of a session's end, with the service's message if it refused the token. `refused` means that the
 * service never accepted it; then `problem` is the probable reason.
 */
export type SessionEnd = {
  cause: 'ended' | 'signedOut' | 'refused'
  reason?: string
  problem?: SignInProblem | undefined
}

/** A signed-in user's session. The access token exists only in its closure. */
export type Session = {
  token: () => string | undefined
  /** Returns the rate limits of the last response that had any. */
  limits: () => Limit[]
  /** Records the rate limits of a response, and whether the service accepted the token. */
  recordResponse: (response: Response) => void
  /** Ends the session because the service refused the token, with its message. */
  refuse: (reason: string) => void
  end: (sessionEnd: SessionEnd) => void
  /** Sets the function that is called once, when the session ends. */
  onEnd: (listener: (sessionEnd: SessionEnd) => void) => void
}

/** The longest delay that a browser's timer supports. */
const TIMER_MS_MAX = 2 ** 31 - 1

/** The lifetime that is assumed if the issuer does not state one. */
const LIFETIME_SECONDS_DEFAULT = 86_400

/** Begins a session. It ends when its token expires, and then drops the token. */
export function beginSession({
  token,
  problem,
  expiresInSeconds = LIFETIME_SECONDS_DEFAULT,
}: AccessToken): Session {
  let current: string | undefined = token
  let limits: Limit[] = []
  let wasAccepted = false
  let listener = (_: SessionEnd) => {}
  const end = (sessionEnd: SessionEnd) => {
    if (current === undefined) return
    current = undefined
    clearTimeout(timer)
    listener(sessionEnd)
  }
  const timer = setTimeout(() => end({ cause: 'ended' }), Math.min(expiresInSeconds * 1000, TIMER_MS_MAX))
  return {
    token: () => current,
    limits: () => limits,
    recordResponse({ ok, headers }) {
      const read = readLimits(headers)
      if (read.length > 0) limits = read
      wasAccepted ||= ok
    },
    refuse: (reason) => end(wasAccepted ? { cause: 'ended', reason } : { cause: 'refused', reason, problem }),
    end,
    onEnd(onEnd) {
      listener = onEnd
    },
  }
}
