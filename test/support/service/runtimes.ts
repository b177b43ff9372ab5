import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SelfHosted } from '../bindings/contract-cases.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

const SCRIPTS: Record<SelfHosted, string> = { node: 'start', bun: 'start:bun', deno: 'start:deno' }

/** Returns the command that starts the service on a runtime, the same as a user's script, or another file. */
export function commandOf(edition: SelfHosted, file?: string): [command: string, ...options: string[]] {
  // The script of Deno grants what the service needs, which is not enough for other files.
  if (edition === 'deno' && file) return ['deno', 'run', '--quiet', '--allow-all', resolve(file)]
  const [command = '', ...options] = scripts[SCRIPTS[edition]]?.replace(/^exec /, '').split(' ') ?? []
  return [command, ...options.slice(0, -1), resolve(file ?? (options.at(-1) as string))]
}
