/**
 * Runs a benchmark to its end: exit status 1, and why, where it failed; what it started ends with this
 * process.
 */
export async function main(measure: () => Promise<void>): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
  try {
    await measure()
    process.exit()
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
