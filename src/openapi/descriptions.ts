import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Description } from '../http/describe/operation.ts'

const ENDPOINTS = join(import.meta.dirname, '../http')

/** Reads the description of every endpoint folder: `src/http/<folder>/description.ts`. */
export function readDescriptions(): Promise<Description[]> {
  const files = readdirSync(ENDPOINTS)
    .map((folder) => join(ENDPOINTS, folder, 'description.ts'))
    .filter((file) => existsSync(file))
  return Promise.all(files.map(async (file) => (await import(pathToFileURL(file).href)).description))
}
