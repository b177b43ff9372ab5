import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import type { Part } from './import-parts.ts'

const PATH = '/api/v1/administration/user-apps/import'

/** How long to wait before each further try, where the service does not say it. */
const PAUSES_SECONDS = [1, 2, 4]

/** Who asks to wait longer is better asked again by hand. */
const RETRY_AFTER_MAX_SECONDS = 300

/** What may be otherwise a moment later. */
const PASSING = [429, 502, 503, 504]

const RIGHT = `An import takes a token with the admin role: --token TOKEN, or LATCHKEY_TOKEN=TOKEN. For a local service:
  npm run -s token -- --sub admin --role admin`

const Stored = z.object({ imported: z.number(), skipped: z.number() })

/** How many lines were stored, and how many passed over as the service's own credentials. */
export type Stored = z.infer<typeof Stored>

/** Where parts go, by whose right, what ends all waiting, and whom to tell that there is some. */
export type Target = { url: string; token: string; signal: AbortSignal; say: (sentence: string) => void }

/**
 * Sends a part, again where that may help.
 * @throws {Error} with the service's own sentence when it refuses the part
 */
export async function sendPart(target: Target, part: Part): Promise<Stored> {
  for (const pauseSeconds of PAUSES_SECONDS) {
    try {
      return await attempt(target, part)
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      const seconds = error.retryAfterSeconds ?? pauseSeconds
      if (seconds > RETRY_AFTER_MAX_SECONDS) throw error
      target.say(`${error.message} Trying again in ${seconds} s.`)
      await setTimeout(seconds * 1_000, undefined, { signal: target.signal })
    }
  }
  return attempt(target, part)
}

/** Another try may help, after so many seconds if the service says so. */
class Unavailable extends Error {
  readonly retryAfterSeconds: number | undefined

  constructor(message: string, retryAfterSeconds?: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

async function attempt(target: Target, { bytes, firstLine }: Part): Promise<Stored> {
  const { url, token, signal } = target
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' }
  const init = { method: 'POST', headers, body: bytes, redirect: 'manual', signal } as const
  const { answer, text } = await fetch(`${url}${PATH}?firstLine=${firstLine}`, init)
    .then(async (answer) => ({ answer, text: await answer.text() }))
    .catch((error) => {
      signal.throwIfAborted()
      const { code } = (error.cause ?? {}) as { code?: string }
      const why = code ? ` (${code})` : ''
      throw new Unavailable(`Latchkey does not answer at ${url}${why}. Locally, npm run dev starts it.`)
    })
  if (answer.status !== 200) throw refusal(answer, sentence(text))
  const { success, data } = Stored.safeParse(parse(text))
  if (!success) throw new Error(`What answers at ${url} is not Latchkey.`)
  return data
}

function refusal(answer: Response, sentence: string): Error {
  const { status, statusText } = answer
  const told = sentence || `The service answered ${status} ${statusText}`.trimEnd().concat('.')
  if (PASSING.includes(status)) return new Unavailable(told, retryAfterSeconds(answer.headers))
  return new Error(status === 401 || status === 403 ? `${told}\n${RIGHT}` : told)
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('Retry-After') ?? ''
  if (/^\d+$/.test(value)) return Number(value)
  const seconds = Math.ceil((Date.parse(value) - Date.now()) / 1_000)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

function sentence(text: string): string {
  const { data } = z.object({ message: z.string() }).safeParse(parse(text))
  return data?.message.trim() ?? ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
