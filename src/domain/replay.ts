import { base64url } from 'jose'

/** What stands for a JWT that may be used once: by its kind, who signed it and its `jti`, of whatever length. */
export async function replayHash(kind: 'assertion' | 'proof', signer: string, jti: string): Promise<string> {
  return sha256(JSON.stringify([kind, signer, jti]))
}

/** SHA-256 of a text's UTF-8, as base64url. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url.encode(new Uint8Array(hash))
}
