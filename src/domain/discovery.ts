import { isLoopback } from '../lib/loopback.ts'

/** The longest time to fetch an issuer's metadata and keys. Callers wait for it. */
export const FETCH_TIMEOUT_MS = 3_000

/** The most characters of a foreign value in a message. */
const QUOTED_CHARACTERS_MAX = 200

/** A failed request to an issuer. The message names the URL and its response, for the log of the operator. */
export class IssuerRequestError extends Error {
  /** Whether the issuer responded. */
  readonly hasResponse: boolean

  constructor(message: string, hasResponse = true) {
    super(message)
    this.hasResponse = hasResponse
  }
}

/** The members of an issuer's metadata that are used here: RFC 8414 section 2. */
export type Metadata = { issuer: string; jwks_uri: string; token_endpoint?: unknown }

type FetchJson = (url: string) => Promise<unknown>

/** Fetches JSON. A redirect is an error. @throws {IssuerRequestError} */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const signal = init.signal ?? AbortSignal.timeout(FETCH_TIMEOUT_MS)
  const response = await fetch(url, { ...init, signal, redirect: 'manual' }).catch((error) => {
    throw new IssuerRequestError(`${url} did not respond: ${reasonOf(error)}`, false)
  })
  if (response.status !== 200) throw new IssuerRequestError(`${url} responded ${response.status}`)
  return response.json().catch(() => {
    throw new IssuerRequestError(`${url} responded 200, but not with JSON`)
  })
}

/**
 * Fetches an issuer's metadata: OpenID Connect Discovery 1.0 section 4, else RFC 8414 section 3.
 * @throws {IssuerRequestError}
 */
export async function discover(
  issuer: string,
  request: FetchJson = fetchJson,
): Promise<{ url: string; metadata: Metadata }> {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const { url, json } = await firstResponse(request, [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ])
  const metadata = (json ?? {}) as Partial<Metadata>
  if (metadata.issuer !== issuer)
    throw new IssuerRequestError(`${url} names the issuer ${quote(metadata.issuer)}, not "${issuer}"`)
  if (!isSecureUrl(metadata.jwks_uri))
    throw new IssuerRequestError(`${url} names the jwks_uri ${quote(metadata.jwks_uri)}, which is not https`)
  return { url, metadata: metadata as Metadata }
}

/** Returns the first JSON. An issuer that does not respond is not asked again. */
async function firstResponse(request: FetchJson, urls: string[]): Promise<{ url: string; json: unknown }> {
  const failures: string[] = []
  for (const url of urls) {
    try {
      return { url, json: await request(url) }
    } catch (error) {
      if (!(error instanceof IssuerRequestError && error.hasResponse)) throw error
      failures.push(error.message)
    }
  }
  throw new IssuerRequestError(failures.join('; '))
}

/** Returns the message of the innermost cause: an error of `fetch` itself has no reason. */
export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: unknown; message?: string; code?: unknown }
  return cause instanceof Error ? reasonOf(cause) : message || String(code)
}

function quote(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, QUOTED_CHARACTERS_MAX)
}

/** Whether requests to the URL stay private: by https, or on this machine. */
export function isSecureUrl(url: unknown): url is string {
  const { protocol, hostname } = (typeof url === 'string' && URL.parse(url)) || {}
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname ?? ''))
}
