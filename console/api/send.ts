import type { Failure } from '../../src/http/applications/responses.ts'
import type { Unauthenticated, UserAppsFailure } from '../../src/http/user-apps/responses.ts'

/** An error body of any wire format. Each has some of these members. */
type ErrorBody = Partial<Failure & Unauthenticated & UserAppsFailure>

/**
 * An error response, with the service's message. A request that got no response has no message and no status.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number | undefined
  /** The position of the error in the filter, in characters from 0. */
  readonly position: number | undefined

  constructor(message: string, status?: number, position?: number) {
    super(message)
    this.status = status
    this.position = position
  }
}

export type Needs = {
  token: () => string | undefined
  language: () => string
  /** Called when the API refuses the token, with its message. */
  onUnauthorized: (reason: string) => void
  /** Called with each response. */
  onResponse: (response: Response) => void
}

export type ApiResponse<Body> = { body: Body; headers: Headers }

/** Calls the API. @throws {ApiError} */
export type Send = <Body>(method: string, path: string, body?: unknown) => Promise<ApiResponse<Body>>

/** Returns a function that calls the API with a token and a language. */
export function createSend({ token, language, onUnauthorized, onResponse }: Needs): Send {
  return async function send<Body>(method: string, path: string, body?: unknown) {
    const headers = new Headers({ Authorization: `Bearer ${token()}`, 'Accept-Language': language() })
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const text = body === undefined ? null : JSON.stringify(body)
    const response = await request(path, { method, headers, body: text, cache: 'no-store' })
    onResponse(response)
    const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
    if (response.status === 401) onUnauthorized(messageOf(json))
    if (!response.ok) throw new ApiError(messageOf(json), response.status, filterPosition(response.headers))
    return { body: json as Body, headers: response.headers }
  }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch {
    throw new ApiError('')
  }
}

function filterPosition(headers: Headers): number | undefined {
  const text = headers.get('X-Filter-Position')
  return text === null ? undefined : Number(text)
}

/** Returns the message of an error body. If it has several, the last one is in the user's language. */
function messageOf(body: unknown): string {
  const { message, error, causes, messages } = (body ?? {}) as ErrorBody
  return message ?? error ?? (causes ?? messages)?.at(-1)?.text ?? ''
}
