/** What is left of a text when case is disregarded: two texts are the same, to a filter, if these are. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC')
}

/** Below, at or above 0 as `a` stands before, with or after `b`, by code points: as a database that compares UTF-8 does. */
export function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const at = left.findIndex((character, index) => character !== right[index])
  return at < 0 ? left.length - right.length : codePoint(left[at]) - codePoint(right[at])
}

function codePoint(character: string | undefined): number {
  return character?.codePointAt(0) ?? -1
}
