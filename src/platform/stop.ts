import { withTimeout } from '../lib/with-timeout.ts'

/** How long running requests may take to finish once a stop was asked for. */
const STOP_TIMEOUT_MS = 10_000

/** npm passes on a Ctrl-C that the terminal has sent already: twice within this time is once. */
const ECHO_MS = 100

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const

/** Ends the process in order at the first signal, and at once at the second. */
export function stopOnSignal(finish: () => Promise<unknown>, close: () => void): void {
  let askedAt: number | undefined
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = Date.now()
        void stop(finish, close)
      } else if (Date.now() > askedAt + ECHO_MS) process.exit(128 + number)
    })
  }
}

async function stop(finish: () => Promise<unknown>, close: () => void): Promise<void> {
  const inTime = await withTimeout(STOP_TIMEOUT_MS, finish()).then(
    () => true,
    () => false,
  )
  close()
  process.exit(inTime ? 0 : 1)
}
