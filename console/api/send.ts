import type { ErrorBody } from './types.ts'

/** What was refused, in the server's own sentence. Without a status, nothing answered. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number | undefined
  /** Where in a filter the mistake is, in characters from 0. */
  readonly position: number | undefined

  constructor(message: string, status?: number, position?: number) {
    super(message)
    this.status = status
    this.position = position
  }
}

/** What a call is made with: whose token, in which language; and who is told of a token that is no longer good, and of the limits. */
export type Needs = {
  token: () => string | undefined
  language: () => string
  ended: (reason: string) => void
  limits: (headers: Headers) => void
}

export type Answer<Body> = { body: Body; headers: Headers }

/** Calls the API. @throws {ApiError} */
export type Send = <Body>(method: string, path: string, body?: unknown) => Promise<Answer<Body>>

export function sender({ token, language, ended, limits }: Needs): Send {
  return async function send<Body>(method: string, path: string, body?: unknown) {
    const headers = new Headers({ Authorization: `Bearer ${token()}`, 'Accept-Language': language() })
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const text = body === undefined ? null : JSON.stringify(body)
    const answer = await reach(path, { method, headers, body: text, cache: 'no-store' })
    limits(answer.headers)
    const read: unknown = answer.status === 204 ? undefined : await answer.json().catch(() => undefined)
    if (answer.status === 401) ended(sentence(read))
    if (!answer.ok) throw new ApiError(sentence(read), answer.status, position(answer.headers))
    return { body: read as Body, headers: answer.headers }
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch {
    throw new ApiError('')
  }
}

function position(headers: Headers): number | undefined {
  const text = headers.get('X-Filter-Position')
  return text === null ? undefined : Number(text)
}

/** The sentence of whichever wire format: the last of several is in the reader's language. */
function sentence(body: unknown): string {
  const { message, error, causes, messages } = (body ?? {}) as ErrorBody
  return message ?? error ?? (causes ?? messages)?.at(-1)?.text ?? ''
}
