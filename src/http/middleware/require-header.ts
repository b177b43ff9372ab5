import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../../domain/refusal.ts'

/** Requires a header with the value `true`. */
export function requireHeader(header: string): MiddlewareHandler {
  return async function requireHeader(c, next) {
    if (c.req.header(header)?.toLowerCase() !== 'true') throw new Refusal('header_missing', { header })
    await next()
  }
}
