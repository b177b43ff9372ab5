/**
 * Every path that the service serves, below the origin of `ISSUER`. Routes below a path are in its endpoint's
 * folder.
 */
export const PATHS = {
  userApplications: '/api/v1/user-applications',
  accessKeys: '/api/v1/access-keys',
  everyUserApplication: '/api/v1/administration/user-applications',
  everyAccessKey: '/api/v1/administration/access-keys',
  userAppsImport: '/api/v1/administration/user-apps/import',
  caller: '/api/v1/me',

  token: '/oauth/token',
  formToken: '/api/v2/token',
  jsonToken: '/api/v1/token',
  introspection: '/oauth/introspect',
  revocation: '/oauth/revoke',
  keys: '/.well-known/jwks.json',

  health: '/healthz',
  readiness: '/readyz',

  console: '/',
  assets: '/assets',
  signInOptions: '/console.json',
  reference: '/docs',
  openApi: '/openapi.json',
  developmentIssuer: '/development-issuer',
} as const

/** The endpoints to which clients present credentials. */
export const CLIENT_ENDPOINTS: readonly string[] = [
  PATHS.token,
  PATHS.formToken,
  PATHS.jsonToken,
  PATHS.introspection,
  PATHS.revocation,
]

/** The base path of the inventory without a version. */
export const USER_APPS_PATH = '/user-apps'

/** The base path of the inventory at which an import reads a tenant of the vendor. */
export const TENANT_USER_APPS_PATH = '/v2024/user-apps'

/**
 * A base path of the inventory; `experimental` where the vendor's document of that version declares its
 * header.
 */
export type UserAppsBase = { path: string; experimental: boolean }

/**
 * The base paths at which the vendor's clients find the inventory. The last is the newer form, one version
 * per API.
 */
export const USER_APPS_BASES: readonly UserAppsBase[] = [
  { path: USER_APPS_PATH, experimental: false },
  { path: '/beta/user-apps', experimental: false },
  { path: TENANT_USER_APPS_PATH, experimental: true },
  { path: '/v2025/user-apps', experimental: true },
  { path: '/v2026/user-apps', experimental: true },
  { path: '/user-apps/v1', experimental: true },
]

/** A wire format: each has error bodies of its own. */
export type WireFormat = 'user-applications' | 'user-apps' | 'oauth'

/** The wire format of everything at and below a path. All other paths have the user-applications format. */
const WIRE_FORMATS: readonly (readonly [path: string, format: WireFormat])[] = [
  ['/oauth', 'oauth'],
  ['/api/v2', 'oauth'],
  ...USER_APPS_BASES.map(({ path }) => [path, 'user-apps'] as const),
]

/** Returns the wire format in which errors at a path are written. */
export function wireFormatOf(path: string): WireFormat {
  const found = WIRE_FORMATS.find(([base]) => path === base || path.startsWith(`${base}/`))
  return found?.[1] ?? 'user-applications'
}

/** Returns the URL of a path. The origin is the issuer's, never that of the request. */
export function urlOf(issuer: string, path: string): string {
  return new URL(issuer).origin + path
}

/**
 * Returns the path of the API's metadata: RFC 9728 section 3.1 puts the path of its URL after the well-known
 * part.
 */
export function resourceMetadataPath(issuer: string): string {
  return `/.well-known/oauth-protected-resource${pathnameOf(issuer)}`
}

function pathnameOf(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/$/, '')
}

/**
 * Returns the paths of the server's metadata: RFC 8414 section 3.1 puts the issuer's path after the
 * well-known part, OpenID Connect Discovery 1.0 section 4 before it.
 */
export function metadataPaths(issuer: string): string[] {
  const path = pathnameOf(issuer)
  return [`/.well-known/oauth-authorization-server${path}`, `${path}/.well-known/openid-configuration`]
}
