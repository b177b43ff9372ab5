import type { Request } from 'autocannon'
import { CONNECTIONS } from './jobs.ts'

/** Returns a form POST for an OAuth endpoint. */
export function form(path: string, fields: Record<string, string>): Request {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path, headers, body: `${new URLSearchParams(fields)}` }
}

/** Returns a JSON POST. */
export function json(path: string, body: object, headers: Record<string, string> = {}): Request {
  const all = { 'Content-Type': 'application/json', ...headers }
  return { method: 'POST', path, headers: all, body: JSON.stringify(body) }
}

/** Shares the requests out to the connections. */
export function shared(requests: Request[]) {
  return (connection: number) => requests.filter((_, index) => index % CONNECTIONS === connection)
}

/** Sends a request before the measurement and returns the body. @throws if the request fails */
export async function fetchBody<Body>(url: string, { path, ...init }: Request): Promise<Body> {
  const response = await fetch(url + path, init as RequestInit)
  if (!response.ok) throw new Error(`Cannot prepare ${path}: ${response.status}, ${await response.text()}`)
  return (await response.json()) as Body
}

/**
 * Makes a value for each connection, one after the other, so that later ones use what the first has fetched.
 */
export async function forEachConnection<T>(make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  while (made.length < CONNECTIONS) made.push(await make())
  return made
}
