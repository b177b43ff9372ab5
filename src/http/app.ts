import type { Context } from 'hono'
import { getPath } from 'hono/utils/url'
import { ENDPOINTS } from '../domain/endpoints.ts'
import { Refusal } from '../domain/refusal.ts'
import { requireAdministrator } from '../domain/rights.ts'
import type { Unready } from './answers.ts'
import { administration, applications } from './applications/routes.ts'
import { accessKeysView, userApplicationsView } from './applications/views.ts'
import { me } from './caller/routes.ts'
import type { Deps, Env } from './env.ts'
import { alive, ready } from './health/routes.ts'
import { Hono } from './hono.ts'
import { authenticate, requireRights } from './middleware/authenticate.ts'
import { limitBody } from './middleware/body.ts'
import { type BaseNeeds, logRequest } from './middleware/request-log.ts'
import { requireHeader } from './middleware/require-header.ts'
import { respondWithOAuthRefusal } from './oauth/errors.ts'
import { metadata, metadataPaths } from './oauth/metadata.ts'
import {
  firstTokenEndpoint,
  introspectionEndpoint,
  keySet,
  revocationEndpoint,
  tokenEndpoint,
} from './oauth/routes.ts'
import { refusalOf, respondWithRefusal } from './refusals.ts'
import { respondJson } from './respond.ts'
import { developmentIssuer } from './site/development-issuer.ts'
import { site } from './site/pages.ts'
import { signInOptions } from './site/sign-in.ts'
import { respondWithUserAppsRefusal } from './user-apps/errors.ts'
import { userApps } from './user-apps/routes.ts'
import { IMPORT_MAX_BYTES, userAppsImport } from './user-apps-import/routes.ts'
import { wireFormatOf } from './wire-format.ts'

/** Every prefix under which the vendor's clients find the inventory. */
export const USER_APPS_BASES = [
  '/user-apps',
  '/beta/user-apps',
  '/v2024/user-apps',
  '/v2025/user-apps',
  '/v2026/user-apps',
]

/** Its newer, per-API form, below the first. */
export const USER_APPS_V1 = '/user-apps/v1'

/** Both names of the applications. */
const APPLICATION_VIEWS = { 'user-applications': userApplicationsView, 'access-keys': accessKeysView }

/** Its bodies are large, so only an administrator's are read. */
export const IMPORT_PATH = '/api/v1/administration/user-apps/import'

/** Those that declare the experimental header. */
export const EXPERIMENTAL = /^\/v20|\/v1$/

/** The whole map. Order: the frame sees every answer; a body is bounded before it is read; then who calls, then what. */
export function createApp(deps: Deps): Hono<Env> {
  const app = createBaseApp(deps)
  app.route('/healthz', alive())
  app.route('/readyz', ready(deps))
  app.route('/', site(deps))
  app.route('/console.json', signInOptions(deps))
  if (deps.developmentKey) {
    app.use('/development-issuer/*', limitBody())
    app.route('/development-issuer', developmentIssuer(deps.developmentKey, deps))
  }

  app.use(IMPORT_PATH, authenticate(deps), requireRights(requireAdministrator), limitBody(IMPORT_MAX_BYTES))
  app.route(IMPORT_PATH, userAppsImport(deps))
  app.use('/api/*', limitBody())
  app.use('/oauth/*', limitBody())
  app.route('/api/v1/token', firstTokenEndpoint(deps))
  app.route('/api/v2/token', tokenEndpoint(deps))
  app.route(ENDPOINTS.token, tokenEndpoint(deps))
  app.route(ENDPOINTS.introspection, introspectionEndpoint(deps))
  app.route(ENDPOINTS.revocation, revocationEndpoint(deps))
  app.route(ENDPOINTS.keys, keySet(deps))
  for (const path of metadataPaths(deps.issuer)) app.route(path, metadata(deps))

  for (const [name, view] of Object.entries(APPLICATION_VIEWS)) {
    app.use(`/api/v1/${name}/*`, authenticate(deps))
    app.route(`/api/v1/${name}`, applications(deps, view))
    app.use(`/api/v1/administration/${name}/*`, authenticate(deps))
    app.route(`/api/v1/administration/${name}`, administration(deps, view))
  }

  app.use('/api/v1/me', authenticate(deps))
  app.route('/api/v1/me', me(deps))

  for (const base of USER_APPS_BASES) app.use(`${base}/*`, limitBody(), authenticate(deps))
  for (const base of [...USER_APPS_BASES, USER_APPS_V1]) {
    if (EXPERIMENTAL.test(base) && deps.requireExperimentalHeader)
      app.use(`${base}/*`, requireHeader('X-SailPoint-Experimental'))
    app.route(base, userApps(deps))
  }
  return refuseOtherMethods(app)
}

/** What answers while settings are missing or wrong: alive, but 503 to everything else. */
export function createClosedApp(needs: BaseNeeds, problems: string[]): Hono<Env> {
  needs.log({ level: 'error', event: 'settings', problems })
  const app = createBaseApp(needs)
  app.route('/healthz', alive())
  app.get('/readyz', (c) =>
    respondJson(
      c,
      { status: 'unavailable', checks: { settings: problems.map(nameOnly) } } satisfies Unready,
      503,
    ),
  )
  app.all('*', () => {
    throw new Refusal('unavailable', { component: 'settings' })
  })
  return app
}

function createBaseApp(needs: BaseNeeds): Hono<Env> {
  const app = new Hono<Env>({ getPath: routedPath })
  app.use(logRequest(needs))
  app.onError((error, c) => respondInWireFormat(c, refusalOf(error)))
  app.notFound((c) => respondInWireFormat(c, new Refusal('path_unknown')))
  return app
}

/** One client sends `//v2024/…` when its base URL ends in a slash. */
function routedPath(request: Request): string {
  return getPath(request).replace(/^\/\/+/, '/')
}

/** Each path has the errors of its wire format. */
function respondInWireFormat(c: Context<Env>, refusal: Refusal): Response {
  return RESPONDERS[wireFormatOf(c.req.path)](c, refusal)
}

const RESPONDERS = {
  'user-applications': respondWithRefusal,
  'user-apps': respondWithUserAppsRefusal,
  oauth: respondWithOAuthRefusal,
}

/** 405 with `Allow` (RFC 9110 section 15.5.6) for every path that has other methods, from the map itself. */
function refuseOtherMethods(app: Hono<Env>): Hono<Env> {
  const allowed = new Map<string, Set<string>>()
  for (const { path, method } of app.routes) {
    if (method !== 'ALL') allowed.set(path, (allowed.get(path) ?? new Set()).add(method))
  }
  for (const [path, methods] of allowed) {
    if (methods.has('GET')) methods.add('HEAD')
    app.all(path, () => {
      throw new Refusal('method_not_allowed', { allowed: [...methods].sort() })
    })
  }
  return app
}

/** Strangers learn which setting is wrong, but not how. */
function nameOnly(problem: string): string {
  return problem.split(':', 1)[0] ?? ''
}
