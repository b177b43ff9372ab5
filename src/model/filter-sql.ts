import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { CheckedFilter, FilterValue } from '../lib/filter/check.ts'
import { fold } from '../lib/filter/fold.ts'
import { type Plan, type PlannedTest, plan } from './filter-plan.ts'

/**
 * Where a field's values stand: text without regard to case as its folded key, a collection as a JSON array.
 * `within` makes a test of another table's rows one of the listed rows, to each of which one of those belongs.
 */
export type FilterColumn = { column: SQLWrapper; within?: Within }

type Within = (test: SQL) => SQL

/** The common table expression that conditions take their values from: one bound parameter, however many they are. */
export const FILTER_VALUES = 'filter_values'

/** A condition, and the query of its values. */
export type FilterSql = { values: SQL; condition: SQL }

type Columns<Name extends string> = Record<Name, FilterColumn>

/** Turns a checked filter into SQL; no filter is true of every row. All its values are bound, none is in the text. */
export function filterSql<Name extends string>(
  filter: CheckedFilter<Name> | undefined,
  columns: Columns<Name>,
): FilterSql {
  const list: unknown[] = []
  const bind = (value: FilterValue | readonly FilterValue[]): Bound => {
    const index = sql.raw(String(list.push(value) - 1))
    return {
      value: sql`(select list ->> ${index} from ${sql.raw(FILTER_VALUES)})`,
      list: sql`(select value from json_each((select list -> ${index} from ${sql.raw(FILTER_VALUES)})))`,
    }
  }
  const condition = filter ? ofRow(conditionOf(plan(filter), columns, bind)).test : sql`true`
  return { values: sql`select ${JSON.stringify(list)} as list`, condition }
}

type Bound = { value: SQL; list: SQL }
type Bind = (value: FilterValue | readonly FilterValue[]) => Bound

/** A test of the listed rows, or of those that `within` leads to. */
type Condition = { test: SQL; within: Within | undefined; depth: number }

function conditionOf<Name extends string>(filter: Plan<Name>, columns: Columns<Name>, bind: Bind): Condition {
  switch (filter.op) {
    case 'not': {
      const { test, depth } = ofRow(conditionOf(filter.operand, columns, bind))
      return { test: sql`(${test}) is not true`, within: undefined, depth: depth + 1 }
    }
    case 'and':
    case 'or':
      return joined(
        filter.operands.map((operand) => conditionOf(operand, columns, bind)),
        sql.raw(filter.op),
      )
    default: {
      const { column, within } = columns[filter.field]
      return { test: TESTS[filter.op](column, operand(filter, bind)), within, depth: 0 }
    }
  }
}

/** SQLite allows an expression to be 100 deep, and counts twice how deep it is where a subquery begins. */
const WITHIN_DEPTH_MAX = 16

/** What is asked of another table's rows is asked of them at once. */
function joined(conditions: Condition[], operator: SQL): Condition {
  const groups = Map.groupBy(conditions, ({ within }) => within)
  const shallow = conditions.every(({ depth }) => depth < WITHIN_DEPTH_MAX)
  if (groups.size === 1 && shallow) return paired(conditions, operator)
  const direct = [...groups].flatMap(([within, group]) => (within ? ofRow(paired(group, operator)) : group))
  return paired(direct, operator)
}

function ofRow({ test, within, depth }: Condition): Condition {
  return { test: within ? within(test) : test, within: undefined, depth: depth + 1 }
}

/** Always the two that are least deep, so that the whole is hardly deeper than the deepest. */
function paired(conditions: Condition[], operator: SQL): Condition {
  const [one, other, ...rest] = conditions.toSorted((a, b) => a.depth - b.depth)
  if (!one) throw new Error('Cannot join conditions: expected at least one')
  if (!other) return one
  const test = sql`(${one.test} ${operator} ${other.test})`
  return paired([...rest, { test, within: one.within, depth: other.depth + 1 }], operator)
}

/** What a test compares with; `upper` is the end of the range that a prefix stands for, if it has one. */
type Operand = Bound & { upper: () => SQL | undefined }

function operand<Name extends string>(leaf: PlannedTest<Name>, bind: Bind): Operand {
  const none = { value: sql`null`, list: sql`null`, upper: () => undefined }
  if ('values' in leaf) return { ...none, ...bind(leaf.values.map((one) => comparable(leaf.type, one))) }
  if (!('value' in leaf)) return none
  const value = comparable(leaf.type, leaf.value)
  const upper = () => {
    const after = afterPrefix(String(value))
    return after === undefined ? undefined : bind(after).value
  }
  return { ...bind(value), upper }
}

/** As the columns keep it: text folded, ids to the letter, booleans as 0 and 1. */
function comparable(type: string, value: FilterValue): FilterValue {
  if (typeof value === 'boolean') return Number(value)
  return type === 'string' ? fold(String(value)) : value
}

type Test = (column: SQLWrapper, operand: Operand) => SQL

/** What each operator asks of a column; of null it is never true, but for `isnull`. */
const TESTS: Record<PlannedTest<string>['op'], Test> = {
  eq: (column, { value }) => sql`${column} = ${value}`,
  gt: (column, { value }) => sql`${column} > ${value}`,
  ge: (column, { value }) => sql`${column} >= ${value}`,
  lt: (column, { value }) => sql`${column} < ${value}`,
  le: (column, { value }) => sql`${column} <= ${value}`,
  co: (column, { value }) => sql`instr(${column}, ${value}) > 0`,
  sw: startsWith,
  in: (column, { list }) => sql`${column} in ${list}`,
  ca: (column, { list }) =>
    sql`(${column} is not null and not exists (select 1 from ${list} where value not in (select value from json_each(${column}))))`,
  isnull: (column) => sql`${column} is null`,
}

/** A range of the index, where LIKE would be limited to 50 bytes. */
function startsWith(column: SQLWrapper, { value, upper }: Operand): SQL {
  const end = upper()
  return end ? sql`(${column} >= ${value} and ${column} < ${end})` : sql`${column} >= ${value}`
}

/** The least text that stands after all that begin with the prefix, by code points, if there is any. */
export function afterPrefix(prefix: string): string | undefined {
  const characters = [...prefix]
  const last = characters.findLastIndex((character) => character !== '\u{10ffff}')
  if (last < 0) return undefined
  const next = (characters[last]?.codePointAt(0) ?? 0) + 1
  // Surrogates are no characters of UTF-8.
  return characters.slice(0, last).join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
}
