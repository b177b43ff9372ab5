/** A clock that advances only when asked: an hour takes as long as its work. */
export type Clock = {
  now(): number
  sleep(ms: number): Promise<void>
  /** Says that work began which takes no time: it is let go on before time passes. */
  stir(): void
  /** Lets time pass until `instant`: whatever is due on the way happens in order. */
  passUntil(instant: number): Promise<void>
}

/** Creates a clock that shows `start`, in epoch milliseconds. */
export function createClock(start: number): Clock {
  let time = start
  let isStirred = true
  const due: { at: number; wake: () => void }[] = []

  function sleep(ms: number): Promise<void> {
    const at = time + ms
    return new Promise((wake) => {
      const later = due.findIndex((one) => one.at > at)
      due.splice(later < 0 ? due.length : later, 0, { at, wake })
    })
  }

  function stir(): void {
    isStirred = true
  }

  async function passUntil(instant: number): Promise<void> {
    if (isStirred) await settle()
    isStirred = false
    for (let next = due[0]; next && next.at <= instant; next = due[0]) {
      due.shift()
      time = next.at
      next.wake()
      await settle()
    }
    time = instant
  }

  return { now: () => time, sleep, stir, passUntil }
}

/** Lets everything go on that waits for no time. */
function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** Creates a seeded generator of uniform numbers in [0, 1): mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
