import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { CheckedFilter, FilterValue } from '../lib/filter/check.ts'
import { fold } from '../lib/filter/fold.ts'
import { type FilterPlan, type PlannedPredicate, planFilter } from './filter-plan.ts'

/**
 * The column of a field: folded text for a string, a JSON array for a collection. If the column is of another
 * table than the listed rows, `within` turns a condition on that table into one on the listed rows. Each
 * listed row must refer to exactly one row of that table.
 */
export type FilterColumn = { column: SQLWrapper; within?: Within }

type Within = (condition: SQL) => SQL

/** The common table expression that holds a filter's values: one bound parameter for any number of them. */
export const FILTER_VALUES = 'filter_values'

/**
 * The SQL of a filter: its condition, and the query of {@link FILTER_VALUES} that the condition refers to.
 */
export type FilterSql = { values: SQL; condition: SQL }

type Columns<Name extends string> = Record<Name, FilterColumn>

/** Translates a filter to SQL; its values are all bound. Without a filter, every row meets the condition. */
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
  const condition = filter ? onListedRows(conditionOf(planFilter(filter), columns, bind)).sql : sql`true`
  return { values: sql`select ${JSON.stringify(list)} as list`, condition }
}

/** The SQL of a bound value: as a single value, and as a list of values. */
type Bound = { value: SQL; list: SQL }
type Bind = (value: FilterValue | readonly FilterValue[]) => Bound

/**
 * A condition on the listed rows or, if it has `within`, on another table. `depth` is that of the expression.
 */
type Condition = { sql: SQL; within: Within | undefined; depth: number }

function conditionOf<Name extends string>(
  filter: FilterPlan<Name>,
  columns: Columns<Name>,
  bind: Bind,
): Condition {
  switch (filter.op) {
    case 'not': {
      const condition = onListedRows(conditionOf(filter.operand, columns, bind))
      return { sql: sql`(${condition.sql}) is not true`, within: undefined, depth: condition.depth + 1 }
    }
    case 'and':
    case 'or':
      return join(
        filter.operands.map((operand) => conditionOf(operand, columns, bind)),
        sql.raw(filter.op),
      )
    default: {
      const { column, within } = columns[filter.field]
      return { sql: COMPARISONS[filter.op](column, operandOf(filter, bind)), within, depth: 0 }
    }
  }
}

/**
 * The greatest depth of conditions that are joined inside `within`. SQLite limits the depth of an expression
 * to 100, and counts the depth twice where a subquery begins.
 */
const WITHIN_DEPTH_MAX = 16

/** Joins conditions. Conditions on one other table share a subquery, so that the table is searched once. */
function join(conditions: Condition[], operator: SQL): Condition {
  const groups = Map.groupBy(conditions, ({ within }) => within)
  const shallow = conditions.every(({ depth }) => depth < WITHIN_DEPTH_MAX)
  if (groups.size === 1 && shallow) return joinBalanced(conditions, operator)
  const direct = [...groups].flatMap(([within, group]) =>
    within ? onListedRows(joinBalanced(group, operator)) : group,
  )
  return joinBalanced(direct, operator)
}

function onListedRows({ sql, within, depth }: Condition): Condition {
  return { sql: within ? within(sql) : sql, within: undefined, depth: depth + 1 }
}

/** Joins the two least deep conditions until one is left, which is hardly deeper than the deepest was. */
function joinBalanced(conditions: Condition[], operator: SQL): Condition {
  const [one, other, ...rest] = conditions.toSorted((a, b) => a.depth - b.depth)
  if (!one) throw new Error('Cannot join conditions: expected at least one')
  if (!other) return one
  const joined = sql`(${one.sql} ${operator} ${other.sql})`
  return joinBalanced([...rest, { sql: joined, within: one.within, depth: other.depth + 1 }], operator)
}

/** The right side of a comparison; `upper` returns the exclusive end of a prefix's range, if it has one. */
type Operand = Bound & { upper: () => SQL | undefined }

function operandOf<Name extends string>(predicate: PlannedPredicate<Name>, bind: Bind): Operand {
  const none = { value: sql`null`, list: sql`null`, upper: () => undefined }
  if ('values' in predicate) {
    return { ...none, ...bind(predicate.values.map((value) => toStored(predicate.type, value))) }
  }
  if (!('value' in predicate)) return none
  const value = toStored(predicate.type, predicate.value)
  const upper = () => {
    const end = endOfPrefixRange(String(value))
    return end === undefined ? undefined : bind(end).value
  }
  return { ...bind(value), upper }
}

/** Returns a value as columns store it: text is folded, an id is unchanged, a boolean is 0 or 1. */
function toStored(type: string, value: FilterValue): FilterValue {
  if (typeof value === 'boolean') return Number(value)
  return type === 'string' ? fold(String(value)) : value
}

type Comparison = (column: SQLWrapper, operand: Operand) => SQL

/** The SQL of each operator. Only `isnull` is true for a null column. */
const COMPARISONS: Record<PlannedPredicate<string>['op'], Comparison> = {
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

/** Compares with a range, which an index can search. D1 limits the pattern of LIKE to 50 bytes. */
function startsWith(column: SQLWrapper, { value, upper }: Operand): SQL {
  const end = upper()
  return end ? sql`(${column} >= ${value} and ${column} < ${end})` : sql`${column} >= ${value}`
}

/**
 * Returns the least text, by code points, after all texts with the prefix; `undefined` if no text can follow.
 */
function endOfPrefixRange(prefix: string): string | undefined {
  const characters = [...prefix]
  const last = characters.findLastIndex((character) => character !== '\u{10ffff}')
  if (last < 0) return undefined
  const next = (characters[last]?.codePointAt(0) ?? 0) + 1
  // UTF-8 cannot encode surrogates.
  return characters.slice(0, last).join('') + String.fromCodePoint(next === 0xd800 ? 0xe000 : next)
}
