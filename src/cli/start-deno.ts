import { join } from 'node:path'
import { denoPermissions } from '../platform/deno-permissions.ts'
import { readOptions } from '../platform/options.ts'
import { keepFilesPrivate } from '../platform/private-files.ts'

/**
 * `npm run start:deno`: serves by Deno, which may read, write and reach only what the service needs with its
 * settings. This process becomes that of Deno, so that signals reach it.
 */

/** Options against prompts, and against a warning about an API that Hono's copies of requests touch. */
const QUIET = ['--quiet', '--no-prompt', '--unstable-no-legacy-abort', '--no-remote']

keepFilesPrivate()
try {
  if (!process.execve) throw new Error('Node 22.15 or newer is required, on a system other than Windows.')
  const given = process.argv.slice(2)
  const service = join(import.meta.dirname, '../deno.ts')
  const options = [...QUIET, ...denoPermissions(readOptions(given)), service, ...given]
  process.execve('/usr/bin/env', ['env', 'deno', 'run', ...options], process.env)
} catch (error) {
  console.error(`Cannot start: ${(error as Error).message}`)
  process.exit(1)
}
