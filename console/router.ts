import { useEffect, useState } from 'preact/hooks'

/** The segments of the path after `#/`: they select a screen. */
export type Path = string[]

/** Returns the address of a path. */
export function linkTo(...path: Path): string {
  return `#/${path.map(encodeURIComponent).join('/')}`
}

/** Returns the current path, and renders again when it changes. */
export function usePath(): Path {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const update = () => setHash(location.hash)
    addEventListener('hashchange', update)
    return () => removeEventListener('hashchange', update)
  }, [])
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decode)
}

/** Decodes a segment, or returns it unchanged if its escapes are malformed: users can type any address. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
