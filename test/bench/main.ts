/**
 * Runs a benchmark to its end. If it fails, prints the reason and exits with status 1. Started processes end
 * with this one.
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
