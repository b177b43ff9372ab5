/**
 * Returns the form of a text in which filters compare it: compatibility-normalized (NFKC), in lower case, and
 * with sigma for final sigma. The lower case of a sigma alone depends on its neighbours, which a prefix
 * lacks.
 */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ')
}

/** Compares by code points, as a database compares UTF-8. Returns a number as `Array.sort` expects it. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const at = left.findIndex((character, index) => character !== right[index])
  return at < 0 ? left.length - right.length : codePoint(left[at]) - codePoint(right[at])
}

function codePoint(character: string | undefined): number {
  return character?.codePointAt(0) ?? -1
}
