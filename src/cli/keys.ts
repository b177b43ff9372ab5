import { parseArgs } from 'node:util'
import { DEV_VARS_FILE } from '../platform/dev-vars.ts'
import { keepFilesPrivate } from '../platform/private-files.ts'
import { offerHelp } from './help.ts'
import { type Advice, KINDS } from './key-kinds.ts'
import { type KeyPlace, keyFile, localKeys, standardStreams } from './key-place.ts'
import { addKey, type KeyRing, parseKeyRing, promoteKey, retireKey } from './key-ring.ts'

/**
 * `npm run keys -- SIGNING_KEYS|SECRET_PEPPERS --file FILE`: creates a value for that secret in a file, or
 * adds, promotes or retires a key there. Without a file, standard output has only the value; standard error
 * has the next steps.
 */

const USAGE = `Usage: npm run keys -- SIGNING_KEYS|SECRET_PEPPERS [add | promote KID | retire KID | list]
  [--file FILE | --local] [--alg ES256|Ed25519|RS256]
Without a verb, the command creates a value in FILE, which must not exist and which you keep. With a verb, it changes the
value in FILE. Without --file, it prints the value, and a verb reads the present one from standard input. With --local, it
reads and writes ${DEV_VARS_FILE} instead.`

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
  const { setting, verb, kid, algorithm, place } = readOptions()
  const { make, advice, cautions } = KINDS[setting]
  if (verb === 'new') place.requireEmpty()
  const ring = verb === 'new' ? undefined : parseKeyRing(place.read())
  if (ring && verb === 'list') return console.log(ring.map((key) => key.kid).join('\n'))
  const { changed, about } = await change(ring, verb, kid, () => make(newKid(), algorithm))
  await place.write(changed)
  console.error(advice[verb as keyof Advice](about, ring?.[0].kid ?? ''))
  const caution = cautions[algorithm]
  if (caution && ['new', 'add'].includes(verb)) console.error(caution)
  console.error(place.nextSteps)
}

function readOptions() {
  const { values, positionals } = parseArgs({
    options: {
      alg: { type: 'string', default: 'ES256' },
      file: { type: 'string' },
      local: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [setting = '', verb = 'new', kid = ''] = positionals
  if (!isSetting(setting)) {
    throw new Error(`Unknown setting “${setting}”. Settings with keys: ${Object.keys(KINDS).join(', ')}.`)
  }
  if (!ALGORITHMS.includes(values.alg)) {
    throw new Error(`Unknown algorithm “${values.alg}”. --alg takes: ${ALGORITHMS.join(', ')}.`)
  }
  return { setting, verb, kid, algorithm: values.alg, place: placeOf(setting, values) }
}

function isSetting(text: string): text is keyof typeof KINDS {
  return Object.hasOwn(KINDS, text)
}

function placeOf(setting: string, { file, local }: { file?: string; local: boolean }): KeyPlace {
  if (local && file !== undefined) throw new Error('--file and --local exclude each other.')
  if (local) return localKeys(setting)
  return file === undefined ? standardStreams(setting) : keyFile(setting, file)
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

/** Returns a `kid` that contains today's date and is unique. */
function newKid(): string {
  return `${new Date().toISOString().slice(0, 10)}-${crypto.randomUUID().slice(0, 8)}`
}
