import { buildServer } from './build-server.ts'
import { buildSite } from './build-site.ts'

/**
 * `npm run build`: makes dist/site, what browsers are served, and dist/server, what `npm start` runs. Run by
 * `npm ci` too.
 */

try {
  await Promise.all([buildServer(), buildSite()])
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.error(
    'Nothing is built: what builds it is not installed. npm ci installs it, npm run build makes it.',
  )
  process.exitCode = process.env.npm_lifecycle_event === 'prepare' ? 0 : 1
}
