import type { MiddlewareHandler } from 'hono'
import { Refusal } from '../../domain/refusal.ts'
import type { Env } from '../env.ts'

/**
 * Refuses a request whose Host makes no URL. Runtimes pass it on in different ways, and errors of later URL
 * parsers would repeat the whole URL.
 * @throws {Refusal} host_invalid
 */
export function requireUrl(): MiddlewareHandler<Env> {
  return async function requireUrl(c, next) {
    if (!URL.canParse(c.req.url)) throw new Refusal('host_invalid')
    return next()
  }
}
