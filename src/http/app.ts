import type { Context } from 'hono'
import { getPath } from 'hono/utils/url'
import { Refusal } from '../domain/refusal.ts'
import { requireAdministrator } from '../domain/rights.ts'
import { applicationKeys } from './application-keys/routes.ts'
import { respondWithRefusal } from './applications/errors.ts'
import { administration, applications } from './applications/routes.ts'
import { accessKeysView, userApplicationsView } from './applications/views.ts'
import { caller } from './caller/routes.ts'
import type { Deps, Env } from './env.ts'
import { alive, ready, unready } from './health/routes.ts'
import { Hono } from './hono.ts'
import { allowOrigins } from './middleware/allow-origins.ts'
import { authenticate, requireRights } from './middleware/authenticate.ts'
import { limitBody, receiveBody } from './middleware/body.ts'
import { type LogNeeds, logRequest } from './middleware/request-log.ts'
import { requireHeader } from './middleware/require-header.ts'
import { requireUrl } from './middleware/require-url.ts'
import { respondWithOAuthRefusal } from './oauth/errors.ts'
import {
  introspectionEndpoint,
  jsonTokenEndpoint,
  keySet,
  metadata,
  resourceMetadata,
  revocationEndpoint,
  tokenEndpoint,
} from './oauth/routes.ts'
import {
  metadataPaths,
  PATHS,
  resourceMetadataPath,
  USER_APPS_BASES,
  type WireFormat,
  wireFormatOf,
} from './paths.ts'
import { toRefusal } from './refusals/to-refusal.ts'
import { developmentIssuer } from './site/development-issuer.ts'
import { site } from './site/pages.ts'
import { signInOptions } from './site/sign-in.ts'
import { respondWithUserAppsRefusal } from './user-apps/errors.ts'
import { userApps } from './user-apps/routes.ts'
import { IMPORT_MAX_BYTES, userAppsImport } from './user-apps-import/routes.ts'

/** The paths of both names of the applications, and how each name writes them. */
const APPLICATIONS = [
  { own: PATHS.userApplications, everyone: PATHS.everyUserApplication, view: userApplicationsView },
  { own: PATHS.accessKeys, everyone: PATHS.everyAccessKey, view: accessKeysView },
]

/**
 * Creates the application: all routes and middleware, in order. The log sees every response. A body is
 * bounded and read before the caller is identified, and the caller is known before anything else is decided.
 */
export function createApp(deps: Deps): Hono<Env> {
  const app = createBaseApp(deps)
  app.route(PATHS.health, alive())
  app.route(PATHS.readiness, ready(deps))
  app.route(PATHS.console, site(deps))
  app.route(PATHS.signInOptions, signInOptions(deps))
  if (deps.developmentKey) {
    app.use(`${PATHS.developmentIssuer}/*`, receiveBody())
    app.route(PATHS.developmentIssuer, developmentIssuer(deps.developmentKey, deps))
  }

  for (const path of ['/api/*', '/oauth/*']) app.use(path, allowOrigins(deps.corsOrigins))

  // The body of an import is large, so only an administrator's is read, who is identified again afterwards.
  app.use(
    PATHS.userAppsImport,
    authenticate(deps),
    requireRights(requireAdministrator),
    limitBody(IMPORT_MAX_BYTES),
  )
  app.route(PATHS.userAppsImport, userAppsImport(deps))
  app.use('/api/*', receiveBody())
  app.use('/oauth/*', receiveBody())

  app.route(PATHS.jsonToken, jsonTokenEndpoint(deps))
  app.route(PATHS.formToken, tokenEndpoint(deps))
  app.route(PATHS.token, tokenEndpoint(deps))
  app.route(PATHS.introspection, introspectionEndpoint(deps))
  app.route(PATHS.revocation, revocationEndpoint(deps))
  app.route(PATHS.keys, keySet(deps))
  for (const path of metadataPaths(deps.issuer)) app.route(path, metadata(deps))
  app.route(resourceMetadataPath(deps.issuer), resourceMetadata(deps))

  for (const { own, everyone, view } of APPLICATIONS) {
    app.use(`${own}/*`, authenticate(deps))
    app.route(own, applications(deps, view))
    app.route(`${own}/:appId/keys`, applicationKeys(deps))
    app.use(`${everyone}/*`, authenticate(deps))
    app.route(everyone, administration(deps, view))
  }

  app.use(PATHS.caller, authenticate(deps))
  app.route(PATHS.caller, caller(deps))

  addUserApps(app, deps)
  return refuseOtherMethods(app)
}

/**
 * Creates the application that is served while settings are missing or invalid: alive, and 503 for everything
 * else.
 */
export function createClosedApp(needs: LogNeeds, problems: string[]): Hono<Env> {
  needs.log({ level: 'error', event: 'settings', problems })
  const app = createBaseApp(needs)
  app.route(PATHS.health, alive())
  app.route(PATHS.readiness, unready(problems))
  app.all('*', () => {
    throw new Refusal('unavailable', { component: 'settings' })
  })
  return app
}

function createBaseApp(needs: LogNeeds): Hono<Env> {
  const app = new Hono<Env>({ getPath: routedPath })
  app.use(logRequest(needs), requireUrl())
  app.onError((error, c) => respondInWireFormat(c, toRefusal(error)))
  app.notFound((c) => respondInWireFormat(c, new Refusal('path_unknown')))
  return app
}

/**
 * Adds the inventory at each base path. The middleware of a base also runs for the bases below it, so
 * `/user-apps/v1` adds none.
 */
function addUserApps(app: Hono<Env>, deps: Deps): void {
  const isNested = (path: string) => USER_APPS_BASES.some((base) => path.startsWith(`${base.path}/`))
  for (const { path, experimental } of USER_APPS_BASES) {
    if (!isNested(path))
      app.use(`${path}/*`, allowOrigins(deps.corsOrigins), receiveBody(), authenticate(deps))
    if (experimental && deps.requireExperimentalHeader)
      app.use(`${path}/*`, requireHeader('X-SailPoint-Experimental'))
    app.route(path, userApps(deps))
  }
}

/** Removes repeated leading slashes: one client sends `//v2024/…` when its base URL ends in a slash. */
function routedPath(request: Request): string {
  return getPath(request).replace(/^\/\/+/, '/')
}

const RESPONDERS: Record<WireFormat, (c: Context<Env>, refusal: Refusal) => Response> = {
  'user-applications': respondWithRefusal,
  'user-apps': respondWithUserAppsRefusal,
  oauth: respondWithOAuthRefusal,
}

function respondInWireFormat(c: Context<Env>, refusal: Refusal): Response {
  return RESPONDERS[wireFormatOf(c.req.path)](c, refusal)
}

/** Refuses other methods of every known path with 405 and `Allow`: RFC 9110 section 15.5.6. */
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
