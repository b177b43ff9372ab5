/**
 * Returns a function that computes HMAC-SHA-256 (RFC 2104) of a text under the key, in 64 hexadecimal digits.
 * The key is imported at each call, because a request in workerd must not await a promise that another
 * request started.
 */
export function hmacHex(key: BufferSource): (text: string) => Promise<string> {
  return async function hash(text) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
    const digest = await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}
