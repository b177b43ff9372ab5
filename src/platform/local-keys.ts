import { exportJWK, generateKeyPair } from 'jose'
import { readDevVars, writeDevVars } from './dev-vars.ts'

const MAKERS: Record<string, () => unknown> = {
  SIGNING_KEYS: async () => [await signingJwk('local-1')],
  SECRET_PEPPERS: () => [pepperJwk('local-1')],
  DEVELOPMENT_ISSUER_KEY: () => signingJwk('development'),
}

/** Creates the local keys that `.dev.vars` lacks, and returns all variables of that file. */
export async function ensureLocalKeys(): Promise<NodeJS.Dict<string>> {
  const variables = readDevVars()
  const missing = Object.entries(MAKERS).filter(([name]) => !variables[name])
  if (missing.length === 0) return variables
  const made = await Promise.all(missing.map(async ([name, make]) => [name, await make()]))
  writeDevVars(Object.fromEntries(made))
  return readDevVars()
}

/** Makes a private key for ES256, Ed25519 or RS256, as a JWK. */
export async function signingJwk(kid: string, algorithm = 'ES256') {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { kid, ...(await exportJWK(privateKey)) }
}

/** Makes a pepper of 32 random bytes, as a JWK. */
export function pepperJwk(kid: string) {
  const k = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  return { kid, kty: 'oct', k }
}
