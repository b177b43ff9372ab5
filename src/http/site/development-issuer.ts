import type { Context, MiddlewareHandler } from 'hono'
import {
  DEVELOPMENT_CLIENT,
  DEVELOPMENT_ISSUER,
  type DevelopmentUser,
  developmentCode,
  redeemDevelopmentCode,
} from '../../domain/development-issuer.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { SigningJwk } from '../../domain/signing-keys.ts'
import { isLoopback } from '../../lib/loopback.ts'
import type { Deps, Env } from '../env.ts'
import { Hono } from '../hono.ts'
import { readUrlEncoded, requireType } from '../middleware/body.ts'
import { respondJson } from '../respond.ts'
import { authorizationPage } from './pages.ts'

type Needs = Pick<Deps, 'assets' | 'now'>

/**
 * Creates the routes of the development issuer: a page to choose a user, and a token endpoint. RFC 6749
 * section 4.1, RFC 7636.
 */
export function developmentIssuer(jwk: SigningJwk, needs: Needs) {
  return new Hono<Env>()
    .use(onlyHere())
    .get('/authorize', ...authorizationPage(needs))
    .post('/authorize', async (c) => {
      const form = await readForm(c)
      const request = codeRequest(c, form)
      const code = await developmentCode(jwk, request, chosenUser(form), needs.now())
      const parameters = { code, state: required(form, 'state'), iss: DEVELOPMENT_ISSUER }
      return c.redirect(`${request.redirectUri}?${new URLSearchParams(parameters)}`, 303)
    })
    .post('/token', async (c) => {
      const form = await readForm(c)
      requireValues(form, { grant_type: 'authorization_code', client_id: DEVELOPMENT_CLIENT })
      const proof = { redirectUri: required(form, 'redirect_uri'), verifier: required(form, 'code_verifier') }
      const tokens = await redeemDevelopmentCode(jwk, required(form, 'code'), proof, needs.now())
      if (!tokens) return respondJson(c, { error: 'invalid_grant' }, 400)
      const { accessToken, idToken, expiresInSeconds } = tokens
      return respondJson(c, {
        access_token: accessToken,
        id_token: idToken,
        expires_in: expiresInSeconds,
        token_type: 'Bearer',
      })
    })
}

/**
 * The headers by which proxies describe the original request: RFC 7239, RFC 9110 section 7.6.3, others. By
 * MF-Original-URL, wrangler would take another URL for that of the request.
 */
const FORWARDED =
  /^(forwarded|via|x-forwarded|mf-original-url|cdn-loop|true-client-ip|x-(forwarded|original|real|envoy)-.*)$/

/**
 * Serves only pages of this machine: requests from another site, by another host name or through a proxy get
 * 404.
 */
function onlyHere(): MiddlewareHandler<Env> {
  return async function onlyHere(c, next) {
    const { hostname, origin } = new URL(c.req.url)
    // Browsers always send Origin with a POST, but not with a GET.
    const from = c.req.header('Origin') ?? (c.req.method === 'GET' ? origin : undefined)
    const site = c.req.header('Sec-Fetch-Site') ?? 'none'
    const isLocal = from === origin && ['none', 'same-origin'].includes(site) && isLoopback(hostname)
    const isForwarded = [...c.req.raw.headers.keys()].some((name) => FORWARDED.test(name))
    if (!isLocal || isForwarded) throw new Refusal('path_unknown')
    await next()
  }
}

async function readForm(c: Context): Promise<URLSearchParams> {
  requireType(c, 'application/x-www-form-urlencoded')
  return readUrlEncoded(c)
}

/**
 * Reads an authorization request, which only the console of this service may send.
 * @throws {Refusal} parameter_missing also if a parameter has another value
 */
function codeRequest(c: Context, form: URLSearchParams) {
  const expected = { client_id: DEVELOPMENT_CLIENT, redirect_uri: `${new URL(c.req.url).origin}/` }
  requireValues(form, { ...expected, response_type: 'code', code_challenge_method: 'S256' })
  const challenge = required(form, 'code_challenge')
  return { redirectUri: expected.redirect_uri, challenge, nonce: form.get('nonce') ?? undefined }
}

/** Requires parameters with exact values. @throws {Refusal} parameter_missing with the required value */
function requireValues(form: URLSearchParams, values: Record<string, string>): void {
  const wrong = Object.entries(values).find(([parameter, value]) => form.get(parameter) !== value)
  if (wrong) throw new Refusal('parameter_missing', { parameter: wrong.join('=') })
}

function chosenUser(form: URLSearchParams): DevelopmentUser {
  const text = (name: string) => form.get(name) || undefined
  const rights = { roles: form.getAll('role'), scope: form.getAll('grant').join(' ') }
  const names = { name: text('name'), alias: text('alias'), email: text('email') }
  return { sub: required(form, 'sub'), ...names, ...rights }
}

function required(form: URLSearchParams, parameter: string): string {
  const value = form.get(parameter)
  if (!value) throw new Refusal('parameter_missing', { parameter })
  return value
}
