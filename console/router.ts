import { useEffect, useState } from 'preact/hooks'

/** Where the reader is: the parts of the path after `#/`. */
export type Place = string[]

/** The address of a place. */
export function linkTo(...place: Place): string {
  return `#/${place.map(encodeURIComponent).join('/')}`
}

/** Where the reader is, and from then on wherever they go. */
export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decoded)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
