import type { Context } from 'hono'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { Refusal } from '../../domain/refusal.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { JSON_TYPE } from '../respond.ts'

/** A page is asked about each time; what has a hash of its content in its name never changes. No other site gets either. */
const OURS = { 'Cross-Origin-Resource-Policy': 'same-origin' }
const ASK = { ...OURS, 'Cache-Control': 'no-cache' }
const KEEP = { ...OURS, 'Cache-Control': 'public, max-age=31536000, immutable' }

/** No other site opens a page of ours and keeps hold of it, and no page asks for what it does not use. */
const PAGE = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** What every page may load: what is served here, and nothing that a page could be talked into running. */
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

/** The reference’s library writes styles into its page, and markup by these policies. */
const REFERENCE_POLICY = {
  'style-src': "'self' 'unsafe-inline'",
  'trusted-types': 'default dompurify vue',
}

/** What browsers get: the console at the root, the API's reference and its description, and the files of both. */
export function site({ assets, signIn }: Pick<Deps, 'assets' | 'signIn'>) {
  const console = page({ 'connect-src': ["'self'", ...signIn.flatMap(({ origins }) => origins)].join(' ') })
  const find = (path: string | undefined, headers: Record<string, string>) => (c: Context<Env>) =>
    respondWithFile(assets, c, path ?? c.req.path, headers)
  return new Hono<Env>()
    .get('/', unchanged(), find('/index.html', console))
    .get('/assets/*', unchanged(), find(undefined, KEEP))
    .get('/docs', unchanged(), find('/docs/index.html', page(REFERENCE_POLICY)))
    .get('/openapi.json', unchanged(), find('/openapi.json', { ...ASK, ...JSON_TYPE }))
}

/** The page of the development issuer, whose form goes back to it and then on to the console. */
export function authorizationPage({ assets }: Pick<Deps, 'assets'>) {
  // Else its form would not say where it comes from.
  const headers = { ...page({ 'form-action': "'self'" }), 'Referrer-Policy': 'same-origin' }
  return [unchanged(), (c: Context<Env>) => respondWithFile(assets, c, '/authorize.html', headers)] as const
}

/** What a browser has, it is not sent again: but all headers are, since those of the last answer are what it goes by. */
function unchanged() {
  return etag({
    retainedHeaders: [
      ...RETAINED_304_HEADERS,
      ...['Content-Security-Policy', 'Referrer-Policy'],
      ...Object.keys({ ...OURS, ...PAGE }),
    ],
  })
}

/** The headers of a page whose policy departs so. */
function page(departures: Partial<typeof POLICY>): Record<string, string> {
  const directives = Object.entries({ ...POLICY, ...departures }).map((directive) => directive.join(' '))
  return { ...ASK, ...PAGE, 'Content-Security-Policy': directives.join('; ') }
}

/** @throws {Refusal} site_missing before `npm run build`, path_unknown for what it did not make */
async function respondWithFile(
  assets: Deps['assets'],
  c: Context<Env>,
  path: string,
  headers: Record<string, string>,
) {
  const file = await assets(path, c.req.header('Accept-Encoding'))
  if (!file) throw new Refusal((await assets('/index.html')) ? 'path_unknown' : 'site_missing')
  const answer = new Response(file.body, file)
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value)
  return answer
}
