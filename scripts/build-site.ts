import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { SITE_FOLDER } from '../src/platform/site-folder.ts'
import { writeDocument } from './write-openapi.ts'
import { writeReference } from './write-reference.ts'

/** What makes one part of the site, into the folder that it is given. */
type Part = (folder: string) => Promise<void>

const PARTS: Part[] = [writeConsole, writeDocument, writeReference]

/** Makes the site anew: whole, or the one that was there stays. @throws where a part cannot be made */
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
 * The console: a page, and beside it scripts and styles, by Vite. Loaded late: where only the service is
 * installed, there is none.
 */
async function writeConsole(outDir: string): Promise<void> {
  const { build } = await import('vite')
  await build({ configFile: 'console/vite.config.ts', logLevel: 'warn', build: { outDir } })
}
