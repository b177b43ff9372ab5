import { styleText } from 'node:util'
import { decodeJwt } from 'jose'

/**
 * Sends a request, and shows it with its response.
 * @throws {Error} if the status is not the expected one
 */
export type Call = <Body>(
  expected: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: BodyInit | null,
) => Promise<Body>

/** The names of the tokens. Shortened, all tokens look the same. */
const names = new Map<string, string>()

/** Returns a {@link Call} to the service at that address. */
export function caller(service: string): Call {
  return async function call<Body>(...[expected, method, path, headers, body = null]: Parameters<Call>) {
    const request = new Request(service + path, { method, headers, body })
    show(styleText('cyan', `→ ${method} ${path}`))
    for (const [name, value] of request.headers) show(`  ${name}: ${value}${credentials(value)}`)
    showBody(await request.clone().text())

    const response = await send(request)
    const text = await response.text()
    const { status, statusText } = response
    show(styleText(status === expected ? 'green' : 'red', `← ${status} ${statusText}`))
    showBody(text)
    if (status !== expected) throw new Error(unexpectedStatus(expected, status))
    return (text ? JSON.parse(text) : undefined) as Body
  }
}

/**
 * Sends a request without showing it.
 * @throws {Error} if the service cannot be reached
 */
export async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    const { origin } = new URL(request.url)
    throw new Error(`Cannot reach Latchkey at ${origin}. Start it in another terminal: npm run dev`)
  }
}

/** Returns the header of a request with a token, RFC 6750 section 2.1. */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}

/** Returns a JSON body, which sets the content type. */
export function json(value: object): Blob {
  return new Blob([JSON.stringify(value)], { type: 'application/json' })
}

/** Shows the claims of a token. From then on, its name is shown next to it. */
export function showToken(name: string, token: string): void {
  names.set(token, name)
  show(`${token} is ${name}, with the claims:`)
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

/** Returns the content of an Authorization header: the name of a token, or a client ID and secret. */
function credentials(header: string): string {
  const [scheme, value = ''] = header.split(' ')
  const text = scheme === 'Basic' ? atob(value) : names.get(value)
  return text ? ` (${text})` : ''
}

function unexpectedStatus(expected: number, status: number): string {
  const hint = ' Start the service in this folder: the demo signs with the keys in its .dev.vars.'
  return `Expected ${expected}, but the status is ${status}.${status === 401 ? hint : ''}`
}
