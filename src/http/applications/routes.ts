import type { Context } from 'hono'
import { addKey, deleteKey, listKeys } from '../../domain/application-keys.ts'
import {
  createApplication,
  deleteAnyApplication,
  deleteApplication,
  endSecret,
  listApplications,
  listEveryApplication,
  readApplication,
  readRights,
  regenerateSecret,
} from '../../domain/applications.ts'
import type { ApplicationId } from '../../model/ids.ts'
import type { ApplicationRights } from '../answers.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { readJsonObject } from '../middleware/body.ts'
import { describeError } from '../middleware/request-log.ts'
import { JSON_TYPE, respond, respondJson } from '../respond.ts'
import { jsonArray } from './json-array.ts'
import { parseNewApplication } from './schemas.ts'
import { toCreated, toUserApplication, toUserApplicationWithCreator, type View } from './views.ts'

/** What a user does with their own applications. */
export function applications(deps: Deps, view: View) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      const list = (await listApplications(deps, c.get('caller'))).map(toUserApplication)
      return respondJson(c, view.list ? { [view.list]: list } : list)
    })
    .post('/', async (c) => {
      const { name } = parseNewApplication(await readJsonObject(c))
      const { application, secret } = await createApplication(deps, c.get('caller'), name)
      return respondJson(c, toCreated(view, application, secret), 201)
    })
    .get('/:appId', async (c) => {
      return respondJson(
        c,
        toUserApplication(
          await readApplication(deps, c.get('caller'), c.req.param('appId') as ApplicationId),
        ),
      )
    })
    .delete('/:appId', async (c) => {
      await deleteApplication(deps, c.get('caller'), c.req.param('appId') as ApplicationId)
      return respond(c, null, 204)
    })
    .post('/:appId/secret', async (c) => {
      const secret = await regenerateSecret(deps, c.get('caller'), c.req.param('appId') as ApplicationId)
      return respondJson(c, view.regenerated(secret))
    })
    .delete('/:appId/secret', async (c) => {
      await endSecret(deps, c.get('caller'), c.req.param('appId') as ApplicationId)
      return respond(c, null, 204)
    })
    .get('/:appId/rights', async (c) => {
      const rights = await readRights(deps, c.get('caller'), c.req.param('appId') as ApplicationId)
      return respondJson(c, rights satisfies ApplicationRights)
    })
    .route('/:appId/keys', keys(deps))
}

/** The public keys of an application, RFC 7517: a list is a JWK Set, as in section 5. */
function keys(deps: Deps) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      return respondJson(c, { keys: await listKeys(deps, c.get('caller'), applicationId(c)) })
    })
    .post('/', async (c) => {
      return respondJson(
        c,
        await addKey(deps, c.get('caller'), applicationId(c), await readJsonObject(c)),
        201,
      )
    })
    .delete('/:kid', async (c) => {
      await deleteKey(deps, c.get('caller'), applicationId(c), c.req.param('kid'))
      return respond(c, null, 204)
    })
}

/** Of the path that these routes are mounted under. */
function applicationId(c: Context): ApplicationId {
  return c.req.param('appId') as ApplicationId
}

/** What an administrator does with everyone's. An empty filter is none. */
export function administration(deps: Deps, view: View) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      const filter = {
        clientId: c.req.query('clientId') || undefined,
        createdBy: c.req.query('createdBy') || undefined,
      }
      const body = await jsonArray(
        listEveryApplication(deps, c.get('caller'), filter),
        toUserApplicationWithCreator,
        view.list,
        (error) =>
          deps.log({
            level: 'error',
            event: 'broken',
            requestId: c.get('requestId'),
            error: describeError(error),
          }),
      )
      return respond(c, body, 200, JSON_TYPE)
    })
    .delete('/:appId', async (c) => {
      await deleteAnyApplication(deps, c.get('caller'), c.req.param('appId') as ApplicationId)
      return respond(c, null, 204)
    })
}
