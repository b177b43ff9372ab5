import {
  type Expected,
  excerpt,
  FilterError,
  LIST_OPERATORS,
  type ParsedFilter,
  type Positions,
  type Predicate,
  SCALAR_OPERATORS,
} from './ast.ts'
import { scan, type Token } from './scan.ts'

/**
 * The greatest length of a filter in characters. A code point is one character, whatever its UTF-16 length.
 */
export const FILTER_LENGTH_MAX = 8192
/** The greatest number of predicates in a filter. */
export const FILTER_PREDICATES_MAX = 100
/**
 * The greatest number of open parentheses and `not`s at one place, which bounds the depth of recursion over a
 * filter. The parentheses of lists do not count.
 */
export const FILTER_NESTING_MAX = 32

/**
 * Parses the text of a filter in time linear to its length.
 * @throws {FilterError} for the first mistake, of any kind except the three of `check`
 */
export function parse(text: string): ParsedFilter {
  const parser = createParser(text)
  const filter = parseOr(parser)
  expect(parser, 'end', [...COMPOSITES, 'end'])
  return filter
}

/** The state of parsing: the current token, the predicates so far, and the open parentheses and `not`s. */
type Parser = { readonly characters: readonly string[]; token: Token; predicates: number; depth: number }

const COMPOSITES = ['and', 'or'] as const
const AFTER_FIELD = [...SCALAR_OPERATORS, ...LIST_OPERATORS, 'isnull'] as const
const FILTER_STARTS = ['field', 'pr', 'not', '('] as const
/** The words that cannot name a field. `pr` can: it is an operator only when a field follows it. */
const KEYWORDS = [...COMPOSITES, 'not', 'pr', ...AFTER_FIELD] as const

function createParser(text: string): Parser {
  const characters = [...text.slice(0, 2 * (FILTER_LENGTH_MAX + 1))]
  if (characters.length > FILTER_LENGTH_MAX) {
    throw new FilterError({
      kind: 'too_long',
      max: FILTER_LENGTH_MAX,
      position: FILTER_LENGTH_MAX,
      found: characters[FILTER_LENGTH_MAX],
      expected: ['end'],
    })
  }
  return { characters, token: scan(characters, 0), predicates: 0, depth: 0 }
}

function parseOr(parser: Parser): ParsedFilter {
  return parseChain(parser, 'or', parseAnd)
}

function parseAnd(parser: Parser): ParsedFilter {
  return parseChain(parser, 'and', parseNot)
}

function parseChain(parser: Parser, op: 'and' | 'or', parseOperand: typeof parseNot): ParsedFilter {
  const first = parseOperand(parser)
  if (!isWord(parser.token, op)) return first
  const operands = [first]
  while (isWord(parser.token, op)) {
    take(parser)
    operands.push(parseOperand(parser))
  }
  return { op, operands }
}

function parseNot(parser: Parser): ParsedFilter {
  if (isWord(parser.token, 'not'))
    return parseNested(parser, () => ({ op: 'not', operand: parseNot(parser) }))
  if (parser.token.kind !== '(') return parsePredicate(parser)
  return parseNested(parser, () => {
    const filter = parseOr(parser)
    expect(parser, ')', [...COMPOSITES, ')'])
    return filter
  })
}

/**
 * Takes the `(` or `not`, then parses the filter inside it.
 * @throws {FilterError} too_deep, and those of the filter
 */
function parseNested(parser: Parser, parseInner: () => ParsedFilter): ParsedFilter {
  if (parser.depth === FILTER_NESTING_MAX) {
    const mistake = mistakeAt(parser, parser.token, ['field', 'pr'])
    throw new FilterError({ kind: 'too_deep', max: FILTER_NESTING_MAX, ...mistake })
  }
  take(parser)
  parser.depth++
  const inner = parseInner()
  parser.depth--
  return inner
}

function parsePredicate(parser: Parser): Predicate & Positions {
  const field = takeField(parser)
  if (field.text === 'pr' && isField(parser.token)) return presentPredicate(field, take(parser))
  const operator = takeOperator(parser, field)
  const at = { field: field.start, operator: operator.start }
  const op = operator.text
  if (isOneOf(SCALAR_OPERATORS, op)) {
    const value = takeValue(parser)
    return { op, field: field.text, value: value.text, at: { ...at, values: [value.start] } }
  }
  if (isOneOf(LIST_OPERATORS, op)) {
    const values = takeList(parser)
    const starts = values.map(({ start }) => start)
    return { op, field: field.text, values: values.map(({ text }) => text), at: { ...at, values: starts } }
  }
  return { op: 'isnull', field: field.text, at: { ...at, values: [] } }
}

