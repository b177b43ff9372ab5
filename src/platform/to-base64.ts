type Options = { alphabet?: 'base64' | 'base64url'; omitPadding?: boolean }

/**
 * Encodes as `Uint8Array.prototype.toBase64` of ECMAScript 2026 does. Node 24 lacks it, and jose then encodes
 * bytewise.
 */
function toBase64(this: Uint8Array, { alphabet = 'base64', omitPadding = false }: Options = {}): string {
  const text = Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString(alphabet)
  return omitPadding ? text.replace(/=+$/, '') : text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

if (!('toBase64' in Uint8Array.prototype)) {
  Object.defineProperty(Uint8Array.prototype, 'toBase64', {
    value: toBase64,
    writable: true,
    configurable: true,
  })
}
