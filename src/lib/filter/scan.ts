import { FilterError } from './ast.ts'

/** A token of a filter. Positions are in characters (code points) from 0; `end` is exclusive. */
export type Token = {
  /** `quote` is a quotation mark that delimits no string. No filter accepts it, nor a backslash. */
  readonly kind: 'word' | 'string' | '(' | ')' | ',' | 'quote' | '\\' | 'end'
  /** The text of the token; for a string, its contents without the quotes and escapes. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** All white space, so that a pasted line break or no-break space never becomes part of a value. */
const BLANK = /^\s$/
const WORD = /^[^\s(),"'\\]$/u
/** The marks that people and word processors put around text. Within a word, one may be an apostrophe. */
const QUOTE = /^[\p{Quotation_Mark}`]$/u

/**
 * Returns the next token at or after `from`, in time linear to the characters that it reads.
 * @throws {FilterError} unterminated_string or bad_escape
 */
export function scan(characters: readonly string[], from: number): Token {
  const start = endOfRun(characters, from, BLANK)
  const first = characters[start]
  switch (first) {
    case undefined:
      return { kind: 'end', text: '', start, end: start }
    case '(':
    case ')':
    case ',':
    case '\\':
      return { kind: first, text: first, start, end: start + 1 }
    case '"':
      return scanString(characters, start)
    default:
      return QUOTE.test(first)
        ? { kind: 'quote', text: first, start, end: start + 1 }
        : scanWord(characters, start)
  }
}

/** Returns the word that starts here, without quotation marks at its end. */
function scanWord(characters: readonly string[], start: number): Token {
  let end = endOfRun(characters, start, WORD)
  while (QUOTE.test(characters[end - 1] ?? '')) end--
  return { kind: 'word', text: characters.slice(start, end).join(''), start, end }
}

function endOfRun(characters: readonly string[], start: number, run: RegExp): number {
  let end = start
  while (run.test(characters[end] ?? '')) end++
  return end
}

function scanString(characters: readonly string[], start: number): Token {
  let text = ''
  let at = start + 1
  for (; characters[at] !== '"'; at++) {
    if (characters[at] === '\\') at = positionOfEscaped(characters, at)
    const character = characters[at]
    if (character === undefined) throw unterminated(start, at)
    text += character
  }
  return { kind: 'string', text, start, end: at + 1 }
}

/**
 * Returns the position after a backslash.
 * @throws {FilterError} bad_escape unless a quote or a backslash follows
 */
function positionOfEscaped(characters: readonly string[], position: number): number {
  const character = characters[position + 1]
  if (character === undefined || character === '"' || character === '\\') return position + 1
  throw new FilterError({ kind: 'bad_escape', position, found: `\\${character}`, expected: ['\\"', '\\\\'] })
}

function unterminated(opened: number, position: number): FilterError {
  return new FilterError({ kind: 'unterminated_string', opened, position, found: undefined, expected: ['"'] })
}
