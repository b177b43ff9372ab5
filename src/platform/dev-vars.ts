import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/**
 * The file with this machine's keys. Git ignores it, `wrangler dev` reads it, and a deployment never includes
 * it.
 */
export const DEV_VARS_FILE = '.dev.vars'

const HEADER = '# Keys of this machine, for development only. Delete the file to get others.\n'

/** Returns the variables of the file, none if it does not exist. */
export function readDevVars(folder = '.'): NodeJS.Dict<string> {
  const path = join(folder, DEV_VARS_FILE)
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
}

/**
 * Sets variables to JSON values in the file, and keeps its other lines. Only the file's owner may read it.
 */
export function writeDevVars(values: Record<string, unknown>): void {
  const text = existsSync(DEV_VARS_FILE) ? readFileSync(DEV_VARS_FILE, 'utf8') : HEADER
  const names = Object.keys(values)
  const kept = text
    .split('\n')
    .filter((line) => line !== '' && !names.some((name) => line.startsWith(`${name}=`)))
  const lines = Object.entries(values).map(([name, value]) => `${name}='${JSON.stringify(value)}'`)
  if (existsSync(DEV_VARS_FILE)) chmodSync(DEV_VARS_FILE, 0o600)
  writeFileSync(DEV_VARS_FILE, [...kept, ...lines, ''].join('\n'), { mode: 0o600 })
}
