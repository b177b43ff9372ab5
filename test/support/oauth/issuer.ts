import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export const AUDIENCE = 'https://api.test'

/** Claims of a token, and how it departs from a good one; a time is in seconds from now. */
export type TokenOptions = {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: CryptoKey
}

/**
 * Returns the state of an issuer: the requested paths, those that get 404 or a page, and changes to its
 * metadata.
 */
function quirks(): {
  requests: string[]
  missing: string[]
  pages: string[]
  metadata: Record<string, unknown>
} {
  return { requests: [], missing: [], pages: [], metadata: {} }
}

/** Starts an issuer on loopback that counts requests for its keys and can misbehave. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'ES256' }]
  const state = { keys, jwksRequests: 0, hang: false, ...quirks() }
  const server = createServer(({ url = '' }, response) => {
    state.requests.push(url)
    if (state.hang) return
    if (url === '/jwks') state.jwksRequests++
    const metadata = { issuer, jwks_uri: `${issuer}/jwks`, ...state.metadata }
    response.statusCode = state.missing.includes(url) ? 404 : 200
    response.setHeader('Content-Type', 'application/json')
    const page = state.pages.includes(url) && '<!doctype html>'
    response.end(page || JSON.stringify(url === '/jwks' ? { keys: state.keys } : metadata))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  let signed = 0
  const sign = ({ claims, header, key = privateKey }: TokenOptions = {}) => {
    const now = Math.floor(Date.now() / 1000)
    // Each token is later than the one before.
    const iat = now - 60 + signed++ / 1000
    const payload = { iss: issuer, aud: AUDIENCE, sub: 'alice', iat, exp: now + 3600, ...claims }
    return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'key-1', ...header }).sign(key)
  }
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections())
  return { issuer, state, publicKey, privateKey, sign, stop }
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>
