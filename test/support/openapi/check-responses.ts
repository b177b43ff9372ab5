import { afterEach, inject } from 'vitest'
import { documentedPath } from './checked-services.ts'
import { createExchangeChecker, type Exchange } from './exchange-checker.ts'

/** Fails each test in which a response to `fetch` differs from the OpenAPI document. */

const witness = createExchangeChecker(inject('openapi'))
const problems: string[] = []

/** Compares one exchange with the document. */
export function checkExchange(exchange: Exchange): void {
  problems.push(...witness(exchange))
}

const { fetch } = globalThis

globalThis.fetch = async function watchedFetch(input, init) {
  const answer = await fetch(input, init)
  const path = documentedPath(new URL(input instanceof Request ? input.url : input))
  if (path === undefined) return answer
  const { status, headers } = answer
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET')
  checkExchange({ method, path, sent: sentText(init), status, headers, body: await textOf(answer) })
  return answer
}

function sentText({ headers, body }: RequestInit = {}): Exchange['sent'] {
  const form = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : ''
  const type = new Headers(headers).get('Content-Type') ?? form
  return type && (typeof body === 'string' || form) ? { type, body: String(body) } : undefined
}

/** Reads the whole body, or returns undefined if it breaks off. */
async function textOf(answer: Response): Promise<string | undefined> {
  return answer
    .clone()
    .text()
    .catch(() => undefined)
}

afterEach(() => {
  const found = problems.splice(0)
  if (found.length > 0) throw new Error(`The OpenAPI document says otherwise:\n${found.join('\n')}`)
})
