import * as oauth from 'oauth4webapi'
import type { SignInOption } from '../../src/http/site/responses.ts'
import { findTokenProblem, SignInError, type SignInProblem } from './sign-in-problem.ts'

/** The state of a sign-in that must survive the redirect to the issuer and back. */
type PendingSignIn = { issuer: string; state: string; nonce: string; verifier: string; hash: string }

/** The key of the pending sign-in in the session storage. */
const PENDING = 'sign-in'

/** An access token, with the reason why the service will probably refuse it. */
export type AccessToken = {
  token: string
  expiresInSeconds: number | undefined
  problem: SignInProblem | undefined
}

/** Redirects to the issuer: authorization code with PKCE, RFC 6749 section 4.1, RFC 7636, OpenID Connect. */
export async function startSignIn(option: SignInOption): Promise<void> {
  const server = await discover(option)
  const pending: PendingSignIn = {
    issuer: option.issuer,
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    hash: location.hash,
  }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  const challenge = await oauth.calculatePKCECodeChallenge(pending.verifier)
  location.assign(authorizationUrl(server, option, pending, challenge))
}

function authorizationUrl(
  server: oauth.AuthorizationServer,
  option: SignInOption,
  { state, nonce }: PendingSignIn,
  challenge: string,
): URL {
  const url = new URL(server.authorization_endpoint ?? '')
  const parameters = {
    client_id: option.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: option.scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(isOpenId(option) && { nonce }),
    ...resourceOf(option),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

/**
 * Exchanges the issuer's code for a token, and removes the code from the address. Returns undefined if the
 * page was not opened by an issuer's redirect.
 * @throws if the sign-in failed
 */
export async function completeSignIn(options: SignInOption[]): Promise<AccessToken | undefined> {
  const url = new URL(location.href)
  const pending = takePending()
  if (!url.searchParams.has('state')) return undefined
  history.replaceState(null, '', `${url.pathname}${pending?.hash ?? ''}`)
  const option = options.find(({ issuer }) => issuer === pending?.issuer)
  if (!pending || !option) throw new Error('This page did not start a sign-in')
  return exchangeCode(option, pending, url)
}

async function exchangeCode(option: SignInOption, pending: PendingSignIn, url: URL): Promise<AccessToken> {
  const server = await discover(option)
  const client = { client_id: option.clientId }
  const parameters = oauth.validateAuthResponse(server, client, url, pending.state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    pending.verifier,
    { ...requestOptions(server.token_endpoint), additionalParameters: resourceOf(option) },
  )
  const checks = isOpenId(option) ? { expectedNonce: pending.nonce, requireIdToken: true } : {}
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, checks)
  const { access_token: token, expires_in: expiresInSeconds } = tokens
  return { token, expiresInSeconds, problem: findTokenProblem(token, option) }
}

function takePending(): PendingSignIn | undefined {
  const text = sessionStorage.getItem(PENDING)
  sessionStorage.removeItem(PENDING)
  return text ? (JSON.parse(text) as PendingSignIn) : undefined
}

/** Fetches the issuer's metadata by OpenID Connect Discovery 1.0, or else by RFC 8414. */
async function discover({ issuer, metadata }: SignInOption): Promise<oauth.AuthorizationServer> {
  if (metadata) return { ...metadata, ...absoluteEndpoints(metadata) }
  const url = new URL(issuer)
  const request = (algorithm: 'oidc' | 'oauth2') =>
    oauth.discoveryRequest(url, { algorithm, ...requestOptions(issuer) })
  const openId = await request('oidc')
  const response = openId.ok ? openId : await request('oauth2')
  await requireIssuer(issuer, response.clone())
  return oauth.processDiscoveryResponse(url, response)
}

/** Requires that metadata names the issuer to the letter, as its tokens will. @throws {SignInError} */
async function requireIssuer(issuer: string, response: Response): Promise<void> {
  const metadata = await response.json().catch(() => undefined)
  const found: unknown = metadata?.issuer
  if (typeof found === 'string' && found !== issuer)
    throw new SignInError({ kind: 'otherIssuer', found, expected: issuer })
}

function absoluteEndpoints({ authorization_endpoint, token_endpoint }: oauth.AuthorizationServer) {
  const absolute = (path = '') => new URL(path, location.origin).href
  return {
    authorization_endpoint: absolute(authorization_endpoint),
    token_endpoint: absolute(token_endpoint),
  }
}

/**
 * Returns the options of a request to an issuer. Plain HTTP is allowed: the service's settings accept such
 * issuers only on loopback.
 */
function requestOptions(url: string | undefined) {
  return { [oauth.allowInsecureRequests]: url?.startsWith('http:') === true, [oauth.customFetch]: request }
}

/** Fetches a URL. Browsers hide why they cannot read one. @throws {SignInError} */
async function request(url: string, init: object): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch {
    throw new SignInError({ kind: 'unreadable', url, origin: location.origin })
  }
}

function isOpenId({ scope }: SignInOption): boolean {
  return scope.split(' ').includes('openid')
}

/** Returns the `resource` parameter of RFC 8707, if the option has one. */
function resourceOf({ resource }: SignInOption): Record<string, string> {
  return resource ? { resource } : {}
}

function redirectUri(): string {
  return `${location.origin}/`
}
