/** A bounded map that forgets what was not used for longest, but nothing in debt before its debt is paid. */
export type Keys<Value> = {
  /** Finds a value; that alone is no use of it. */
  find(key: string): Value | undefined
  /** Keeps a value as the last used. */
  keep(key: string, value: Value): void
}

/** So many debtors are looked at where one may go: some that paid turn up soon enough, and a request does not wait for it. */
const DEBTORS_LOOKED_AT = 8

/**
 * Makes a map of at most `max` keys; `debtOf` tells what a value owes now. Where all are in debt, the one of a few that
 * owes least is forgiven: if newcomers were refused instead, one stranger could shut out all others.
 */
export function createKeys<Value>(
  max: number,
  debtOf: (value: Value) => number,
  forgiven: () => void,
): Keys<Value> {
  const used = new Map<string, Value>()
  const oldest = turns(used)
  /** They were in debt when it was their turn to go. */
  const debtors = new Map<string, Value>()
  const debtor = turns(debtors)
  let uses = 0

  function dropPaid(): boolean {
    for (let looks = Math.min(DEBTORS_LOOKED_AT, debtors.size); looks > 0; looks--) {
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

  function forgiveOne(): void {
    const some = Array.from({ length: DEBTORS_LOOKED_AT }, debtor.next)
    const [key] = some.reduce((a, b) => (debtOf(b[1]) < debtOf(a[1]) ? b : a))
    debtors.delete(key)
    forgiven()
  }

  /** As often as costs little, however many of the uses are of the same keys. */
  function giveUpCursors(): void {
    uses = 0
    oldest.giveUp()
    debtor.giveUp()
  }

  return {
    find: (key) => used.get(key) ?? debtors.get(key),
    keep(key, value) {
      if (++uses >= max) giveUpCursors()
      used.delete(key)
      debtors.delete(key)
      if (used.size + debtors.size >= max && !dropPaid() && !dropOldest()) forgiveOne()
      used.set(key, value)
    },
  }
}

/**
 * Goes round a map that is not empty. A cursor that is kept does not walk over what was deleted before it, as a fresh one
 * does; but it keeps in memory whatever the map was meanwhile, so that it has to be given up from time to time.
 */
function turns<Value>(map: Map<string, Value>) {
  let cursor: MapIterator<[string, Value]> | undefined
  function next(): [string, Value] {
    cursor ??= map.entries()
    const turn = cursor.next()
    if (!turn.done) return turn.value
    cursor = undefined
    return next()
  }
  const giveUp = () => {
    cursor = undefined
  }
  return { next, giveUp }
}