function presentPredicate(operator: Token, field: Token): Predicate & Positions {
  return { op: 'pr', field: field.text, at: { field: field.start, operator: operator.start, values: [] } }
}

/**
 * Takes a field, or `pr`, which looks like one. It counts predicates, since each begins with one of the two.
 */
function takeField(parser: Parser): Token {
  const { token } = parser
  if (!isField(token)) throw notAField(parser, token)
  if (parser.predicates === FILTER_PREDICATES_MAX) {
    const mistake = mistakeAt(parser, token, [])
    throw new FilterError({ kind: 'too_many_predicates', max: FILTER_PREDICATES_MAX, ...mistake })
  }
  parser.predicates++
  return take(parser)
}

/** The name of a field. Only ASCII letters are allowed, so that look-alikes of other alphabets are errors. */
const NAME = /^[a-z][\w-]*(?:\.[a-z][\w-]*)*/i

function isField(token: Token): boolean {
  return token.text !== '' && fieldPrefix(token) === token.text
}

/** Returns the field that the token begins with, or an empty string. */
function fieldPrefix({ kind, text }: Token): string {
  const name = kind === 'word' ? (NAME.exec(text)?.[0] ?? '') : ''
  return name !== 'pr' && isOneOf(KEYWORDS, name) ? '' : name
}

/** Reports `=John` in `ownerName=John`: the field is valid, but no operator follows it. */
function notAField(parser: Parser, token: Token): FilterError {
  const name = fieldPrefix(token)
  if (name === '') return unexpected(parser, token, FILTER_STARTS)
  return unexpected(parser, { ...token, start: token.start + name.length }, AFTER_FIELD)
}

/** Takes the operator after a field. In `NOT ownerName …` it reports `NOT`, which was taken as the field. */
function takeOperator(parser: Parser, field: Token): Token {
  if (AFTER_FIELD.some((operator) => isWord(parser.token, operator))) return take(parser)
  if (isUpperCaseOf(FILTER_STARTS, field)) throw unexpected(parser, field, FILTER_STARTS)
  throw unexpected(parser, parser.token, field.text === 'pr' ? ['field', ...AFTER_FIELD] : AFTER_FIELD)
}

function takeList(parser: Parser): Token[] {
  expect(parser, '(', ['('])
  const values = [takeValue(parser)]
  while (parser.token.kind === ',') {
    take(parser)
    values.push(takeValue(parser))
  }
  expect(parser, ')', [',', ')'])
  return values
}

function takeValue(parser: Parser): Token {
  const { kind, text } = parser.token
  const isValue = kind === 'string' || (kind === 'word' && !isOneOf(COMPOSITES, text))
  if (!isValue) throw unexpected(parser, parser.token, ['value'])
  return take(parser)
}

function expect(parser: Parser, kind: Token['kind'], expected: readonly Expected[]): void {
  if (parser.token.kind !== kind) throw unexpected(parser, parser.token, expected)
  take(parser)
}

/** Returns the current token and scans the next. */
function take(parser: Parser): Token {
  const { token } = parser
  parser.token = scan(parser.characters, token.end)
  return token
}

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === 'word' && text === word
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return (words as readonly string[]).includes(text)
}

function unexpected(parser: Parser, token: Token, expected: readonly Expected[]): FilterError {
  return new FilterError({ kind: kindOfMistake(token, expected), ...mistakeAt(parser, token, expected) })
}

function kindOfMistake(token: Token, expected: readonly Expected[]) {
  if (token.kind === 'quote') return 'wrong_quote'
  if (isUpperCaseOf(expected, token)) return 'upper_case_operator'
  return token.kind === 'word' && expected.includes('eq') ? 'unknown_operator' : 'unexpected'
}

/** Whether the token is an expected keyword in the wrong case. */
function isUpperCaseOf(expected: readonly Expected[], { kind, text }: Token): boolean {
  const lower = text.toLowerCase()
  return kind === 'word' && lower !== text && isOneOf(KEYWORDS, lower) && expected.includes(lower)
}

function mistakeAt({ characters }: Parser, { kind, start, end }: Token, expected: readonly Expected[]) {
  const found = kind === 'end' ? undefined : excerpt(characters.slice(start, end).join(''))
  return { position: start, found, expected }
}
