import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files and folders that builds read. The lock file changes with the dependencies. */
const SOURCES = [
  'src',
  'console',
  'scripts',
  'migrations',
  'package.json',
  'tsconfig.json',
  'package-lock.json',
  'wrangler.toml',
]

/** Builds unless all outputs are newer than every source. */
export async function buildIfStale(outputs: string[], build: () => Promise<void>): Promise<void> {
  const builtAt = outputs.map((output) => (existsSync(output) ? modifiedAt(output) : 0))
  if (Math.min(...builtAt) <= Math.max(...SOURCES.flatMap(pathsIn).map(modifiedAt))) await build()
}

/**
 * Lists a file, or a folder with all that it contains. The time of a folder changes when a file is deleted.
 */
function pathsIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return [path, ...names.map((name) => join(path, name))]
}

function modifiedAt(path: string): number {
  return statSync(path).mtimeMs
}
