import { execFileSync } from 'node:child_process'

/** Where the worker that is tested is: the very bundle that a deploy would carry. */
export const BUNDLE = '.wrangler/test/worker.js'

/** Builds the worker once for all tests. */
export default function build(): void {
  execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', '.wrangler/test'], { stdio: 'pipe' })
}
