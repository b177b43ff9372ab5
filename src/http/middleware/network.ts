import type { Context } from 'hono'
import { networkOf, type Proxies } from '../../lib/network.ts'
import type { Env } from '../env.ts'

/** Returns the network of the caller, as the limits and the log see it. */
export function callerNetwork(c: Context<Env>, trustedProxies: Proxies): string {
  return networkOf(c.env.remoteAddress, c.req.header('X-Forwarded-For'), trustedProxies)
}
