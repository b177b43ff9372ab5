/** These compare a field with one value. */
export const SCALAR_OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw'] as const
/** These compare a field with a list of at least one value. */
export const LIST_OPERATORS = ['in', 'ca'] as const

/** One of `SCALAR_OPERATORS`. */
export type ScalarOperator = (typeof SCALAR_OPERATORS)[number]
/** One of `LIST_OPERATORS`. */
export type ListOperator = (typeof LIST_OPERATORS)[number]
/** `isnull` stands after its field, `pr` before it; neither takes a value. */
export type NullOperator = 'isnull' | 'pr'
/** Whatever can be asked of a field. */
export type Operator = ScalarOperator | ListOperator | NullOperator

/** What a field's values are: it decides how a value is read, quoted or not. */
export type ScalarType = 'id' | 'string' | 'number' | 'boolean' | 'instant'

/**
 * The logic around the leaves, as written but for redundant parentheses.
 * A chain is one node of two or more operands, so that only `not` and parentheses make a tree deep.
 */
export type Tree<Leaf> =
  | Leaf
  | { readonly op: 'and' | 'or'; readonly operands: readonly Tree<Leaf>[] }
  | { readonly op: 'not'; readonly operand: Tree<Leaf> }

/** A test of one field; values are text, whether or not they were quoted. */
export type Predicate =
  | { readonly op: ScalarOperator; readonly field: string; readonly value: string }
  | { readonly op: ListOperator; readonly field: string; readonly values: readonly string[] }
  | { readonly op: NullOperator; readonly field: string }

/** Where the parts of a predicate stood, in characters from 0. */
export type Positions = {
  readonly at: { readonly field: number; readonly operator: number; readonly values: readonly number[] }
}

/** What a filter means. */
export type Filter = Tree<Predicate>
/** What a filter means, and where it says so: what the parser gives, and the checker needs to tell what is wrong. */
export type ParsedFilter = Tree<Predicate & Positions>

/** The same logic around other leaves, made from left to right. */
export function mapLeaves<From extends { readonly op: Operator }, To>(
  tree: Tree<From>,
  map: (leaf: From) => To,
): Tree<To> {
  switch (tree.op) {
    case 'and':
    case 'or':
      return { op: tree.op, operands: tree.operands.map((operand) => mapLeaves(operand, map)) }
    case 'not':
      return { op: 'not', operand: mapLeaves(tree.operand, map) }
    default:
      return map(tree)
  }
}

/** What may be accepted at a place and has a name, to be said in the reader's language. */
export type ExpectedNoun = 'field' | 'value' | 'end' | ScalarType
/** What may be accepted at a place: a noun, or else the very characters. */
export type Expected = ExpectedNoun | Operator | 'not' | 'and' | 'or' | '(' | ')' | ',' | '"' | '\\"' | '\\\\'

/** What is wrong with a filter, told so that it can be said in any language. */
export type FilterProblem = {
  /** In characters (code points), from 0. */
  readonly position: number
  /** What stood there, cut short; `undefined` is the end of the filter. */
  readonly found: string | undefined
  /** What is accepted there, so for an operator or a value what its field takes; empty where nothing more is. */
  readonly expected: readonly Expected[]
} & (
  | { readonly kind: SyntaxKind }
  | { readonly kind: 'unterminated_string'; readonly opened: number }
  | { readonly kind: keyof typeof LIMITED; readonly max: number }
  | ({ readonly kind: 'field_not_supported'; readonly fields: readonly string[] } & Asked)
  | ({ readonly kind: 'operator_not_supported' | 'value_not_of_type' } & Asked)
)

type SyntaxKind = 'unexpected' | 'unknown_operator' | 'upper_case_operator' | 'single_quotes' | 'bad_escape'
type Asked = { readonly field: string; readonly operator: Operator }

const LIMITED = { too_long: 'characters', too_many_predicates: 'predicates', too_deep: 'levels of nesting' }

/** The one way in which the filter language refuses; the sentence is for programmers, the problem for people. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
  readonly problem: FilterProblem

  constructor(problem: FilterProblem) {
    const task = 'operator' in problem ? 'check' : 'parse'
    super(`Cannot ${task} filter: expected ${accepted(problem)} at ${problem.position}`)
    this.problem = problem
  }
}

function accepted(problem: FilterProblem): string {
  if ('max' in problem) return `at most ${problem.max} ${LIMITED[problem.kind]}`
  return problem.expected.map((expected) => NOUNS[expected] ?? expected).join(', ')
}

const NOUNS: { readonly [expected in Expected]?: string } = {
  field: 'a field',
  value: 'a value',
  end: 'the end',
  id: 'an id',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  instant: 'an instant',
}

const FOUND_LENGTH_MAX = 40

/** What stood there, short enough for a sentence. */
export function excerpt(found: string): string {
  const characters = [...found.slice(0, 2 * (FOUND_LENGTH_MAX + 1))]
  return characters.length > FOUND_LENGTH_MAX ? `${characters.slice(0, FOUND_LENGTH_MAX).join('')}…` : found
}
