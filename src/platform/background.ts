/**
 * Makes a `waitUntil` as on Workers, for work after the response, and `finished`, which waits for all such
 * work.
 */
export function background() {
  const running = new Set<Promise<unknown>>()
  return {
    waitUntil(work: Promise<unknown>): void {
      const settled: Promise<unknown> = work.then(
        () => running.delete(settled),
        () => running.delete(settled),
      )
      running.add(settled)
    },
    async finished(): Promise<void> {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
