/** Waits for work for `timeoutMs` at most, and fails after that; for ever, where that is infinite. The work itself goes on. */
export async function withTimeout<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  if (timeoutMs === Number.POSITIVE_INFINITY) return work
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
