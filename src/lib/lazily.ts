/**
 * Returns a getter that makes a value at its first call and caches it. The value is cached, never the
 * promise: a request in workerd must not await what another request started, so concurrent first calls each
 * make their own. Failures are not cached.
 */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let cached: { value: T } | undefined
  return async function get() {
    cached ??= { value: await make() }
    return cached.value
  }
}
