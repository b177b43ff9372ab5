import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs what only the comparison needs, where it is not yet, since `npm ci` of the service carries none of
 * it. Says whether it is there.
 */
export function installPeers(folder: string = import.meta.dirname): boolean {
  // npm writes this last.
  if (existsSync(`${folder}/node_modules/.package-lock.json`)) return true
  console.error(`Installing the peers into ${folder} …`)
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    execFileSync('npm', ['ci', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    return true
  } catch {
    return false
  }
}
