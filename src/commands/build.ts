import { buildSite } from './site.ts'

/** `npm run build`: makes dist/site, what browsers are served. Run by `npm ci` too, where the service alone does without. */

try {
  await buildSite()
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.error(
    'The console is not built: what builds it is not installed. npm ci installs it, npm run build makes it.',
  )
  process.exitCode = process.env.npm_lifecycle_event === 'prepare' ? 0 : 1
}
