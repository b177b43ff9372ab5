/** Encodes a part of a token: base64url of JSON. */
export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

export function decode(part: string | undefined) {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
}

/** Returns the header and the payload of a token, for a forged one. */
export function partsOf(token: string): { header: object; payload: object } {
  const [header, payload] = token.split('.')
  return { header: decode(header), payload: decode(payload) }
}

/** A key, and how it signs; without that, as ES256. */
export type Signer = [key: CryptoKey, algorithm?: SubtleCryptoSignAlgorithm | undefined]

/** Signs a token by Web Crypto, which checks nothing: an honest library refuses what an attacker tries. */
export async function forge(header: unknown, payload: unknown, ...[key, algorithm]: Signer): Promise<string> {
  const signed = `${encode(header)}.${encode(payload)}`
  const bytes = new TextEncoder().encode(signed)
  const signature = await crypto.subtle.sign(algorithm ?? { name: 'ECDSA', hash: 'SHA-256' }, key, bytes)
  return `${signed}.${Buffer.from(signature).toString('base64url')}`
}

/** Signs with HS256 under any text. */
export async function hmac(text: string): Promise<Signer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return [
    await crypto.subtle.importKey('raw', new TextEncoder().encode(text), algorithm, false, ['sign']),
    algorithm,
  ]
}

/** Signs with ES384 under a new key. */
export async function p384(): Promise<Signer> {
  const curve = { name: 'ECDSA', namedCurve: 'P-384' }
  const { privateKey } = (await crypto.subtle.generateKey(curve, false, ['sign'])) as CryptoKeyPair
  return [privateKey, { name: 'ECDSA', hash: 'SHA-384' }]
}
