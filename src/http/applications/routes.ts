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
import { failure } from '../middleware/frame.ts'
import { jsonArray } from './json-array.ts'
import { parseNewApplication } from './schemas.ts'
import { shown, shownCreated, shownWithCreator, type View } from './views.ts'

/** What a user does with their own applications. */
export function applications(deps: Deps, view: View) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      const list = (await listApplications(deps, c.var.caller)).map(shown)
      return c.json(view.list ? { [view.list]: list } : list)
    })
    .post('/', async (c) => {
      const { name } = parseNewApplication(await readJsonObject(c))
      const { application, secret } = await createApplication(deps, c.var.caller, name)
      return c.json(shownCreated(view, application, secret), 201)
    })
    .get('/:appId', async (c) => {
      return c.json(shown(await readApplication(deps, c.var.caller, c.req.param('appId') as ApplicationId)))
    })
    .delete('/:appId', async (c) => {
      await deleteApplication(deps, c.var.caller, c.req.param('appId') as ApplicationId)
      return c.body(null, 204)
    })
    .post('/:appId/secret', async (c) => {
      const secret = await regenerateSecret(deps, c.var.caller, c.req.param('appId') as ApplicationId)
      return c.json(view.regenerated(secret))
    })
    .delete('/:appId/secret', async (c) => {
      await endSecret(deps, c.var.caller, c.req.param('appId') as ApplicationId)
      return c.body(null, 204)
    })
    .get('/:appId/rights', async (c) => {
      const rights = await readRights(deps, c.var.caller, c.req.param('appId') as ApplicationId)
      return c.json(rights satisfies ApplicationRights)
    })
    .route('/:appId/keys', keys(deps))
}

/** The public keys of an application, RFC 7517: a list is a JWK Set, as in section 5. */
function keys(deps: Deps) {
  return new Hono<CallerEnv>()
    .get('/', async (c) => {
      return c.json({ keys: await listKeys(deps, c.var.caller, applicationId(c)) })
    })
    .post('/', async (c) => {
      return c.json(await addKey(deps, c.var.caller, applicationId(c), await readJsonObject(c)), 201)
    })
    .delete('/:kid', async (c) => {
      await deleteKey(deps, c.var.caller, applicationId(c), c.req.param('kid'))
      return c.body(null, 204)
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
        listEveryApplication(deps, c.var.caller, filter),
        shownWithCreator,
        view.list,
        (error) =>
          deps.log({ level: 'error', event: 'broken', requestId: c.var.requestId, error: failure(error) }),
      )
      return c.body(body, 200, { 'Content-Type': 'application/json' })
    })
    .delete('/:appId', async (c) => {
      await deleteAnyApplication(deps, c.var.caller, c.req.param('appId') as ApplicationId)
      return c.body(null, 204)
    })
}
