/** Work that goes on after its answer, as `waitUntil` of Workers takes it; it can be waited for before a stop. */
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
