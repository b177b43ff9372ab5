/**
 * Returns the candidate that a misspelt word probably means. Case and separators may differ, and one letter
 * in three, up to two letters.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates.map((candidate) => ({ candidate, edits: edits(plain(word), plain(candidate)) }))
  const [nearest] = ranked.sort((a, b) => a.edits - b.edits)
  return nearest && nearest.edits <= Math.min(2, nearest.candidate.length / 3) ? nearest.candidate : undefined
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, '')
}

/** Counts the letters to insert, delete or replace to get the other word: the Levenshtein distance. */
function edits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let i = 0; i < to.length; i++) {
      const [replaced, deleted, inserted] = [row[i], row[i + 1], next[i]] as [number, number, number]
      next.push(Math.min(replaced + Number(letter !== to[i]), deleted + 1, inserted + 1))
    }
    row = next
  }
  return row[to.length] as number
}
