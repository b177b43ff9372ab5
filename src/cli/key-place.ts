import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { DEV_VARS_FILE, readDevVars, writeDevVars } from '../platform/dev-vars.ts'
import type { KeyRing } from './key-ring.ts'
import { writeWhole } from './partial-file.ts'

/** The place of a setting's value. `nextSteps` are those after a write. */
export type KeyPlace = {
  read: () => string
  /** Called before a value is made that replaces none. @throws if the place has a value already */
  requireEmpty: () => void
  write: (ring: KeyRing) => unknown
  nextSteps: string
}

const KEEP = `Workers never show a secret again. Without this value, no key can be replaced without an outage, and the service
cannot move.`

/** Returns the file, which the operator keeps. Only its owner may read it, also if others could before. */
export function keyFile(setting: string, path: string): KeyPlace {
  return {
    read: () => readFileSync(path, 'utf8'),
    requireEmpty() {
      if (existsSync(path)) throw new Error(`${path} exists. Name another file, or add a key to this one.`)
    },
    write: (ring) =>
      writeWhole(path, (partial) => writeFileSync(partial, `${JSON.stringify(ring)}\n`), {
        mayReplace: true,
      }),
    nextSteps: `Wrote ${path}. Store it in your team’s secret store before you use it.
${KEEP}
On Workers: npx wrangler secret put ${setting} < ${path}, which also deploys it. Elsewhere: set ${setting} to the content of the
file and restart one instance after the other.`,
  }
}

/** Returns standard input and output, for commands of secret stores and for files with other settings. */
export function standardStreams(setting: string): KeyPlace {
  return {
    read: () => readFileSync(0, 'utf8'),
    requireEmpty() {},
    write: (ring) => console.log(JSON.stringify(ring)),
    nextSteps: `Store the value in your team’s secret store before you use it; --file writes it to a file.
${KEEP}
On Workers: npx wrangler secret put ${setting}, which also deploys it. Elsewhere: set ${setting} and restart one instance after the
other.`,
  }
}

/** Returns the file of this machine's keys, for development. */
export function localKeys(setting: string): KeyPlace {
  return {
    read: () => readDevVars()[setting] ?? '',
    requireEmpty() {},
    write: (ring) => writeDevVars({ [setting]: ring }),
    nextSteps: `Wrote ${DEV_VARS_FILE}. Restart npm run dev.`,
  }
}
