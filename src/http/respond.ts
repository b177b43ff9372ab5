import type { Context } from 'hono'
import type { StatusCode } from 'hono/utils/http-status'

/**
 * Returns the headers of the response to come, by name. Each name has one spelling in the whole code base.
 */
export function responseHeaders(c: Context): Record<string, string> {
  return c.get('headers')
}

/**
 * Creates a response with the common headers and these. Adding headers to an existing response costs ten
 * times as much.
 */
export function respond(
  c: Context,
  body: BodyInit | null,
  status: StatusCode,
  headers?: Record<string, string>,
): Response {
  c.set('responded', true)
  return new Response(body, { status, headers: { ...responseHeaders(c), ...headers } })
}

/** Creates a JSON response, RFC 8259. */
export function respondJson(
  c: Context,
  value: unknown,
  status: StatusCode = 200,
  headers?: Record<string, string>,
): Response {
  return respond(c, JSON.stringify(value), status, { ...JSON_TYPE, ...headers })
}

/** The media type of JSON, with the charset that some clients require. */
export const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' }
