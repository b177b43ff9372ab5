import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
// @ts-expect-error: oidc-provider ships no types.
import Provider from 'oidc-provider'
import { sqliteAdapter } from './oidc-provider-adapter.ts'

/** The audience of the tokens, RFC 8707. Without one, tokens are opaque. */
const RESOURCE = {
  audience: 'https://api.test',
  scope: '',
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'ES256' } },
}

const { privateKey } = await generateKeyPair('ES256', { extractable: true })
const configuration = {
  adapter: sqliteAdapter(join(process.env.DATA_DIR ?? '', 'oidc-provider.sqlite')),
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'peer-1', use: 'sig', alg: 'ES256' }] },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  cookies: { keys: ['of no use here'] },
  findAccount: () => undefined,
  ttl: { ClientCredentials: 900 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: { enabled: true, getResourceServerInfo: () => RESOURCE },
  },
}

const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
server.on('request', new Provider(url, configuration).callback())
console.log(JSON.stringify({ event: 'listening', url }))
