import type { Context } from 'hono'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { Refusal } from '../../domain/refusal.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { PATHS } from '../paths.ts'
import { JSON_TYPE } from '../respond.ts'

/**
 * Pages are revalidated each time. Files with a content hash in their name are cached for ever. Other sites
 * may embed neither.
 */
const SAME_ORIGIN = { 'Cross-Origin-Resource-Policy': 'same-origin' }
const REVALIDATED = { ...SAME_ORIGIN, 'Cache-Control': 'no-cache' }
const IMMUTABLE = { ...SAME_ORIGIN, 'Cache-Control': 'public, max-age=31536000, immutable' }

/**
 * Isolates our pages from the windows of other sites, and turns off the browser features that they do not
 * use.
 */
const PAGE = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** The content security policy of every page: only files from this origin, and no inline code. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

/**
 * The exceptions for the API reference, whose library writes inline styles, and markup through these
 * policies.
 */
const REFERENCE_POLICY = {
  'style-src': "'self' 'unsafe-inline'",
  'trusted-types': 'default dompurify vue',
}

/**
 * Creates the routes for browsers: the console at the root, the API reference, its OpenAPI document, and the
 * files of both.
 */
export function site({ assets, signIn }: Pick<Deps, 'assets' | 'signIn'>) {
  const console = page({ 'connect-src': ["'self'", ...signIn.flatMap(({ origins }) => origins)].join(' ') })
  const find = (path: string | undefined, headers: Record<string, string>) => (c: Context<Env>) =>
    respondWithFile(assets, c, path ?? c.req.path, headers)
  return new Hono<Env>()
    .get('/', notModified(), find('/index.html', console))
    .get(`${PATHS.assets}/*`, notModified(), find(undefined, IMMUTABLE))
    .get(PATHS.reference, notModified(), find('/docs/index.html', page(REFERENCE_POLICY)))
    .get(PATHS.openApi, notModified(), find(PATHS.openApi, { ...REVALIDATED, ...JSON_TYPE }))
}

/**
 * Creates the handlers of the development issuer's page. Its form posts to the issuer, which redirects to the
 * console.
 */
export function authorizationPage({ assets }: Pick<Deps, 'assets'>) {
  // The form must send its origin.
  const headers = { ...page({ 'form-action': "'self'" }), 'Referrer-Policy': 'same-origin' }
  return [notModified(), (c: Context<Env>) => respondWithFile(assets, c, '/authorize.html', headers)] as const
}

/**
 * Responds with 304 to a browser that has the file. All headers are repeated, since browsers use those of the
 * latest response.
 */
function notModified() {
  return etag({
    retainedHeaders: [
      ...RETAINED_304_HEADERS,
      'Content-Security-Policy',
      'Referrer-Policy',
      ...Object.keys({ ...SAME_ORIGIN, ...PAGE }),
    ],
  })
}

/** Returns the headers of a page, with exceptions to the policy. */
function page(exceptions: Partial<typeof POLICY>): Record<string, string> {
  const directives = Object.entries({ ...POLICY, ...exceptions }).map((directive) => directive.join(' '))
  return { ...REVALIDATED, ...PAGE, 'Content-Security-Policy': directives.join('; ') }
}

/**
 * Responds with a file.
 * @throws {Refusal} site_missing before `npm run build`, path_unknown for an unknown file
 */
async function respondWithFile(
  assets: Deps['assets'],
  c: Context<Env>,
  path: string,
  headers: Record<string, string>,
) {
  const file = await assets(path, c.req.header('Accept-Encoding'))
  if (!file) throw new Refusal((await assets('/index.html')) ? 'path_unknown' : 'site_missing')
  const response = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
