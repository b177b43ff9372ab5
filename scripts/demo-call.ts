import { styleText } from 'node:util'
import { decodeJwt } from 'jose'

/**
 * Asks the service and shows both sides.
 * @throws {Error} when the answer has another status than expected.
 */
export type Call = <Answer>(
  expected: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: BodyInit | null,
) => Promise<Answer>

/** What the tokens are called: shortened, they all look the same. */
const names = new Map<string, string>()

/** Makes a {@link Call} to the service at that address. */
export function caller(service: string): Call {
  return async function call<Answer>(...[expected, method, path, headers, body = null]: Parameters<Call>) {
    const request = new Request(service + path, { method, headers, body })
    show(styleText('cyan', `→ ${method} ${path}`))
    for (const [name, value] of request.headers) show(`  ${name}: ${value}${credentials(value)}`)
    showBody(await request.clone().text())

    const answer = await send(request)
    const text = await answer.text()
    show(styleText(answer.status === expected ? 'green' : 'red', `← ${answer.status} ${answer.statusText}`))
    showBody(text)
    if (answer.status !== expected) throw new Error(surprise(expected, answer.status))
    return (text ? JSON.parse(text) : undefined) as Answer
  }
}

/** Asks without a word. @throws {Error} when nobody answers. */
export async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    const { origin } = new URL(request.url)
    throw new Error(`Latchkey does not answer at ${origin}. Start it in another terminal: npm run dev`)
  }
}

/** The header of a request with a token, RFC 6750 section 2.1. */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}

/** A body of JSON, which brings its content type. */
export function json(value: object): Blob {
  return new Blob([JSON.stringify(value)], { type: 'application/json' })
}

/** Shows what a token says; from then on its name stands beside it. */
export function showToken(name: string, token: string): void {
  names.set(token, name)
  show(`${token} is ${name}, and says:`)
  showBody(JSON.stringify(decodeJwt(token)))
}

/** Prints text, indented, with no more than the first 12 characters of any secret or token. */
export function show(text: string, indent = '   '): void {
  const short = text.replace(/(lks_\w{8}|eyJ[\w-]{9}|(?<=Basic )[\w+/]{12})[\w+/=.-]+/g, '$1…')
  console.log(short.replace(/^/gm, indent))
}

function showBody(text: string): void {
  if (text) show(/^[[{]/.test(text) ? JSON.stringify(JSON.parse(text), null, 2) : text, '     ')
}

/** What stands in an Authorization header: a token by its name, or a client's id and secret. */
function credentials(header: string): string {
  const [scheme, value = ''] = header.split(' ')
  const text = scheme === 'Basic' ? atob(value) : names.get(value)
  return text ? ` (${text})` : ''
}

function surprise(expected: number, status: number): string {
  const hint = ' Was the service started here? The demo signs with the keys of this folder’s .dev.vars.'
  return `Expected ${expected}, but the answer was ${status}.${status === 401 ? hint : ''}`
}
