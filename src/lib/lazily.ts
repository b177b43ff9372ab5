/**
 * Makes a value at its first use and keeps it. The value is kept, never the promise: in workerd one request must
 * not await what another started, so simultaneous first users each make their own. A failure is not kept.
 */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: { value: T } | undefined
  return async function get() {
    kept ??= { value: await make() }
    return kept.value
  }
}
