import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
// @ts-expect-error: oidc-provider ships no types; what of it is used here stands below.
import UntypedProvider from 'oidc-provider'

type Provider = {
  callback: () => (request: IncomingMessage, response: ServerResponse) => void
  interactionDetails: (request: IncomingMessage, response: ServerResponse) => Promise<{ uid: string }>
  interactionFinished: (request: IncomingMessage, response: ServerResponse, result: object) => Promise<void>
  Grant: new (
    of: object,
  ) => {
    addOIDCScope: (scope: string) => void
    addResourceScope: (resource: string, scope: string) => void
    save: () => Promise<string>
  }
}
type Context = { oidc: { provider: Provider; session: { accountId: string }; client: { clientId: string } } }
const Provider = UntypedProvider as new (issuer: string, configuration: object) => Provider

const CLIENT_ID = 'portal'
const REDIRECT_URI = 'http://127.0.0.1/signed-in'

const PUBLIC = { token_endpoint_auth_method: 'none' }

/** The console of a service on any port of this machine: RFC 8252 section 7.3. */
const CONSOLE = {
  client_id: 'console',
  redirect_uris: ['http://127.0.0.1/'],
  application_type: 'native',
  ...PUBLIC,
}

/** The one user of the provider, the API that tokens are for, and what they say and grant there. */
export type ProviderOptions = {
  subject: string
  claims: Record<string, unknown>
  audience: string
  scope: string
}

/** Starts an OpenID provider on loopback, where the one user is logged in without being asked. */
export async function startOpenIdProvider(options: ProviderOptions) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, await configuration(options))
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return handle(request, response)
    interact(provider, options.subject, request, response).catch((error) => response.destroy(error))
  })
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections())
  return { issuer, stop }
}

export type OpenIdProvider = Awaited<ReturnType<typeof startOpenIdProvider>>

async function configuration({ claims, audience, scope }: ProviderOptions) {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'provider-1', use: 'sig', alg: 'ES256' }] },
    clients: [{ client_id: CLIENT_ID, redirect_uris: [REDIRECT_URI], ...PUBLIC }, CONSOLE],
    clientBasedCORS: () => true,
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: Context, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    loadExistingGrant: (context: Context) => consent(context, audience, scope),
    extraTokenClaims: () => claims,
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 60, Session: 600 },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ audience, scope, accessTokenFormat: 'jwt' }),
      },
    },
  }
}

async function interact(provider: Provider, subject: string, ...http: [IncomingMessage, ServerResponse]) {
  await provider.interactionDetails(...http)
  await provider.interactionFinished(...http, { login: { accountId: subject }, consent: {} })
}

/** Agrees to everything in the user's place. */
async function consent({ oidc }: Context, audience: string, scope: string) {
  const { provider, session, client } = oidc
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope('openid')
  grant.addResourceScope(audience, scope)
  await grant.save()
  return grant
}

/**
 * Logs the user in by authorization code with PKCE (RFC 6749 section 4.1, RFC 7636), for the API at
 * `resource` (RFC 8707). Without one, the access token is for the provider's own userinfo only, and opaque.
 */
export async function logIn(issuer: string, scope: string, resource?: string) {
  const verifier = randomBytes(32).toString('base64url')
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const target: { resource?: string } = resource ? { resource } : {}
  const request = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    ...target,
    scope: `openid ${scope}`,
    code_challenge,
    code_challenge_method: 'S256',
  })
  const code = (await browse(`${issuer}/auth?${request}`, REDIRECT_URI)).searchParams.get('code') ?? ''
  const form = { client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, code, code_verifier: verifier, ...target }
  const body = new URLSearchParams({ grant_type: 'authorization_code', ...form })
  const response = await fetch(`${issuer}/token`, { method: 'POST', body })
  return (await response.json()) as { access_token: string; id_token: string }
}

/** Follows redirects with a browser's cookies until the client is reached, and returns where that is. */
export async function browse(start: string, client: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  while (!url.href.startsWith(client)) {
    const Cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { Cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('Location')
    if (!location)
      throw new Error(`Cannot log in: ${response.status} at ${url.pathname}: ${await response.text()}`)
    url = new URL(location, url)
  }
  return url
}
