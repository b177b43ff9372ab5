/** The keys of one setting, in order: the first is used to make, all of them to check. */
export type KeyRing<Key extends { kid: string } = { kid: string }> = [Key, ...Key[]]

/** Puts a key last: it checks, and makes nothing yet. */
export function addKey<Key extends { kid: string }>(ring: KeyRing<Key>, key: Key): KeyRing<Key> {
  return [...ring, key]
}

/** Puts a key first: from now on, it makes. */
export function promoteKey<Key extends { kid: string }>(ring: KeyRing<Key>, kid: string): KeyRing<Key> {
  const key = find(ring, kid)
  return [key, ...ring.filter((other) => other !== key)]
}

/** Takes a key away. The first cannot be: another must be promoted before. */
export function retireKey<Key extends { kid: string }>(ring: KeyRing<Key>, kid: string): KeyRing<Key> {
  const key = find(ring, kid)
  const [first, ...others] = ring
  if (key === first) throw new Error(`Cannot retire ${kid}: it is the first. Promote another before.`)
  return [first, ...others.filter((other) => other !== key)]
}

function find<Key extends { kid: string }>(ring: KeyRing<Key>, kid: string): Key {
  const key = ring.find((one) => one.kid === kid)
  if (!key) throw new Error(`There is no key ${kid}. There are: ${ring.map((one) => one.kid).join(', ')}.`)
  return key
}
