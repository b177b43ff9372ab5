import { createHash } from 'node:crypto'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, SignJWT } from 'jose'
import { ISSUER } from '../service/service.ts'

/** A key pair, with its public JWK. */
export type Pair = GenerateKeyPairResult & { alg: string; jwk: JWK }

export async function newPair(alg = 'ES256', options: { modulusLength?: number } = {}): Promise<Pair> {
  const pair = await generateKeyPair(alg, { extractable: true, ...options })
  return { ...pair, alg, jwk: await exportJWK(pair.publicKey) }
}

/** The changes to a valid JWT. A claim or header of undefined is left out. */
export type Departure = {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: CryptoKey
}

const seconds = () => Math.floor(Date.now() / 1000)

/** Signs a client assertion, RFC 7523 section 3. */
export function assertion(clientId: string, pair: Pair, { claims, header, key }: Departure = {}) {
  const now = seconds()
  const good = {
    iss: clientId,
    sub: clientId,
    aud: ISSUER,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
  }
  return new SignJWT(defined({ ...good, ...claims }))
    .setProtectedHeader({ alg: pair.alg, ...header })
    .sign(key ?? pair.privateKey)
}

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Returns the form of a token request by an assertion. */
export function asserted(client_assertion: string, changes: Record<string, string> = {}) {
  const good = { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, client_assertion }
  return { ...good, ...changes }
}

/** The request that a proof is for: its method and path, and optional parts. */
export type ProofFor = { method?: string; path: string; nonce?: string | undefined; token?: string }

/** Returns the claims of a DPoP proof, RFC 9449 section 4.2. */
export function dpopProofClaims({ method = 'POST', path, nonce, token }: ProofFor) {
  const ath = token && createHash('sha256').update(token).digest('base64url')
  return { htm: method, htu: ISSUER + path, iat: seconds(), jti: crypto.randomUUID(), nonce, ath }
}

/** Signs a DPoP proof, RFC 9449 section 4.2. */
export function dpopProof(pair: Pair, asked: ProofFor, { claims, header, key }: Departure = {}) {
  return new SignJWT(defined({ ...dpopProofClaims(asked), ...claims }))
    .setProtectedHeader({ alg: pair.alg, typ: 'dpop+jwt', jwk: pair.jwk, ...header })
    .sign(key ?? pair.privateKey)
}

function defined(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}
