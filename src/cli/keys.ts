import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs, parseEnv } from 'node:util'
import { pepperJwk, signingJwk } from '../platform/local-keys.ts'
import { addKey, type KeyRing, promoteKey, retireKey } from './key-ring.ts'

/**
 * `npm run -s keys -- SIGNING_KEYS`: makes a value for that secret, or reads one and adds, promotes or retires a key.
 * The value goes to standard output and nothing else does; what to do next is told beside it.
 */

const USAGE = `Usage: npm run -s keys -- SIGNING_KEYS|SECRET_PEPPERS [add | promote KID | retire KID | list]
  [--alg ES256|Ed25519|RS256] [--local]
Without a verb, a new value is printed. A verb reads the value from standard input and prints the changed one;
with --local, both are in .dev.vars.`

/** Where the local keys are kept; a deploy never carries it. */
const LOCAL_FILE = '.dev.vars'

const ALGORITHMS = ['ES256', 'Ed25519', 'RS256']

/** What is told of the keys of a setting as each verb is done, for `kid` and whoever was first before. */
type Advice = Record<'new' | 'add' | 'promote' | 'retire', (kid: string, before: string) => string>

type Kind = { make: (kid: string, algorithm: string) => unknown; advice: Advice }

const KINDS: Record<string, Kind> = {
  SIGNING_KEYS: {
    make: signingJwk,
    advice: {
      new: (kid) => `${kid} signs. Over an existing value, this ends every token: use add there.`,
      add: (
        kid,
      ) => `${kid} is published, and does not sign yet. Resource servers keep the published keys for 300 seconds:
deploy this value, wait that long, then: promote ${kid}`,
      promote: (
        kid,
        before,
      ) => `${kid} signs from now on. What ${before} signed lives for TOKEN_TTL_SECONDS, 900 by default:
deploy this value, wait that long, then: retire ${before}`,
      retire: (kid) =>
        `${kid} verifies nothing any more. Tokens that it signed are refused once this value is deployed.`,
    },
  },
  SECRET_PEPPERS: {
    make: pepperJwk,
    advice: {
      new: (kid) => `${kid} hashes. Over an existing value, this ends every secret: use add there.`,
      add: (kid) => `${kid} hashes nothing yet. Deploy this value everywhere, then: promote ${kid}`,
      promote: (
        kid,
        before,
      ) => `${kid} hashes the secrets that are made from now on. Keep ${before} while any secret is
older: it checks those.`,
      retire: (kid) => `Every secret that was hashed with ${kid} ends once this value is deployed.`,
    },
  },
}

try {
  await run()
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`)
  process.exit(1)
}

async function run(): Promise<void> {
  const options = {
    alg: { type: 'string', default: 'ES256' },
    local: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [setting = '', verb = 'new', kid = ''] = positionals
  const kind = KINDS[setting]
  if (!kind) throw new Error(`${setting || 'The setting'} is none of ${Object.keys(KINDS).join(', ')}.`)
  if (!ALGORITHMS.includes(values.alg)) throw new Error(`--alg is none of ${ALGORITHMS.join(', ')}.`)
  const make = async () => (await kind.make(newKid(), values.alg)) as { kid: string }
  const ring =
    verb === 'new' ? undefined : parseRing(values.local ? readLocal(setting) : readFileSync(0, 'utf8'))
  if (ring && verb === 'list') return console.log(ring.map((key) => key.kid).join('\n'))
  const { changed, about } = await change(ring, verb, kid, make)
  write(setting, JSON.stringify(changed), values.local)
  tell(setting, kind.advice[verb as keyof Advice](about, ring?.[0].kid ?? ''), values.local)
}

/** The changed keys, and the one that the change was about. */
async function change(
  ring: KeyRing | undefined,
  verb: string,
  kid: string,
  make: () => Promise<{ kid: string }>,
): Promise<{ changed: KeyRing; about: string }> {
  if (verb === 'promote' && ring) return { changed: promoteKey(ring, kid), about: kid }
  if (verb === 'retire' && ring) return { changed: retireKey(ring, kid), about: kid }
  if (verb !== 'add' && verb !== 'new') throw new Error(`${verb} is none of add, promote, retire, list.`)
  const key = await make()
  return { changed: ring ? addKey(ring, key) : [key], about: key.kid }
}

/** Nothing of the value is repeated where it is wrong: it is a secret. */
function parseRing(text: string): KeyRing {
  const ring = parseJson(text)
  const keys = Array.isArray(ring) ? ring : []
  if (keys.length === 0 || !keys.every((key) => typeof key?.kid === 'string'))
    throw new Error('The value is not a JSON array of keys, each with its kid.')
  return keys as KeyRing
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readLocal(setting: string): string {
  const text = existsSync(LOCAL_FILE) ? readFileSync(LOCAL_FILE, 'utf8') : ''
  return parseEnv(text)[setting] ?? ''
}

function write(setting: string, value: string, local: boolean): void {
  if (!local) {
    console.log(value)
    return
  }
  const text = existsSync(LOCAL_FILE) ? readFileSync(LOCAL_FILE, 'utf8') : ''
  const others = text.split('\n').filter((line) => line !== '' && !line.startsWith(`${setting}=`))
  writeFileSync(LOCAL_FILE, [...others, `${setting}='${value}'`, ''].join('\n'), { mode: 0o600 })
}

function tell(setting: string, advice: string, local: boolean): void {
  const where = local
    ? `${LOCAL_FILE} is written. Restart npm run dev.`
    : `On Workers: | npx wrangler secret put ${setting}, which deploys. Elsewhere: set ${setting} and restart, one instance after the other.
Workers do not show a secret again: keep the value where your team keeps its own, and nowhere else.`
  console.error(`${advice}\n${where}`)
}

/** Says when the key was made, and is no other key's. */
function newKid(): string {
  return `${new Date().toISOString().slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`
}
