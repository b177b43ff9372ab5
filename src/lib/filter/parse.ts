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

/** In characters, as people count them: a code point is one, whatever its UTF-16 length. */
export const FILTER_LENGTH_MAX = 8192
/** Tests of a field, wherever in the filter. */
export const FILTER_PREDICATES_MAX = 100
/** Every parenthesis and every `not` that is open counts, lists do not: what is at most so deep, recursion can walk. */
export const FILTER_NESTING_MAX = 32

/**
 * The tree that the text of a filter stands for, in time linear to its length.
 * @throws {FilterError} any kind but the three of `check`, for the first mistake
 */
export function parse(text: string): ParsedFilter {
  const parser = start(text)
  const filter = parseOr(parser)
  expect(parser, 'end', [...COMPOSITES, 'end'])
  return filter
}

type Token = {
  readonly kind: 'word' | 'string' | '(' | ')' | ',' | 'stray' | 'end'
  /** What it means: of a string, what the quotes enclose. */
  readonly text: string
  readonly start: number
  readonly end: number
}
type Parser = { readonly characters: readonly string[]; token: Token; predicates: number; depth: number }

const COMPOSITES = ['and', 'or'] as const
const AFTER_FIELD = [...SCALAR_OPERATORS, ...LIST_OPERATORS, 'isnull'] as const
const FILTER_STARTS = ['field', 'pr', 'not', '('] as const
/** No field has such a name, but for `pr`: that is an operator only where a field follows. */
const KEYWORDS = [...COMPOSITES, 'not', 'pr', ...AFTER_FIELD] as const

function start(text: string): Parser {
  const characters = [...text.slice(0, 2 * (FILTER_LENGTH_MAX + 1))]
  if (characters.length > FILTER_LENGTH_MAX) {
    const found = characters[FILTER_LENGTH_MAX]
    const place = { position: FILTER_LENGTH_MAX, found, expected: ['end'] } as const
    throw new FilterError({ kind: 'too_long', max: FILTER_LENGTH_MAX, ...place })
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
  if (isWord(parser.token, 'not')) return nested(parser, () => ({ op: 'not', operand: parseNot(parser) }))
  if (parser.token.kind !== '(') return parsePredicate(parser)
  return nested(parser, () => {
    const filter = parseOr(parser)
    expect(parser, ')', [...COMPOSITES, ')'])
    return filter
  })
}

function nested(parser: Parser, parseInner: () => ParsedFilter): ParsedFilter {
  if (parser.depth === FILTER_NESTING_MAX) {
    const place = placeOf(parser, parser.token, ['field', 'pr'])
    throw new FilterError({ kind: 'too_deep', max: FILTER_NESTING_MAX, ...place })
  }
  take(parser)
  parser.depth++
  const inner = parseInner()
  parser.depth--
  return inner
}

function parsePredicate(parser: Parser): Predicate & Positions {
  const field = takeField(parser)
  if (field.text === 'pr' && isField(parser.token)) return present(field, take(parser))
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

function present(operator: Token, field: Token): Predicate & Positions {
  return { op: 'pr', field: field.text, at: { field: field.start, operator: operator.start, values: [] } }
}

/** A predicate begins here (with a field, or with `pr`, which looks like one), so here they are counted. */
function takeField(parser: Parser): Token {
  const { token } = parser
  if (!isField(token)) throw notAField(parser, token)
  if (parser.predicates === FILTER_PREDICATES_MAX) {
    const place = placeOf(parser, token, [])
    throw new FilterError({ kind: 'too_many_predicates', max: FILTER_PREDICATES_MAX, ...place })
  }
  parser.predicates++
  return take(parser)
}

/** Letters are those of ASCII, so that no look-alike passes for a field. */
const NAME = /^[a-z][\w-]*(?:\.[a-z][\w-]*)*/i

function isField(token: Token): boolean {
  return token.text !== '' && fieldIn(token) === token.text
}

/** The field that the token begins with; empty if with none. */
function fieldIn({ kind, text }: Token): string {
  const name = kind === 'word' ? (NAME.exec(text)?.[0] ?? '') : ''
  return name !== 'pr' && isOneOf(KEYWORDS, name) ? '' : name
}

/** In `ownerName=John` the field is good, and `=John` stands where an operator should. */
function notAField(parser: Parser, token: Token): FilterError {
  const name = fieldIn(token)
  if (name === '') return unexpected(parser, token, FILTER_STARTS)
  return unexpected(parser, { ...token, start: token.start + name.length }, AFTER_FIELD)
}

/** In `NOT ownerName …` the mistake stands one word earlier. */
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
  return new FilterError({ kind: kindOfMistake(token, expected), ...placeOf(parser, token, expected) })
}

function kindOfMistake(token: Token, expected: readonly Expected[]) {
  if (token.kind === 'stray' && token.text.startsWith("'")) return 'single_quotes'
  if (isUpperCaseOf(expected, token)) return 'upper_case_operator'
  return token.kind === 'word' && expected.includes('eq') ? 'unknown_operator' : 'unexpected'
}

function isUpperCaseOf(expected: readonly Expected[], { kind, text }: Token): boolean {
  const lower = text.toLowerCase()
  return kind === 'word' && lower !== text && isOneOf(KEYWORDS, lower) && expected.includes(lower)
}

function placeOf({ characters }: Parser, { kind, start, end }: Token, expected: readonly Expected[]) {
  const found = kind === 'end' ? undefined : excerpt(characters.slice(start, end).join(''))
  return { position: start, found, expected }
}

/** Any white space, lest a pasted line break or no-break space become part of a value. */
const BLANK = /^\s$/
const BARE = /^[^\s(),"'\\]$/u
/** What no bare word may hold is shown together with the word around it: `'John'`. */
const STRAY = /^[^\s(),"]$/u

function scan(characters: readonly string[], from: number): Token {
  const start = endOfRun(characters, from, BLANK)
  const first = characters[start]
  switch (first) {
    case undefined:
      return { kind: 'end', text: '', start, end: start }
    case '(':
    case ')':
    case ',':
      return { kind: first, text: first, start, end: start + 1 }
    case '"':
      return scanString(characters, start)
    case "'":
    case '\\':
      return scanRun(characters, start, 'stray', STRAY)
    default:
      return scanRun(characters, start, 'word', BARE)
  }
}

function scanRun(characters: readonly string[], start: number, kind: 'word' | 'stray', run: RegExp): Token {
  const end = endOfRun(characters, start, run)
  return { kind, text: characters.slice(start, end).join(''), start, end }
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
    if (characters[at] === '\\') at = escaped(characters, at)
    const character = characters[at]
    if (character === undefined) throw unterminated(start, at)
    text += character
  }
  return { kind: 'string', text, start, end: at + 1 }
}

function escaped(characters: readonly string[], position: number): number {
  const character = characters[position + 1]
  if (character === undefined || character === '"' || character === '\\') return position + 1
  throw new FilterError({ kind: 'bad_escape', position, found: `\\${character}`, expected: ['\\"', '\\\\'] })
}

function unterminated(opened: number, position: number): FilterError {
  const place = { position, found: undefined, expected: ['"'] } as const
  return new FilterError({ kind: 'unterminated_string', opened, ...place })
}
