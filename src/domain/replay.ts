import { sha256 } from '../lib/sha256.ts'

/**
 * Returns the hash that identifies a JWT that may be used once: of its kind, its signer and its `jti`, which
 * may have any length.
 */
export async function replayHash(kind: 'assertion' | 'proof', signer: string, jti: string): Promise<string> {
  return sha256(JSON.stringify([kind, signer, jti]))
}
