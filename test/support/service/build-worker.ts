import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSite } from '../../../scripts/build-site.ts'
import { SITE_FOLDER } from '../../../src/platform/site-folder.ts'
import { buildIfStale } from './build-if-stale.ts'

const FOLDER = '.wrangler/test'

/** The bundle of the tested worker: the same as in a deployment. */
export const BUNDLE = join(FOLDER, 'worker.js')

/** Builds the worker, and the site that it serves. */
export default function build(): Promise<void> {
  return buildIfStale([BUNDLE, join(SITE_FOLDER, 'index.html')], async () => {
    await buildSite()
    execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', FOLDER], { stdio: 'pipe' })
  })
}
