import type { ScalarOperator } from './ast.ts'
import type { CheckedFilter, CheckedPredicate, FilterValue } from './check.ts'
import { compareText, fold } from './fold.ts'

/** The value of a row's field: one of its type, a collection of such values, or null. */
export type Cell = FilterValue | readonly FilterValue[] | null
/** The cells of a row, by the names of their fields. */
export type Cells<Name extends string> = { readonly [name in Name]: Cell }

/**
 * Whether the filter matches the row. This is the reference that other implementations, such as the one in
 * SQL, must agree with. A third value does not exist: a predicate on a null field is true or false, and its
 * negation is the opposite.
 */
export function evaluate<Name extends string>(filter: CheckedFilter<Name>, row: Cells<Name>): boolean {
  switch (filter.op) {
    case 'and':
      return filter.operands.every((operand) => evaluate(operand, row))
    case 'or':
      return filter.operands.some((operand) => evaluate(operand, row))
    case 'not':
      return !evaluate(filter.operand, row)
    default:
      return matches(filter, row[filter.field])
  }
}

function matches(predicate: CheckedPredicate<string>, cell: Cell): boolean {
  if (!('type' in predicate)) return (cell === null) === (predicate.op === 'isnull')
  if (cell === null) return predicate.op === 'ne'
  const comparable = predicate.type === 'string' ? folded : unchanged
  const elements = [cell].flat().map(comparable)
  if ('value' in predicate) {
    const value = comparable(predicate.value)
    return elements.some((element) => COMPARISONS[predicate.op](element, value))
  }
  const values = predicate.values.map(comparable)
  return predicate.op === 'ca'
    ? values.every((value) => elements.includes(value))
    : elements.some((element) => values.includes(element))
}

function folded(value: FilterValue): FilterValue {
  return fold(String(value))
}

/** Returns the value as it is. Ids are compared this way too: their case counts. */
function unchanged(value: FilterValue): FilterValue {
  return value
}

const COMPARISONS: { readonly [op in ScalarOperator]: (left: FilterValue, right: FilterValue) => boolean } = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => compare(left, right) > 0,
  ge: (left, right) => compare(left, right) >= 0,
  lt: (left, right) => compare(left, right) < 0,
  le: (left, right) => compare(left, right) <= 0,
  co: (left, right) => String(left).includes(String(right)),
  sw: (left, right) => String(left).startsWith(String(right)),
}

function compare(left: FilterValue, right: FilterValue): number {
  return typeof left === 'string' ? compareText(left, String(right)) : Number(left) - Number(right)
}
