import * as oauth from 'oauth4webapi'
import type { SignInOption } from '../api/types.ts'

/** What must outlive the way to the issuer and back: kept for that, and removed at once. */
type Pending = { issuer: string; state: string; nonce: string; verifier: string; hash: string }

const PENDING = 'sign-in'

export type Arrival = { token: string; expiresInSeconds: number | undefined }

/** Leaves for the issuer: authorization code with PKCE, RFC 6749 section 4.1, RFC 7636, OpenID Connect. */
export async function leave(option: SignInOption): Promise<void> {
  const server = await discover(option)
  const { state, nonce, verifier } = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  }
  const pending: Pending = { issuer: option.issuer, state, nonce, verifier, hash: location.hash }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const url = new URL(server.authorization_endpoint ?? '')
  const request = {
    ...{
      client_id: option.clientId,
      redirect_uri: redirectUri(),
      response_type: 'code',
      scope: option.scope,
    },
    ...{ state, code_challenge: challenge, code_challenge_method: 'S256' },
    ...(isOpenId(option) && { nonce }),
    ...(option.resource && { resource: option.resource }),
  }
  for (const [name, value] of Object.entries(request)) url.searchParams.set(name, value)
  location.assign(url)
}

/** Comes back from the issuer, if that is why the page was opened: with a token. @throws where signing in failed */
export async function arrive(options: SignInOption[]): Promise<Arrival | undefined> {
  const url = new URL(location.href)
  const pending = takePending()
  if (!url.searchParams.has('state')) return undefined
  history.replaceState(null, '', `${url.pathname}${pending?.hash ?? ''}`)
  const option = options.find(({ issuer }) => issuer === pending?.issuer)
  if (!pending || !option) throw new Error('Nobody asked to sign in here')
  return exchange(option, pending, url)
}

async function exchange(option: SignInOption, pending: Pending, url: URL): Promise<Arrival> {
  const server = await discover(option)
  const client = { client_id: option.clientId }
  const parameters = oauth.validateAuthResponse(server, client, url, pending.state)
  const resource: Record<string, string> = option.resource ? { resource: option.resource } : {}
  const answer = await oauth.authorizationCodeGrantRequest(
    ...([server, client, oauth.None(), parameters, redirectUri(), pending.verifier] as const),
    { ...insecure(server.token_endpoint), additionalParameters: resource },
  )
  const expected = isOpenId(option) ? { expectedNonce: pending.nonce, requireIdToken: true } : {}
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, expected)
  return { token: tokens.access_token, expiresInSeconds: tokens.expires_in }
}

function takePending(): Pending | undefined {
  const text = sessionStorage.getItem(PENDING)
  sessionStorage.removeItem(PENDING)
  return text ? (JSON.parse(text) as Pending) : undefined
}

/** OpenID Connect Discovery 1.0, else RFC 8414. */
async function discover({ issuer, metadata }: SignInOption): Promise<oauth.AuthorizationServer> {
  if (metadata) return { ...metadata, ...endpoints(metadata) }
  const url = new URL(issuer)
  const ask = (algorithm: 'oidc' | 'oauth2') =>
    oauth.discoveryRequest(url, { algorithm, ...insecure(issuer) })
  const first = await ask('oidc')
  return oauth.processDiscoveryResponse(url, first.ok ? first : await ask('oauth2'))
}

/** Told as paths, where the service itself is the issuer. */
function endpoints({ authorization_endpoint = '', token_endpoint = '' }: oauth.AuthorizationServer) {
  const here = (path: string) => new URL(path, location.origin).href
  return { authorization_endpoint: here(authorization_endpoint), token_endpoint: here(token_endpoint) }
}

/** Without https only to this machine itself: the service's settings allow no other. */
function insecure(url: string | undefined) {
  return { [oauth.allowInsecureRequests]: url?.startsWith('http:') === true }
}

function isOpenId({ scope }: SignInOption): boolean {
  return scope.split(' ').includes('openid')
}

function redirectUri(): string {
  return `${location.origin}/`
}
