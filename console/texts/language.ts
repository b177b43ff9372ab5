import { languageMatcher } from '../../src/lib/language-match.ts'
import type { Texts } from './texts.ts'

/** One module for each language, loaded on demand. */
const MODULES = import.meta.glob<{ texts: Texts }>('./languages/*.ts')

const DEFAULT_TAG = 'en-US'

/** The tag of each language with its own name for itself, sorted by name. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.keys(MODULES)
    .map((file) => file.replace(/^.*\/|\.ts$/g, ''))
    .map((tag): [string, string] => [tag, nativeName(tag)])
    .sort(([, a], [, b]) => a.localeCompare(b)),
)

/** The key of the chosen language in the local storage. */
const CHOICE = 'language'

/** Returns the language that the user chose, or the best match for their browser's languages. */
export function preferredLanguage(): string {
  const preferences = [chosenLanguage() ?? [], navigator.languages].flat()
  return languageMatcher([...LANGUAGES.keys()])(preferences.join(',')) ?? DEFAULT_TAG
}

/** Saves the user's choice for later visits. */
export function chooseLanguage(tag: string): void {
  try {
    localStorage.setItem(CHOICE, tag)
  } catch {
    // The browser blocks the storage: the choice applies to this visit only.
  }
}

function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(CHOICE)
  } catch {
    return null
  }
}

/** Loads the texts of a language, and sets the page's language and direction. */
export async function loadTexts(tag: string): Promise<Texts> {
  const load = MODULES[`./languages/${tag}.ts`] ?? MODULES[`./languages/${DEFAULT_TAG}.ts`]
  if (!load) throw new Error(`Cannot load the language ${tag}`)
  const { texts } = await load()
  document.documentElement.lang = texts.locale
  document.documentElement.dir = texts.direction
  return texts
}

function nativeName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
}
