import type { Operator, Tree } from '../lib/filter/ast.ts'
import type { CheckedFilter, CheckedPredicate } from '../lib/filter/check.ts'

/** The operators that most rows meet. They are planned as the negations of `eq` and `isnull`. */
type MostlyTrue = 'ne' | 'pr'

/** A predicate that probably few rows meet, so that an index pays. */
export type PlannedPredicate<Name extends string> = CheckedPredicate<Name> & {
  op: Exclude<Operator, MostlyTrue>
}

/** A filter in which every chain has at most one negated operand. */
export type FilterPlan<Name extends string> = Tree<PlannedPredicate<Name>>

/**
 * Returns an equivalent filter that indexes can serve. A predicate that most rows meet becomes the negation
 * of one that few rows meet, `not` moves inwards as far as an index gains from it, and alternatives that
 * require a field to equal a value become one list. With `negated`, returns the plan of the negation.
 */
export function planFilter<Name extends string>(
  filter: CheckedFilter<Name>,
  negated = false,
): FilterPlan<Name> {
  switch (filter.op) {
    case 'not':
      return planFilter(filter.operand, !negated)
    case 'and':
    case 'or': {
      const operands = filter.operands.map((operand) => planFilter(operand, negated))
      return planChain(negated ? DUAL[filter.op] : filter.op, operands)
    }
    default: {
      const complement = complementOf(filter)
      const predicate = (complement ?? filter) as PlannedPredicate<Name>
      return negated === (complement === undefined) ? { op: 'not', operand: predicate } : predicate
    }
  }
}

/** Returns the opposite of a predicate that most rows meet; `undefined` for another predicate. */
function complementOf<Name extends string>(
  predicate: CheckedPredicate<Name>,
): CheckedPredicate<Name> | undefined {
  const { op, field } = predicate
  if (op === 'ne') return { ...predicate, op: 'eq' }
  const present = op === 'pr' || ((op === 'sw' || op === 'co') && predicate.value === '')
  return present ? { op: 'isnull', field } : undefined
}

type Chain = 'and' | 'or'

const DUAL = { and: 'or', or: 'and' } as const

/** Merges all negated operands into one by De Morgan's laws, so that one search finds the rows to exclude. */
function planChain<Name extends string>(op: Chain, operands: FilterPlan<Name>[]): FilterPlan<Name> {
  const flat = operands.flatMap((operand) => (isChain(operand, op) ? operand.operands : [operand]))
  const excluded = flat.flatMap((operand) => (operand.op === 'not' ? [operand.operand] : []))
  const others = flat.filter((operand) => operand.op !== 'not')
  const joined = op === 'or' ? mergeEqualities(others) : others
  if (excluded.length > 0) joined.push({ op: 'not', operand: planChain(DUAL[op], excluded) })
  const [only] = joined
  return only && joined.length === 1 ? only : { op, operands: joined }
}

function isChain<Leaf>(tree: Tree<Leaf>, op: Chain): tree is { op: Chain; operands: readonly Tree<Leaf>[] } {
  return (tree as { op: unknown }).op === op
}

/** Merges alternatives that require one field to equal a value into one `in`. */
function mergeEqualities<Name extends string>(alternatives: FilterPlan<Name>[]): FilterPlan<Name>[] {
  const groups = Map.groupBy(alternatives, (one) => (one.op === 'eq' || one.op === 'in' ? one.field : one))
  return [...groups.values()].map((group) => group.reduce(mergeTwo))
}

function mergeTwo<Name extends string>(one: FilterPlan<Name>, other: FilterPlan<Name>): FilterPlan<Name> {
  if (!('type' in one && 'type' in other)) return one
  return { op: 'in', field: one.field, type: one.type, values: [one, other].flatMap(valuesOf) }
}

function valuesOf(predicate: Extract<CheckedPredicate<string>, { type: unknown }>) {
  return 'value' in predicate ? predicate.value : predicate.values
}
