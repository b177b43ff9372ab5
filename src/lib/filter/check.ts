import { parseInstant } from '../rfc3339.ts'
import {
  excerpt,
  FilterError,
  type ListOperator,
  mapLeaves,
  type NullOperator,
  type Operator,
  type ParsedFilter,
  type Positions,
  type Predicate,
  type ScalarOperator,
  type ScalarType,
  type Tree,
} from './ast.ts'

type Equality = 'eq' | 'ne' | 'in' | NullOperator
type Ordering = 'gt' | 'ge' | 'lt' | 'le'

/** The type and operators of a field. An operator that makes no sense for the type does not compile. */
export type FieldRule =
  | { readonly type: 'id' | 'boolean'; readonly operators: readonly Equality[] }
  | { readonly type: 'number' | 'instant'; readonly operators: readonly (Equality | Ordering)[] }
  | { readonly type: 'string'; readonly operators: readonly (Equality | Ordering | 'co' | 'sw')[] }
  | { readonly collectionOf: ScalarType; readonly operators: readonly ('ca' | NullOperator)[] }

/** The fields of an endpoint, by case-sensitive names. */
export type FieldTable<Name extends string> = { readonly [name in Name]: FieldRule }

/**
 * A value of a predicate. Ids and strings are not folded; instants are epoch milliseconds, maybe fractional.
 */
export type FilterValue = string | number | boolean

/**
 * A predicate that its field supports, with values of the field's type (with `ca`, of its elements' type).
 */
export type CheckedPredicate<Name extends string> =
  | {
      readonly op: ScalarOperator
      readonly field: Name
      readonly type: ScalarType
      readonly value: FilterValue
    }
  | {
      readonly op: ListOperator
      readonly field: Name
      readonly type: ScalarType
      readonly values: readonly FilterValue[]
    }
  | { readonly op: NullOperator; readonly field: Name }

/** A filter whose fields, operators and values an endpoint supports. */
export type CheckedFilter<Name extends string> = Tree<CheckedPredicate<Name>>

/**
 * Checks a filter against an endpoint's fields and converts its values to their types.
 * @throws {FilterError} field_not_supported, operator_not_supported or value_not_of_type: the first mistake
 */
export function check<Name extends string>(
  filter: ParsedFilter,
  fields: FieldTable<Name>,
): CheckedFilter<Name> {
  return mapLeaves(filter, (predicate) => checkPredicate(predicate, fields))
}

function checkPredicate<Name extends string>(
  predicate: Predicate & Positions,
  fields: FieldTable<Name>,
): CheckedPredicate<Name> {
  const field = requireField(predicate, fields)
  const rule = fields[field]
  requireOperator(predicate, rule.operators)
  const type = 'type' in rule ? rule.type : rule.collectionOf
  const read = (text: string, index: number) => readValue(predicate, type, text, index)
  if ('value' in predicate) return { op: predicate.op, field, type, value: read(predicate.value, 0) }
  if ('values' in predicate) return { op: predicate.op, field, type, values: predicate.values.map(read) }
  return { op: predicate.op, field }
}

function requireField<Name extends string>(
  { field, op, at }: Predicate & Positions,
  fields: FieldTable<Name>,
): Name {
  if (isFieldOf(fields, field)) return field
  const found = excerpt(field)
  throw new FilterError({
    kind: 'field_not_supported',
    position: at.field,
    found,
    expected: ['field'],
    field: found,
    operator: op,
    fields: Object.keys(fields),
  })
}

/** Whether the field is in the table. Inherited properties such as `constructor` are not. */
function isFieldOf<Name extends string>(fields: FieldTable<Name>, field: string): field is Name {
  return Object.hasOwn(fields, field)
}

function requireOperator({ field, op, at }: Predicate & Positions, operators: readonly Operator[]): void {
  if (operators.includes(op)) return
  throw new FilterError({
    kind: 'operator_not_supported',
    position: at.operator,
    found: op,
    expected: operators,
    field,
    operator: op,
  })
}

function readValue(
  { field, op, at }: Predicate & Positions,
  type: ScalarType,
  text: string,
  index: number,
): FilterValue {
  const value = READERS[type](text)
  if (value !== undefined) return value
  throw new FilterError({
    kind: 'value_not_of_type',
    position: at.values[index] ?? at.operator,
    found: excerpt(text),
    expected: [type],
    field,
    operator: op,
  })
}

const READERS: { readonly [type in ScalarType]: (text: string) => FilterValue | undefined } = {
  id: (text) => text,
  string: (text) => text,
  number: readNumber,
  boolean: readBoolean,
  instant: readInstant,
}

/** Reads a number as JSON does, except that leading zeros are allowed. */
function readNumber(text: string): number | undefined {
  const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function readBoolean(text: string): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** Reads an RFC 3339 date-time. A bare year is its first instant in UTC. */
function readInstant(text: string): number | undefined {
  return parseInstant(/^\d{4}$/.test(text) ? `${text}-01-01T00:00:00Z` : text)
}
