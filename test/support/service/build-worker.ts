import { execFileSync } from 'node:child_process'
import { buildSite } from '../../../scripts/build-site.ts'

/** The bundle of the tested worker: the same as in a deployment. */
export const BUNDLE = '.wrangler/test/worker.js'

/** Builds the worker, and the site that it serves, once for all tests. */
export default async function build(): Promise<void> {
  await buildSite()
  execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', '.wrangler/test'], { stdio: 'pipe' })
}
