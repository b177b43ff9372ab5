import { buildServer } from './build-server.ts'
import { buildSite } from './build-site.ts'

/**
 * `npm run build`: builds dist/site, the files for browsers, and dist/server, which `npm start` runs.
 * `npm ci` runs it too.
 */

try {
  await Promise.all([buildServer(), buildSite()])
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.error(
    'Cannot build: the development dependencies are not installed. npm ci installs them and builds.',
  )
  process.exitCode = process.env.npm_lifecycle_event === 'prepare' ? 0 : 1
}
