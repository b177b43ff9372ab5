import { readCallerProfile } from '../../domain/caller.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'
import type { CallerProfile } from './responses.ts'

/** Creates the route that describes the caller: profile, rights of this call, and limits. */
export function caller(deps: Deps) {
  return new Hono<CallerEnv>().get('/', async (c) => {
    const profile = await readCallerProfile(deps, c.get('caller'))
    return respondJson(c, profile satisfies CallerProfile)
  })
}
