import type { Context } from 'hono'

/** The path as the client sees it, before anything of it is decoded or mended. */
export function pathOf(c: Context): string {
  return /^[^:]*:\/\/[^/]*([^?]*)/.exec(c.req.url)?.[1] ?? ''
}
