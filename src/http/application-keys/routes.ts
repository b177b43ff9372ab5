import type { Context } from 'hono'
import { addKey, deleteKey, listKeys } from '../../domain/application-keys.ts'
import type { ApplicationId } from '../../model/ids.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { readJsonObject } from '../middleware/body.ts'
import { respond, respondJson } from '../respond.ts'

/** Creates the routes for an application's public keys, RFC 7517. They are mounted below `/:appId/keys`. */
export function applicationKeys(deps: Deps) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      return respondJson(c, { keys: await listKeys(deps, c.get('caller'), applicationId(c)) })
    })
    .post('/', async (c) => {
      const key = await addKey(deps, c.get('caller'), applicationId(c), await readJsonObject(c))
      return respondJson(c, key, 201)
    })
    .delete('/:kid', async (c) => {
      await deleteKey(deps, c.get('caller'), applicationId(c), c.req.param('kid'))
      return respond(c, null, 204)
    })
}

/** Returns the ID in the path that these routes are mounted below. */
function applicationId(c: Context): ApplicationId {
  return c.req.param('appId') as ApplicationId
}
