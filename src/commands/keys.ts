import { pepperJwk, signingJwk } from './local-keys.ts'

/** `npm run -s keys -- SIGNING_KEYS`: prints a new value for that secret, and nothing else, to pipe to where it is kept. */

const MAKERS = new Map<string, (kid: string) => unknown>([
  ['SIGNING_KEYS', signingJwk],
  ['SECRET_PEPPERS', pepperJwk],
])

const [secret = ''] = process.argv.slice(2)
const make = MAKERS.get(secret)
if (!make) {
  const name = [...MAKERS.keys()].join('|')
  console.error(`Usage: npm run -s keys -- ${name} | npx wrangler secret put ${name}`)
  process.exit(1)
}
console.log(JSON.stringify([await make(newKid())]))

/** Says when the key was made, and is no other key's. */
function newKid(): string {
  return `${new Date().toISOString().slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`
}
