/** How much of a header is read: what comes after it is as if it were not there. */
const HEADER_LENGTH_MAX = 500

/** How many of its languages are looked at, the heaviest first: nobody reads more, and each costs a look at the tables. */
const RANGES_MAX = 20

/**
 * Finds the best of the languages that we have for an `Accept-Language` header, RFC 9110 section 12.5.4: the caller's
 * order by weight, each range compared by language and script with likely subtags added on both sides (`de-AT` finds
 * `de-DE`, `zh-TW` finds `zh-Hant`). Undefined where none fits, or where the header cannot be read.
 */
export function languageMatcher(languages: readonly string[]): (header: string) => string | undefined {
  const known = languages.map((language) => ({ language, likely: likely(language) }))
  return function bestLanguage(header) {
    const wanted = ranges(header.slice(0, HEADER_LENGTH_MAX))
    const refused = wanted.filter(({ weight }) => weight === 0).map(({ likely }) => likely)
    const offered = known.filter(({ likely }) => !refused.includes(likely))
    return wanted
      .filter(({ weight }) => weight > 0)
      .map((range) => offered.find(({ likely }) => range.likely === '*' || range.likely === likely)?.language)
      .find((language) => language !== undefined)
  }
}

type Range = { likely: string; weight: number }

/** Heaviest first, and of equal weight in the order given; a header with anything unreadable in it is as none. */
function ranges(header: string): Range[] {
  const entries = header
    .split(',')
    .map((entry) =>
      /^\s*(\*|[a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i.exec(entry),
    )
  if (entries.includes(null)) return []
  const read = entries.map((entry) => ({
    tag: entry?.[1] ?? '*',
    weight: Math.min(1, Number(entry?.[2] ?? 1)),
  }))
  const heaviest = read.sort((a, b) => b.weight - a.weight).slice(0, RANGES_MAX)
  return heaviest.map(({ tag, weight }) => ({ likely: likely(tag), weight }))
}

/** Language and script, the likely one where none is given; a tag that is none stays as it is. */
function likely(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return tag
  }
}
