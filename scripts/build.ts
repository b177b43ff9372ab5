import { offerHelp } from '../src/cli/help.ts'
import { buildServer } from './build-server.ts'
import { buildSite } from './build-site.ts'

/**
 * `npm run build`: builds dist/site, the files for browsers, and dist/server, which `npm start` runs.
 * `npm ci` runs it too.
 */

offerHelp(`Usage: npm run build
Builds dist/site, the files for browsers, and dist/server, which npm start runs.`)

if (canBuild()) await Promise.all([buildServer(), buildSite()])
else if (process.env.npm_lifecycle_event === 'prepare') {
  console.log('Nothing is built without the development dependencies. An existing dist/ stays as it is.')
} else {
  console.error(
    'Cannot build: the development dependencies are not installed. npm ci installs them and builds.',
  )
  process.exitCode = 1
}

/** Whether the development dependencies are installed. A production install runs this file as `prepare`. */
function canBuild(): boolean {
  try {
    return import.meta.resolve('vite') !== ''
  } catch {
    return false
  }
}
