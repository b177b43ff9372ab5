import { languageMatcher } from '../../src/lib/language-match.ts'
import type { Texts } from './texts.ts'

/** One file a language, each loaded when it is wanted. */
const FILES = import.meta.glob<{ texts: Texts }>('./languages/*.ts')

/** The tags of all languages, each with what its readers call it. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.keys(FILES)
    .map((file) => file.replace(/^.*\/|\.ts$/g, ''))
    .map((tag) => [tag, ownName(tag)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b)),
)

/** Where the reader's choice is kept: a tag, and nothing else. */
const CHOICE = 'language'

/** The language that the reader chose, or else the best for their browser. */
export function preferredLanguage(): string {
  const wanted = [chosenLanguage() ?? [], navigator.languages].flat()
  return languageMatcher([...LANGUAGES.keys()])(wanted.join(',')) ?? 'en-US'
}

/** Keeps the reader's choice for the next visit, in a browser that keeps anything. */
export function chooseLanguage(tag: string): void {
  try {
    localStorage.setItem(CHOICE, tag)
  } catch {
    // Then it holds for this visit.
  }
}

function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(CHOICE)
  } catch {
    return null
  }
}

/** Loads a language, and makes it the page's. */
export async function loadTexts(tag: string): Promise<Texts> {
  const file = FILES[`./languages/${tag}.ts`] ?? FILES['./languages/en-US.ts']
  if (!file) throw new Error(`Cannot load ${tag}`)
  const { texts } = await file()
  document.documentElement.lang = texts.locale
  document.documentElement.dir = texts.direction
  return texts
}

function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
}
