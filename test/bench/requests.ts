import type { Request } from 'autocannon'
import { CONNECTIONS } from './jobs.ts'

/** A form by POST, as the endpoints of OAuth take it. */
export function form(path: string, fields: Record<string, string>): Request {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path, headers, body: `${new URLSearchParams(fields)}` }
}

/** JSON by POST. */
export function json(path: string, body: object, headers: Record<string, string> = {}): Request {
  const all = { 'Content-Type': 'application/json', ...headers }
  return { method: 'POST', path, headers: all, body: JSON.stringify(body) }
}

/** Shares the requests out to the connections. */
export function shared(requests: Request[]) {
  return (connection: number) => requests.filter((_, index) => index % CONNECTIONS === connection)
}

/** What a server says to a request before it is measured. @throws where that is no success */
export async function answer<Body>(url: string, { path, ...init }: Request): Promise<Body> {
  const response = await fetch(url + path, init as RequestInit)
  if (!response.ok) throw new Error(`Cannot prepare ${path}: ${response.status}, ${await response.text()}`)
  return (await response.json()) as Body
}

/** One for each connection, one after the other: what the first has to fetch is there for the others. */
export async function forEachConnection<T>(make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  while (made.length < CONNECTIONS) made.push(await make())
  return made
}
