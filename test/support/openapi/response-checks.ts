import { inject } from 'vitest'
import { documentedPath } from './checked-services.ts'
import { createExchangeChecker, type Exchange } from './exchange-checker.ts'

/**
 * Checks each response to `fetch` against the OpenAPI document. This module is loaded once per worker, so
 * that `fetch` is replaced once and all checks share one list. A setup file is run again for each test file.
 */

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

/** Returns the differences that were found since the last call. */
export function takeProblems(): string[] {
  return problems.splice(0)
}
