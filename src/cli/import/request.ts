import { setTimeout } from 'node:timers/promises'

/** The wait before each further attempt, unless the response says how long to wait. */
const PAUSES_SECONDS = [1, 2, 4]

/** The longest wait. After a longer one, the command should be run again by hand. */
const RETRY_AFTER_MAX_SECONDS = 300

/** The statuses after which a later attempt may succeed. */
const TEMPORARY = [429, 502, 503, 504]

/** The signal that ends every wait, and a function that reports a wait. */
export type Retries = { signal: AbortSignal; report: (sentence: string) => void }

/** An error after which another attempt may succeed, after so many seconds if the response says so. */
class TemporaryError extends Error {
  readonly retryAfterSeconds: number | undefined

  constructor(message: string, retryAfterSeconds?: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Repeats an attempt that fails temporarily, three times at most. @throws the error of the last attempt */
export async function retry<T>({ signal, report }: Retries, attempt: () => Promise<T>): Promise<T> {
  for (const pauseSeconds of PAUSES_SECONDS) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof TemporaryError)) throw error
      const seconds = error.retryAfterSeconds ?? pauseSeconds
      if (seconds > RETRY_AFTER_MAX_SECONDS) throw error
      report(`${error.message} Retrying in ${seconds} s.`)
      await setTimeout(seconds * 1_000, undefined, { signal })
    }
  }
  return attempt()
}

/**
 * Fetches a response with its text, without following redirects. A failed connection is a temporary error.
 */
export async function fetchText(
  url: string,
  init: RequestInit & { signal: AbortSignal },
  server: string,
  advice = '',
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    return { response, text: await response.text() }
  } catch (error) {
    init.signal.throwIfAborted()
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    throw new TemporaryError(`Cannot reach ${server}${code ? ` (${code})` : ''}.${advice}`)
  }
}

/** Whether a later attempt may succeed after a response with this status. */
export function isTemporary(status: number): boolean {
  return TEMPORARY.includes(status)
}

/** Returns the error for a response: a temporary one if a later attempt may succeed. */
export function errorFor({ status, headers }: Response, message: string): Error {
  return isTemporary(status) ? new TemporaryError(message, retryAfterSeconds(headers)) : new Error(message)
}

/** Returns the text with a full stop, unless it ends with punctuation. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** Reads `Retry-After`, seconds or a date: RFC 9110 section 10.2.3. */
function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('Retry-After') ?? ''
  if (/^\d+$/.test(value)) return Number(value)
  const seconds = Math.ceil((Date.parse(value) - Date.now()) / 1_000)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
