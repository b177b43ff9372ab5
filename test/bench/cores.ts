import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Keeps this process, which makes the load, on one core, and returns the words that start a server on the
 * other.
 */
export function pinCores(): string[] {
  const [forServer, forLoad] = allowedCores()
  if (forLoad === undefined) return unpinned('there is one core')
  try {
    execFileSync('taskset', ['-acp', `${forLoad}`, `${process.pid}`], { stdio: 'pipe' })
    return ['taskset', '-c', `${forServer}`]
  } catch {
    return unpinned('there is no taskset')
  }
}

function unpinned(reason: string): string[] {
  console.error(`Server and load share what cores there are, since ${reason}: the figures are lower for it.`)
  return []
}

/** Reads the allowed cores from the kernel's list for this process, such as `0-1,4`. */
function allowedCores(): number[] {
  const [, list = '0'] = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}
