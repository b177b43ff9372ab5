import { KeyObject, sign, type webcrypto } from 'node:crypto'
import { AUDIENCE, type Issuer } from '../support/oauth/issuer.ts'

/** The most applications of an owner by default. */
const APPLICATIONS_EACH = 20

/**
 * Returns tokens of one user after another, each for as many creates as a user may have. All are signed in
 * advance, since load cannot wait.
 */
export function tokensOfOwners(issuer: Issuer): () => string {
  let [used, token] = [0, '']
  return () => {
    if (used % APPLICATIONS_EACH === 0) token = tokenOf(issuer, `owner-${used / APPLICATIONS_EACH}`)
    used++
    return token
  }
}

function tokenOf({ issuer, privateKey }: Issuer, subject: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: AUDIENCE, sub: subject, iat: now, exp: now + 3600 }
  const signed = [{ alg: 'ES256', kid: 'key-1' }, claims].map(encoded).join('.')
  const key = { key: KeyObject.from(privateKey as webcrypto.CryptoKey), dsaEncoding: 'ieee-p1363' } as const
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
