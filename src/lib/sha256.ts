import { base64url } from 'jose'

/** Returns the SHA-256 digest of the text's UTF-8 bytes, in base64url without padding: 43 characters. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url.encode(new Uint8Array(digest))
}
