import { withTimeout } from '../lib/with-timeout.ts'

/** Longest time for running requests to finish after the first signal. */
const STOP_TIMEOUT_MS = 10_000

/**
 * npm forwards a Ctrl-C that the terminal has also sent: a second signal within this time counts as the same
 * one.
 */
const REPEAT_MS = 100

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const

/** Stops the process at the first signal, after the running requests; at the second, it exits immediately. */
export function stopOnSignal(finish: () => Promise<unknown>, close: () => void): void {
  let stoppingSince: number | undefined
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (stoppingSince === undefined) {
        stoppingSince = Date.now()
        void stop(finish, close)
      } else if (Date.now() > stoppingSince + REPEAT_MS) process.exit(128 + number)
    })
  }
}

async function stop(finish: () => Promise<unknown>, close: () => void): Promise<void> {
  const isInTime = await withTimeout(STOP_TIMEOUT_MS, finish()).then(
    () => true,
    () => false,
  )
  close()
  process.exit(isInTime ? 0 : 1)
}
