import { afterEach, inject } from 'vitest'
import { documentedPath } from './checked-services.ts'
import { createExchangeChecker, type Exchange } from './exchange-checker.ts'

/** Fails each test in which a response to `fetch` differs from the OpenAPI document. */

const differencesOf = createExchangeChecker(inject('openapi'))
const problems: string[] = []

/** Compares one exchange with the document. */
export function checkExchange(exchange: Exchange): void {
  problems.push(...differencesOf(exchange))
}

const { fetch } = globalThis

globalThis.fetch = async function checkedFetch(input, init) {
  const response = await fetch(input, init)
  const path = documentedPath(new URL(input instanceof Request ? input.url : input))
  if (path === undefined) return response
  const { status, headers } = response
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  checkExchange({ method, path, sent: sentText(init), status, headers, body: await textOf(response) })
  return response
}

function sentText({ headers, body }: RequestInit = {}): Exchange['sent'] {
  const form = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : ''
  const type = new Headers(headers).get('Content-Type') ?? form
  return type && (typeof body === 'string' || form) ? { type, body: String(body) } : undefined
}

/** Reads the whole body, or returns undefined if it breaks off. */
async function textOf(response: Response): Promise<string | undefined> {
  return response
    .clone()
    .text()
    .catch(() => undefined)
}

afterEach(() => {
  const found = problems.splice(0)
  if (found.length > 0)
    throw new Error(`The responses differ from the OpenAPI document:\n${found.join('\n')}`)
})
