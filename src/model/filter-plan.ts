import type { Operator, Tree } from '../lib/filter/ast.ts'
import type { CheckedFilter, CheckedPredicate } from '../lib/filter/check.ts'

/** These are told by what they are not true of: `eq` and `isnull`. */
type Negative = 'ne' | 'pr'

/** A test of the few that an index finds, for all that one can know before. */
export type PlannedTest<Name extends string> = CheckedPredicate<Name> & { op: Exclude<Operator, Negative> }

/** A filter whose chains have one negated operand at most. */
export type Plan<Name extends string> = Tree<PlannedTest<Name>>

/**
 * The same filter, said so that indexes find it: what is true of most is told by the few that it is not true of, no
 * `not` hides from an index what it could find, and alternatives that one field may equal are one list.
 */
export function plan<Name extends string>(filter: CheckedFilter<Name>, negated = false): Plan<Name> {
  switch (filter.op) {
    case 'not':
      return plan(filter.operand, !negated)
    case 'and':
    case 'or': {
      const operands = filter.operands.map((operand) => plan(operand, negated))
      return chain(negated ? DUAL[filter.op] : filter.op, operands)
    }
    default: {
      const few = exceptions(filter)
      const test = (few ?? filter) as PlannedTest<Name>
      return negated === (few === undefined) ? { op: 'not', operand: test } : test
    }
  }
}

/** Of a test that most rows pass, the test that the others pass. */
function exceptions<Name extends string>(test: CheckedPredicate<Name>): CheckedPredicate<Name> | undefined {
  if (test.op === 'ne') return { ...test, op: 'eq' }
  const present = test.op === 'pr' || ((test.op === 'sw' || test.op === 'co') && test.value === '')
  return present ? { op: 'isnull', field: test.field } : undefined
}

type Chain = 'and' | 'or'

const DUAL = { and: 'or', or: 'and' } as const

/** By De Morgan's laws, all negated operands are one: what they exclude is looked up together. */
function chain<Name extends string>(op: Chain, operands: Plan<Name>[]): Plan<Name> {
  const flat = operands.flatMap((operand) => (isChain(operand, op) ? operand.operands : [operand]))
  const excluded = flat.flatMap((operand) => (operand.op === 'not' ? [operand.operand] : []))
  const others = flat.filter((operand) => operand.op !== 'not')
  const joined = op === 'or' ? gathered(others) : others
  if (excluded.length > 0) joined.push({ op: 'not', operand: chain(DUAL[op], excluded) })
  const [only] = joined
  return only && joined.length === 1 ? only : { op, operands: joined }
}

function isChain<Leaf>(tree: Tree<Leaf>, op: Chain): tree is { op: Chain; operands: readonly Tree<Leaf>[] } {
  return (tree as { op: unknown }).op === op
}

/** Alternatives, with those that one field may equal as one. */
function gathered<Name extends string>(alternatives: Plan<Name>[]): Plan<Name>[] {
  const groups = Map.groupBy(alternatives, (one) => (one.op === 'eq' || one.op === 'in' ? one.field : one))
  return [...groups.values()].map((group) => group.reduce(either))
}

function either<Name extends string>(one: Plan<Name>, other: Plan<Name>): Plan<Name> {
  if (!('type' in one && 'type' in other)) return one
  return { op: 'in', field: one.field, type: one.type, values: [one, other].flatMap(valuesOf) }
}

function valuesOf(test: Extract<CheckedPredicate<string>, { type: unknown }>) {
  return 'value' in test ? test.value : test.values
}
