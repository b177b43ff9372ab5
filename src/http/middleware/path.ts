import type { Context } from 'hono'

/** Returns the path as the client sent it, without any decoding. */
export function pathOf(c: Context): string {
  return /^[^:]*:\/\/[^/]*([^?]*)/.exec(c.req.url)?.[1] ?? ''
}
