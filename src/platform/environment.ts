import { SETTING_NAMES } from './settings.ts'

/** Returns the settings of the environment. Deno grants no other variable. */
export function environment(): NodeJS.Dict<string> {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, process.env[name]]))
}
