import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Operator, Tree } from '../lib/filter/ast.ts'
import type { CheckedFilter, CheckedPredicate, Value } from '../lib/filter/check.ts'
import { fold } from '../lib/filter/fold.ts'

/**
 * Where a field's values stand: text without regard to case as its folded key, a collection as a JSON array.
 * `within` says how a row of the listed table reaches them, where they are not its own; most rows pass a broad test.
 */
export type FilterColumn = { column: SQLWrapper; within?: (test: SQL, broad: boolean) => SQL }

/** The common table expression that conditions take their values from: one bound parameter, however many they are. */
export const FILTER_VALUES = 'filter_values'

/** A condition, and the query of its values. */
export type FilterSql = { values: SQL; condition: SQL }

/** Turns a checked filter into SQL; no filter is true of every row. All its values are bound, none is in the text. */
export function filterSql<Name extends string>(
  filter: CheckedFilter<Name> | undefined,
  columns: Record<Name, FilterColumn>,
): FilterSql {
  const list: unknown[] = []
  const bind = (value: Value | readonly Value[]): Bound => {
    const index = sql.raw(String(list.push(value) - 1))
    return {
      value: sql`(select list ->> ${index} from ${sql.raw(FILTER_VALUES)})`,
      list: sql`(select value from json_each((select list -> ${index} from ${sql.raw(FILTER_VALUES)})))`,
    }
  }
  const condition = filter
    ? conditionOf(filter, false, (leaf) => test(leaf, columns[leaf.field], bind))
    : sql`true`
  return { values: sql`select ${JSON.stringify(list)} as list`, condition }
}

type Bound = { value: SQL; list: SQL }
type Bind = (value: Value | readonly Value[]) => Bound

/**
 * Moves each `not` down to the leaves, so that the chains above them still find their indexes, and pairs the
 * operands of long chains up: SQLite allows an expression to be 100 deep.
 */
function conditionOf<Leaf extends { readonly op: Operator }>(
  tree: Tree<Leaf>,
  negated: boolean,
  leaf: (leaf: Leaf) => SQL,
): SQL {
  switch (tree.op) {
    case 'not':
      return conditionOf(tree.operand, !negated, leaf)
    case 'and':
    case 'or':
      return paired(
        tree.operands.map((operand) => conditionOf(operand, negated, leaf)),
        (tree.op === 'and') === negated ? sql` or ` : sql` and `,
      )
    default:
      return negated ? sql`(${leaf(tree)}) is not true` : leaf(tree)
  }
}

function paired(conditions: SQL[], operator: SQL): SQL {
  const [only] = conditions
  if (conditions.length === 1 && only) return only
  const middle = Math.ceil(conditions.length / 2)
  return sql`(${paired(conditions.slice(0, middle), operator)}${operator}${paired(conditions.slice(middle), operator)})`
}

function test<Name extends string>(
  leaf: CheckedPredicate<Name>,
  { column, within }: FilterColumn,
  bind: Bind,
): SQL {
  const asked = operand(leaf, bind)
  const condition = TESTS[leaf.op](column, asked)
  const broad = leaf.op === 'ne' || leaf.op === 'pr' || (leaf.op === 'sw' && asked.raw === '')
  return within ? within(condition, broad) : condition
}

type Operand = Bound & { raw: Value | undefined; upper: () => SQL | undefined }

function operand<Name extends string>(leaf: CheckedPredicate<Name>, bind: Bind): Operand {
  const none = { value: sql`null`, list: sql`null`, raw: undefined, upper: () => undefined }
  if ('value' in leaf) {
    const raw = comparable(leaf.type, leaf.value)
    return { ...bind(raw), raw, upper: () => end(afterPrefix(String(raw)), bind) }
  }
  return 'values' in leaf
    ? { ...none, ...bind(leaf.values.map((value) => comparable(leaf.type, value))) }
    : none
}

function end(text: string | undefined, bind: Bind): SQL | undefined {
  return text === undefined ? undefined : bind(text).value
}

/** As the columns keep it: text folded, ids to the letter, booleans as 0 and 1. */
function comparable(type: string, value: Value): Value {
  if (typeof value === 'boolean') return Number(value)
  return type === 'string' ? fold(String(value)) : value
}

type Test = (column: SQLWrapper, operand: Operand) => SQL

/** What each operator asks of a column; of null it is never true, but for `ne` and `isnull`. */
const TESTS: Record<Operator, Test> = {
  eq: (column, { value }) => sql`${column} = ${value}`,
  ne: (column, { value }) => sql`${column} is not ${value}`,
  gt: (column, { value }) => sql`${column} > ${value}`,
  ge: (column, { value }) => sql`${column} >= ${value}`,
  lt: (column, { value }) => sql`${column} < ${value}`,
  le: (column, { value }) => sql`${column} <= ${value}`,
  co: (column, { value }) => sql`instr(${column}, ${value}) > 0`,
  sw: startsWith,
  in: (column, { list }) => sql`${column} in ${list}`,
  ca: (column, { list }) =>
    sql`${column} is not null and not exists (select 1 from ${list} where value not in (select value from json_each(${column})))`,
  isnull: (column) => sql`${column} is null`,
  pr: (column) => sql`${column} is not null`,
}

/** A range of the index, where LIKE would be limited to 50 bytes; the empty prefix stands before all there is. */
function startsWith(column: SQLWrapper, { value, raw, upper }: Operand): SQL {
  if (raw === '') return sql`${column} is not null`
  const end = upper()
  return end ? sql`${column} >= ${value} and ${column} < ${end}` : sql`${column} >= ${value}`
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
