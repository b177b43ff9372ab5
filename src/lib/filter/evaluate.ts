import type { ScalarOperator } from './ast.ts'
import type { CheckedFilter, CheckedPredicate, Value } from './check.ts'
import { compareText, fold } from './fold.ts'

/** What a field holds: a value of its type, a collection of such, or nothing. */
export type Cell = Value | readonly Value[] | null
/** One thing of a collection, by the names of its fields, dotted ones too. */
export type Row<Name extends string> = { readonly [name in Name]: Cell }

/**
 * Whether the filter is true of the row: what any other execution of a filter, as in SQL, has to agree with.
 * A test is true or false also of a field that is null, and so is its negation: there is no third value.
 */
export function evaluate<Name extends string>(filter: CheckedFilter<Name>, row: Row<Name>): boolean {
  switch (filter.op) {
    case 'and':
      return filter.operands.every((operand) => evaluate(operand, row))
    case 'or':
      return filter.operands.some((operand) => evaluate(operand, row))
    case 'not':
      return !evaluate(filter.operand, row)
    default:
      return holds(filter, row[filter.field])
  }
}

function holds(predicate: CheckedPredicate<string>, cell: Cell): boolean {
  if (!('type' in predicate)) return (cell === null) === (predicate.op === 'isnull')
  if (cell === null) return predicate.op === 'ne'
  const comparable = predicate.type === 'string' ? folded : unchanged
  const held = [cell].flat().map(comparable)
  if ('value' in predicate) {
    const value = comparable(predicate.value)
    return held.some((one) => COMPARISONS[predicate.op](one, value))
  }
  const values = predicate.values.map(comparable)
  return predicate.op === 'ca'
    ? values.every((value) => held.includes(value))
    : held.some((one) => values.includes(one))
}

function folded(value: Value): Value {
  return fold(String(value))
}

/** Ids, too, compare as they stand. */
function unchanged(value: Value): Value {
  return value
}

const COMPARISONS: { readonly [op in ScalarOperator]: (held: Value, value: Value) => boolean } = {
  eq: (held, value) => held === value,
  ne: (held, value) => held !== value,
  gt: (held, value) => compare(held, value) > 0,
  ge: (held, value) => compare(held, value) >= 0,
  lt: (held, value) => compare(held, value) < 0,
  le: (held, value) => compare(held, value) <= 0,
  co: (held, value) => String(held).includes(String(value)),
  sw: (held, value) => String(held).startsWith(String(value)),
}

function compare(held: Value, value: Value): number {
  return typeof held === 'string' ? compareText(held, String(value)) : Number(held) - Number(value)
}
