/** The operators that compare a field with one value. */
export const SCALAR_OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw'] as const
/** The operators that compare a field with a list of one or more values. */
export const LIST_OPERATORS = ['in', 'ca'] as const

/** One of {@link SCALAR_OPERATORS}. */
export type ScalarOperator = (typeof SCALAR_OPERATORS)[number]
/** One of {@link LIST_OPERATORS}. */
export type ListOperator = (typeof LIST_OPERATORS)[number]
/** An operator without a value: `isnull` follows its field, `pr` (present) precedes it. */
export type NullOperator = 'isnull' | 'pr'
/** Any operator of a predicate. */
export type Operator = ScalarOperator | ListOperator | NullOperator

/** The type of a field's values, which decides how the text of a value is read. Quotes make no difference. */
export type ScalarType = 'id' | 'string' | 'number' | 'boolean' | 'instant'

/**
 * The logic of a filter, as written except for redundant parentheses. A chain of `and` or `or` is one node
 * with two or more operands, so that only `not` and parentheses add depth.
 */
export type Tree<Leaf> =
  | Leaf
  | { readonly op: 'and' | 'or'; readonly operands: readonly Tree<Leaf>[] }
  | { readonly op: 'not'; readonly operand: Tree<Leaf> }

/** A condition on one field. Its values are text, whether or not they were quoted. */
export type Predicate =
  | { readonly op: ScalarOperator; readonly field: string; readonly value: string }
  | { readonly op: ListOperator; readonly field: string; readonly values: readonly string[] }
  | { readonly op: NullOperator; readonly field: string }

/** The positions of a predicate's parts, in characters (code points) from 0. */
export type Positions = {
  readonly at: { readonly field: number; readonly operator: number; readonly values: readonly number[] }
}

/** The meaning of a filter. */
export type Filter = Tree<Predicate>
/** A filter as the parser returns it: its meaning, and the positions that errors of the checker report. */
export type ParsedFilter = Tree<Predicate & Positions>

/** Returns a tree of the same shape with every leaf mapped, from left to right. */
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

/** Something that a filter may need at a position, and that each language has a noun for. */
export type ExpectedNoun = 'field' | 'value' | 'end' | ScalarType
/** Something that a filter may need at a position: a noun, or the literal characters. */
export type Expected = ExpectedNoun | Operator | 'not' | 'and' | 'or' | '(' | ')' | ',' | '"' | '\\"' | '\\\\'

/** The first mistake in a filter, with all that a sentence about it needs in any language. */
export type FilterProblem = {
  /** The position of the mistake, in characters (code points) from 0. */
  readonly position: number
  /** The text at that position, cut short; `undefined` at the end of the filter. */
  readonly found: string | undefined
  /**
   * Everything that is accepted there: for an operator or a value, everything that its field supports. Empty
   * if the filter must be shorter.
   */
  readonly expected: readonly Expected[]
} & (
  | { readonly kind: SyntaxKind }
  /** `opened` is the position of the opening quote. */
  | { readonly kind: 'unterminated_string'; readonly opened: number }
  | { readonly kind: keyof typeof LIMIT_UNITS; readonly max: number }
  | ({ readonly kind: 'field_not_supported'; readonly fields: readonly string[] } & FieldTest)
  | ({ readonly kind: 'operator_not_supported' | 'value_not_of_type' } & FieldTest)
)

type SyntaxKind = 'unexpected' | 'unknown_operator' | 'upper_case_operator' | 'wrong_quote' | 'bad_escape'
type FieldTest = { readonly field: string; readonly operator: Operator }

const LIMIT_UNITS = {
  too_long: 'characters',
  too_many_predicates: 'predicates',
  too_deep: 'levels of nesting',
}

/**
 * The only error that the filter language throws. Its message is for programmers, its `problem` for users.
 */
export class FilterError extends Error {
  override readonly name = 'FilterError'
  readonly problem: FilterProblem

  constructor(problem: FilterProblem) {
    const task = 'operator' in problem ? 'check' : 'parse'
    super(`Cannot ${task} filter: expected ${describeExpected(problem)} at ${problem.position}`)
    this.problem = problem
  }
}

function describeExpected(problem: FilterProblem): string {
  if ('max' in problem) return `at most ${problem.max} ${LIMIT_UNITS[problem.kind]}`
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

const EXCERPT_LENGTH_MAX = 40

/** Returns the text, cut to 40 characters and an ellipsis if it is longer. */
export function excerpt(text: string): string {
  const characters = [...text.slice(0, 2 * (EXCERPT_LENGTH_MAX + 1))]
  return characters.length > EXCERPT_LENGTH_MAX
    ? `${characters.slice(0, EXCERPT_LENGTH_MAX).join('')}…`
    : text
}
