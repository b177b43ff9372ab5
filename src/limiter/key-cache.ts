/** A bounded map that forgets what was not used for longest, but nothing in debt before its debt is paid. */
export type KeyCache<Value> = {
  /** Finds a value; that alone is no use of it. */
  get(key: string): Value | undefined
  /** Keeps a value as the last used. */
  set(key: string, value: Value): void
}

/** So many debtors are looked at where one may go: some that paid turn up soon enough, and a request does not wait for it. */
const DEBTORS_EXAMINED_MAX = 8

/**
 * Makes a map of at most `max` keys; `debtOf` tells what a value owes now. Where all are in debt, the one of a few that
 * owes least is forgiven: if newcomers were refused instead, one stranger could shut out all others.
 */
export function createKeyCache<Value>(
  max: number,
  debtOf: (value: Value) => number,
  onDebtorEvicted: () => void,
): KeyCache<Value> {
  const used = new Map<string, Value>()
  const oldest = roundRobin(used)
  /** They were in debt when it was their turn to go. */
  const debtors = new Map<string, Value>()
  const debtor = roundRobin(debtors)
  let uses = 0

  function dropPaid(): boolean {
    for (let looks = Math.min(DEBTORS_EXAMINED_MAX, debtors.size); looks > 0; looks--) {
      const [key, value] = debtor.next()
      if (debtOf(value) <= 0) return debtors.delete(key)
    }
    return false
  }

  function dropOldest(): boolean {
    while (used.size > 0) {
      const [key, value] = oldest.next()
      used.delete(key)
      if (debtOf(value) <= 0) return true
      debtors.set(key, value)
    }
    return false
  }

  function evictDebtor(): void {
    const some = Array.from({ length: DEBTORS_EXAMINED_MAX }, debtor.next)
    const [key] = some.reduce((a, b) => (debtOf(b[1]) < debtOf(a[1]) ? b : a))
    debtors.delete(key)
    onDebtorEvicted()
  }

  /** As often as costs little, however many of the uses are of the same keys. */
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
      if (used.size + debtors.size >= max && !dropPaid() && !dropOldest()) evictDebtor()
      used.set(key, value)
    },
  }
}

/**
 * Goes round a map that is not empty. A cursor that is kept does not walk over what was deleted before it, as a fresh one
 * does; but it keeps in memory whatever the map was meanwhile, so that it has to be given up from time to time.
 */
function roundRobin<Value>(map: Map<string, Value>) {
  let cursor: MapIterator<[string, Value]> | undefined
  function next(): [string, Value] {
    cursor ??= map.entries()
    const turn = cursor.next()
    if (!turn.done) return turn.value
    cursor = undefined
    return next()
  }
  const reset = () => {
    cursor = undefined
  }
  return { next, reset }
}
