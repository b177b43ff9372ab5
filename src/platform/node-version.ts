/** The oldest version of Node that runs the service. Earlier ones lack `node:sqlite`, or parts of it. */
const REQUIRED = '22.18'

/** Ends the process with a message if this Node is too old. Imports nothing that such a version lacks. */
export function requireNodeVersion(): void {
  const { node } = process.versions
  if (node.localeCompare(REQUIRED, 'en', { numeric: true }) >= 0) return
  console.error(`Cannot start: Node ${REQUIRED} or newer is required. This is Node ${node}.`)
  process.exit(1)
}
