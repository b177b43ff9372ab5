import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { SITE_FOLDER } from '../src/platform/site-folder.ts'
import { writeDocument } from './write-openapi.ts'
import { writeReference } from './write-reference.ts'

/** Builds one part of the site into a folder. */
type Part = (folder: string) => Promise<void>

const PARTS: Part[] = [writeConsole, writeDocument, writeReference]

/**
 * Builds the site into a temporary folder and then replaces the previous one, so that a failure leaves that
 * one in place.
 * @throws if a part cannot be built
 */
export async function buildSite(): Promise<void> {
  const fresh = `${SITE_FOLDER}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  for (const write of PARTS) await write(fresh)
  mkdirSync(dirname(SITE_FOLDER), { recursive: true })
  rmSync(SITE_FOLDER, { recursive: true, force: true })
  renameSync(fresh, SITE_FOLDER)
}

/**
 * Builds the console by Vite: a page, scripts and styles. Vite is imported here, since a production install
 * lacks it.
 */
async function writeConsole(outDir: string): Promise<void> {
  const { build } = await import('vite')
  await build({ configFile: 'console/vite.config.ts', logLevel: 'warn', build: { outDir } })
}
