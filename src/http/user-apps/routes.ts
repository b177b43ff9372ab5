import type { Context } from 'hono'
import {
  chooseAccount,
  listAllUserApps,
  listAvailableAccounts,
  listOwnUserApps,
  type Page,
  requireManager,
  requireReader,
} from '../../domain/user-apps.ts'
import type { UserAppId } from '../../model/ids.ts'
import type { CallerEnv, Deps } from '../env.ts'
import { Hono } from '../hono.ts'
import { requireRights } from '../middleware/authenticate.ts'
import { respondJson, responseHeaders } from '../respond.ts'
import { readFilters, readOptionalFilters, readPaging } from './parameters.ts'
import { readAccountPatch } from './patch.ts'
import { toAvailableAccount, toUserApp } from './views.ts'

/** Creates the routes of the inventory: the apps that identities hold, and the account of each. */
export function userApps(deps: Deps) {
  return new Hono<CallerEnv>()
    .get('/all', requireRights(requireManager), async (c) => {
      return respondWithPage(c, await listAllUserApps(deps, readFilters(c), readPaging(c)), toUserApp)
    })
    .get('/', requireRights(requireReader), async (c) => {
      const page = await listOwnUserApps(deps, c.get('caller'), readOptionalFilters(c), readPaging(c))
      return respondWithPage(c, page, toUserApp)
    })
    .get('/:id/available-accounts', requireRights(requireReader), async (c) => {
      const id = c.req.param('id')
      const page = await listAvailableAccounts(deps, c.get('caller'), id as UserAppId, readPaging(c))
      return respondWithPage(c, page, toAvailableAccount(id))
    })
    .patch('/:id', requireRights(requireManager), async (c) => {
      const account = await readAccountPatch(c)
      return respondJson(c, toUserApp(await chooseAccount(deps, c.req.param('id') as UserAppId, account)))
    })
}

/** Responds with the records as a bare array, and with their total in a header if the caller asked for it. */
function respondWithPage<Row>(
  c: Context,
  { rows, total }: Page<Row>,
  toJson: (row: Row) => unknown,
): Response {
  if (total !== undefined) responseHeaders(c)['X-Total-Count'] = String(total)
  return respondJson(c, rows.map(toJson))
}
