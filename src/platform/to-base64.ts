type Options = { alphabet?: 'base64' | 'base64url'; omitPadding?: boolean }

/** `Uint8Array.prototype.toBase64` of ECMAScript 2026, which Node 24 lacks: without it, jose writes base64 a character at a time. */
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
