import { parseJson } from './parse-json.ts'

type Identified = { kid: string }

/** The keys of one setting. The first one signs or hashes; all of them verify. */
export type KeyRing<Key extends Identified = Identified> = [Key, ...Key[]]

/** Appends a key: it verifies, and does not sign or hash yet. */
export function addKey<Key extends Identified>(ring: KeyRing<Key>, key: Key): KeyRing<Key> {
  return [...ring, key]
}

/** Moves a key to the front: it signs or hashes from now on. */
export function promoteKey<Key extends Identified>(ring: KeyRing<Key>, kid: string): KeyRing<Key> {
  const key = find(ring, kid)
  return [key, ...ring.filter((other) => other !== key)]
}

/** Removes a key. @throws if it is the first */
export function retireKey<Key extends Identified>(ring: KeyRing<Key>, kid: string): KeyRing<Key> {
  const key = find(ring, kid)
  const [first, ...others] = ring
  if (key === first) {
    throw new Error(`Cannot retire ${kid}: it is the first key. Promote another key, then retire this one.`)
  }
  return [first, ...others.filter((other) => other !== key)]
}

/** Parses the value of a setting. The error does not quote the value: it is a secret. */
export function parseKeyRing(text: string): KeyRing {
  const value = parseJson(text)
  const keys = Array.isArray(value) ? value : []
  if (keys.length === 0 || !keys.every((key) => typeof key?.kid === 'string')) {
    throw new Error('The value is not a JSON array of keys, each with a kid.')
  }
  return keys as KeyRing
}

function find<Key extends Identified>(ring: KeyRing<Key>, kid: string): Key {
  const key = ring.find((one) => one.kid === kid)
  if (!key) throw new Error(`Unknown key ${kid}. Keys: ${ring.map((one) => one.kid).join(', ')}.`)
  return key
}
