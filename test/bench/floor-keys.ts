const ES256 = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' }
const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/**
 * Creates a signer: ES256 (RFC 7518 section 3.4) and HMAC-SHA-256 by Web Crypto alone, with keys that are
 * imported once.
 */
export async function signer({ kid, ...jwk }: JsonWebKey & { kid: string }, { k = '' }: { k?: string }) {
  const privateKey = await crypto.subtle.importKey('jwk', jwk, ES256, false, ['sign'])
  const { d: _, ...publicJwk } = jwk
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, ES256, false, ['verify'])
  const pepper = await crypto.subtle.importKey('raw', bytes(k), HMAC, false, ['sign', 'verify'])
  const header = encoded({ alg: 'ES256', typ: 'at+jwt', kid })
  return {
    async sign(claims: object): Promise<string> {
      const signed = `${header}.${encoded(claims)}`
      return `${signed}.${text(await crypto.subtle.sign(ES256, privateKey, Buffer.from(signed)))}`
    },
    /** Returns the claims if the signature is valid. */
    async verify(jwt: string): Promise<Record<string, unknown> | undefined> {
      const end = jwt.lastIndexOf('.')
      const signed = Buffer.from(jwt.slice(0, end))
      if (!(await crypto.subtle.verify(ES256, publicKey, bytes(jwt.slice(end + 1)), signed))) return undefined
      return JSON.parse(bytes(jwt.slice(jwt.indexOf('.') + 1, end)).toString())
    },
    hash: async (secret: string) => text(await crypto.subtle.sign('HMAC', pepper, Buffer.from(secret))),
    hashMatches: (secret: string, hash: string) =>
      crypto.subtle.verify('HMAC', pepper, bytes(hash), Buffer.from(secret)),
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function text(buffer: ArrayBuffer): string {
  return Buffer.from(buffer).toString('base64url')
}

function bytes(base64url: string): Buffer<ArrayBuffer> {
  return Buffer.from(base64url, 'base64url')
}
