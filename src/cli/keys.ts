import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEV_VARS_FILE, readDevVars, writeDevVars } from '../platform/dev-vars.ts'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { offerHelp } from './help.ts'
import { type Advice, KINDS } from './key-kinds.ts'
import { addKey, type KeyRing, parseKeyRing, promoteKey, retireKey } from './key-ring.ts'

/**
 * `npm run -s keys -- SIGNING_KEYS|SECRET_PEPPERS`: creates a value for that secret, or adds, promotes or
 * retires a key of one. Standard output has only the value; standard error has the next steps.
 */

const USAGE = `Usage: npm run -s keys -- SIGNING_KEYS|SECRET_PEPPERS [add | promote KID | retire KID | list]
  [--alg ES256|Ed25519|RS256] [--local]
Without a verb, the command prints a new value. With a verb, it reads the value from standard input and prints the
changed one. With --local, it reads and writes ${DEV_VARS_FILE} instead.`

const ALGORITHMS = ['ES256', 'Ed25519', 'RS256']

offerHelp(USAGE)
keepFilesPrivate()
try {
  await run()
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`)
  process.exit(1)
}

async function run(): Promise<void> {
  const { setting, verb, kid, algorithm, isLocal } = readOptions()
  const { make, advice, cautions } = KINDS[setting]
  const ring = verb === 'new' ? undefined : parseKeyRing(readValue(setting, isLocal))
  if (ring && verb === 'list') return console.log(ring.map((key) => key.kid).join('\n'))
  const { changed, about } = await change(ring, verb, kid, () => make(newKid(), algorithm))
  if (isLocal) writeDevVars({ [setting]: changed })
  else console.log(JSON.stringify(changed))
  console.error(advice[verb as keyof Advice](about, ring?.[0].kid ?? ''))
  const caution = cautions[algorithm]
  if (caution && ['new', 'add'].includes(verb)) console.error(caution)
  console.error(isLocal ? `Wrote ${DEV_VARS_FILE}. Restart npm run dev.` : nextSteps(setting))
}

function readOptions() {
  const { values, positionals } = parseArgs({
    options: { alg: { type: 'string', default: 'ES256' }, local: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [setting = '', verb = 'new', kid = ''] = positionals
  if (!isSetting(setting)) {
    throw new Error(`Unknown setting “${setting}”. Settings with keys: ${Object.keys(KINDS).join(', ')}.`)
  }
  if (!ALGORITHMS.includes(values.alg)) {
    throw new Error(`Unknown algorithm “${values.alg}”. --alg takes: ${ALGORITHMS.join(', ')}.`)
  }
  return { setting, verb, kid, algorithm: values.alg, isLocal: values.local }
}

function isSetting(text: string): text is keyof typeof KINDS {
  return Object.hasOwn(KINDS, text)
}

function readValue(setting: string, isLocal: boolean): string {
  return isLocal ? (readDevVars()[setting] ?? '') : readFileSync(0, 'utf8')
}

/** Returns the changed keys, and the `kid` of the key that changed. */
async function change(
  ring: KeyRing | undefined,
  verb: string,
  kid: string,
  make: () => KeyRing[0] | Promise<KeyRing[0]>,
): Promise<{ changed: KeyRing; about: string }> {
  if (verb === 'promote' && ring) return { changed: promoteKey(ring, kid), about: kid }
  if (verb === 'retire' && ring) return { changed: retireKey(ring, kid), about: kid }
  if (verb !== 'add' && verb !== 'new') {
    throw new Error(`Unknown verb “${verb}”. Verbs: add, promote, retire, list.`)
  }
  const key = await make()
  return { changed: ring ? addKey(ring, key) : [key], about: key.kid }
}

function nextSteps(setting: string): string {
  return `On Workers: pipe the value to npx wrangler secret put ${setting}, which also deploys it. Elsewhere: set ${setting} and
restart one instance after the other. Workers never show a secret again, so store the value in your team’s secret
store, and only there.`
}

/** Returns a `kid` that contains today's date and is unique. */
function newKid(): string {
  return `${new Date().toISOString().slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`
}
