import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { exportJWK, generateKeyPair } from 'jose'

/** Where the local keys are kept: git ignores the file, wrangler reads it in development, and a deploy never carries it. */
const FILE = '.dev.vars'

const HEADER = '# Keys of this machine, for development only. Delete the file to begin anew.\n'

/** Makes what is missing of the local keys, and returns all of the file's variables. */
export async function localKeys(): Promise<NodeJS.Dict<string>> {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEADER
  const kept = parseEnv(text)
  const missing = Object.entries(MAKERS).filter(([name]) => !kept[name])
  if (missing.length === 0) return kept
  const made = await Promise.all(
    missing.map(async ([name, make]) => `${name}='${JSON.stringify(await make())}'\n`),
  )
  writeFileSync(FILE, text + made.join(''), { mode: 0o600 })
  return parseEnv(readFileSync(FILE, 'utf8'))
}

const MAKERS: Record<string, () => Promise<unknown>> = {
  SIGNING_KEYS: async () => [await signingJwk('local-1')],
  SECRET_PEPPERS: async () => [pepperJwk('local-1')],
  DEVELOPMENT_ISSUER_KEY: () => signingJwk('development'),
}

/** A new private key for ES256, Ed25519 or RS256, as a JWK. */
export async function signingJwk(kid: string, algorithm = 'ES256') {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return { kid, ...(await exportJWK(privateKey)) }
}

/** A new pepper of 32 random bytes, as a JWK. */
export function pepperJwk(kid: string) {
  const k = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  return { kid, kty: 'oct', k }
}
