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
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { readJsonObject } from '../middleware/body.ts'
import { describeError } from '../middleware/request-log.ts'
import { JSON_TYPE, respond, respondJson } from '../respond.ts'
import { jsonArray } from './json-array.ts'
import type { ApplicationRights } from './responses.ts'
import { parseNewApplication } from './schemas.ts'
import { toCreated, toUserApplication, toUserApplicationWithCreator, type View } from './views.ts'

/** Creates the routes for the caller's own applications, under one of their names. */
export function applications(deps: Deps, view: View) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      const list = (await listApplications(deps, c.get('caller'))).map(toUserApplication)
      return respondJson(c, view.listProperty ? { [view.listProperty]: list } : list)
    })
    .post('/', async (c) => {
      const given = parseNewApplication(await readJsonObject(c))
      const { application, secret } = await createApplication(deps, c.get('caller'), given)
      return respondJson(c, toCreated(view, application, secret), 201)
    })
    .get('/:appId', async (c) => {
      const id = c.req.param('appId') as ApplicationId
      return respondJson(c, toUserApplication(await readApplication(deps, c.get('caller'), id)))
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
}

/** Creates the administrator's routes for everyone's applications. An empty filter counts as absent. */
export function administration(deps: Deps, view: View) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      const filter = {
        clientId: c.req.query('clientId') || undefined,
        createdBy: c.req.query('createdBy') || undefined,
      }
      const pages = listEveryApplication(deps, c.get('caller'), filter)
      const body = await jsonArray(pages, toUserApplicationWithCreator, view.listProperty, (error) =>
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
