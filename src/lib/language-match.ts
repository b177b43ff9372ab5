/** The greatest length of a header that is read, in UTF-16 units. The rest is ignored. */
const HEADER_LENGTH_MAX = 500

/**
 * The greatest number of ranges that are compared, the heaviest first: each costs a lookup of locale data.
 */
const RANGES_MAX = 20

/**
 * Returns a function that finds the best of our languages for an `Accept-Language` header (RFC 9110 section
 * 12.5.4). It follows the caller's weights, and compares language and script after adding likely subtags to
 * both sides: `de-AT` finds `de-DE`, `zh-TW` finds `zh-Hant`. It returns `undefined` if no language matches
 * or the header is malformed.
 */
export function languageMatcher(languages: readonly string[]): (header: string) => string | undefined {
  const supported = languages.map((language) => ({ language, maximized: maximize(language) }))
  return function bestLanguage(header) {
    const ranges = parseRanges(header.slice(0, HEADER_LENGTH_MAX))
    const excluded = ranges.filter(({ weight }) => weight === 0).map(({ maximized }) => maximized)
    const candidates = supported.filter(({ maximized }) => !excluded.includes(maximized))
    const firstMatch = (range: Range) =>
      candidates.find(({ maximized }) => range.maximized === '*' || range.maximized === maximized)
    const matches = ranges.filter(({ weight }) => weight > 0).map(firstMatch)
    return matches.find((match) => match !== undefined)?.language
  }
}

/** A language range of the header. `maximized` is language and script, or `*`. */
type Range = { maximized: string; weight: number }

const RANGE = /^\s*(\*|[a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i

/** Returns the ranges by weight, the heaviest first, then in their order; none if any part is malformed. */
function parseRanges(header: string): Range[] {
  const matches = header.split(',').map((part) => RANGE.exec(part))
  if (matches.includes(null)) return []
  const ranges = matches.map((match) => ({
    tag: match?.[1] ?? '*',
    weight: Math.min(1, Number(match?.[2] ?? 1)),
  }))
  const heaviest = ranges.sort((a, b) => b.weight - a.weight).slice(0, RANGES_MAX)
  return heaviest.map(({ tag, weight }) => ({ maximized: maximize(tag), weight }))
}

/** Returns language and script, the likely script if the tag has none. Invalid tags and `*` are unchanged. */
function maximize(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return tag
  }
}
