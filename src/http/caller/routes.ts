import { readCallerProfile } from '../../domain/caller.ts'
import type { CallerProfile } from '../answers.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { respondJson } from '../respond.ts'

/** Who calls, as this service knows them, what they may at this call, and the limits that hold for them. */
export function me(deps: Deps) {
  return new Hono<CallerEnv>().get('/', async (c) => {
    const { applicationsMax, keysMax, tokenTtlSeconds, ...self } = await readCallerProfile(
      deps,
      c.get('caller'),
    )
    const limits = { applications: applicationsMax, keys: keysMax, tokenTtlSeconds }
    return respondJson(c, { ...self, limits } satisfies CallerProfile)
  })
}
