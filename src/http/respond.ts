import type { Context } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'

/** The headers of the answer to come, by their names as they are sent; each name is spelt in one way everywhere. */
export function responseHeaders(c: Context): Record<string, string> {
  return c.get('headers')
}

/** Answers with what all answers say, and with these headers. Made at once: to change a header of an answer takes a runtime ten times as long. */
export function respond(
  c: Context,
  body: BodyInit | null,
  status: StatusCode,
  headers?: Record<string, string>,
): Response {
  c.set('responded', true)
  return new Response(body, { status, headers: { ...responseHeaders(c), ...headers } })
}

/** Answers with JSON, RFC 8259. */
export function respondJson(
  c: Context,
  value: unknown,
  status: StatusCode = 200,
  headers?: Record<string, string>,
): Response {
  return respond(c, JSON.stringify(value), status, { ...JSON_TYPE, ...headers })
}

/** The media type of JSON, with the charset that some clients insist on. */
export const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' }
