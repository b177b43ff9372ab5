/**
 * A bounded map that evicts the least recently used key, except that keys in debt stay as long as possible.
 */
export type KeyCache<Value> = {
  /** Returns the value of a key. This does not count as a use. */
  get(key: string): Value | undefined
  /** Stores the value of a key, as the most recently used. */
  set(key: string, value: Value): void
}

/** The number of keys in debt that an eviction examines: few, because a request waits for it. */
const DEBTORS_EXAMINED_MAX = 8

/**
 * Creates a cache of at most `max` keys; `debtOf` returns the tokens that a value owes now. If all keys are
 * in debt, it evicts the smallest debt among {@link DEBTORS_EXAMINED_MAX} keys and calls `onDebtorEvicted`.
 * Refusing new keys instead would let one stranger lock out everyone else.
 */
export function createKeyCache<Value>(
  max: number,
  debtOf: (value: Value) => number,
  onDebtorEvicted: () => void,
): KeyCache<Value> {
  const used = new Map<string, Value>()
  const oldest = roundRobin(used)
  /** The keys that were in debt when it was their turn to be evicted. */
  const debtors = new Map<string, Value>()
  const debtor = roundRobin(debtors)
  let uses = 0

  function evictPaid(): boolean {
    for (let left = Math.min(DEBTORS_EXAMINED_MAX, debtors.size); left > 0; left--) {
      const [key, value] = debtor.next()
      if (debtOf(value) <= 0) return debtors.delete(key)
    }
    return false
  }

  function evictOldest(): boolean {
    while (used.size > 0) {
      const [key, value] = oldest.next()
      used.delete(key)
      if (debtOf(value) <= 0) return true
      debtors.set(key, value)
    }
    return false
  }

  function evictDebtor(): void {
    const examined = Array.from({ length: DEBTORS_EXAMINED_MAX }, debtor.next)
    const [key] = examined.reduce((a, b) => (debtOf(b[1]) < debtOf(a[1]) ? b : a))
    debtors.delete(key)
    onDebtorEvicted()
  }

  /** Runs every `max` uses, which costs little, even if few keys are used and nothing is ever evicted. */
  function resetCursors(): void {
    uses = 0
    oldest.reset()
    debtor.reset()
  }

  return {
    get: (key) => used.get(key) ?? debtors.get(key),
    set(key, value) {
      if (++uses >= max) resetCursors()
      used.delete(key)
      debtors.delete(key)
      if (used.size + debtors.size >= max && !evictPaid() && !evictOldest()) evictDebtor()
      used.set(key, value)
    },
  }
}

/**
 * Cycles through the entries of a map, which must not be empty. A new iterator walks over all deleted entries
 * at the front of a map, so one iterator is kept open. An open iterator keeps earlier versions of the map in
 * memory, so it must be reset from time to time.
 */
function roundRobin<Value>(map: Map<string, Value>) {
  let cursor: MapIterator<[string, Value]> | undefined
  function next(): [string, Value] {
    cursor ??= map.entries()
    const result = cursor.next()
    if (!result.done) return result.value
    cursor = undefined
    return next()
  }
  function reset(): void {
    cursor = undefined
  }
  return { next, reset }
}
