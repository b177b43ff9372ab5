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

/** What an endpoint lets be asked of a field; an operator that makes no sense for the type does not compile. */
export type FieldRule =
  | { readonly type: 'id' | 'boolean'; readonly operators: readonly Equality[] }
  | { readonly type: 'number' | 'instant'; readonly operators: readonly (Equality | Ordering)[] }
  | { readonly type: 'string'; readonly operators: readonly (Equality | Ordering | 'co' | 'sw')[] }
  | { readonly collectionOf: ScalarType; readonly operators: readonly ('ca' | NullOperator)[] }

/** The fields of an endpoint by their names, whose case counts. */
export type FieldTable<Name extends string> = { readonly [name in Name]: FieldRule }

/** Ids and strings as they were given, unfolded; instants in epoch milliseconds, with a fraction where given finer. */
export type Value = string | number | boolean

/** A test that the field supports, its values being of the field's type (of its elements' type with `ca`). */
export type CheckedPredicate<Name extends string> =
  | { readonly op: ScalarOperator; readonly field: Name; readonly type: ScalarType; readonly value: Value }
  | {
      readonly op: ListOperator
      readonly field: Name
      readonly type: ScalarType
      readonly values: readonly Value[]
    }
  | { readonly op: NullOperator; readonly field: Name }

/** A filter that an endpoint answers. */
export type CheckedFilter<Name extends string> = Tree<CheckedPredicate<Name>>

/**
 * The filter in the terms of an endpoint's fields.
 * @throws {FilterError} field_not_supported, operator_not_supported, value_not_of_type: the first from the left
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
  const field = supportedField(predicate, fields)
  const rule = fields[field]
  refuseOtherOperators(predicate, rule.operators)
  const type = 'type' in rule ? rule.type : rule.collectionOf
  const read = (text: string, index: number) => readValue(predicate, type, text, index)
  if ('value' in predicate) return { op: predicate.op, field, type, value: read(predicate.value, 0) }
  if ('values' in predicate) return { op: predicate.op, field, type, values: predicate.values.map(read) }
  return { op: predicate.op, field }
}

function supportedField<Name extends string>(
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

/** Own names only: `constructor` is a field of nothing. */
function isFieldOf<Name extends string>(fields: FieldTable<Name>, field: string): field is Name {
  return Object.hasOwn(fields, field)
}

function refuseOtherOperators(
  { field, op, at }: Predicate & Positions,
  operators: readonly Operator[],
): void {
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
): Value {
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

const READERS: { readonly [type in ScalarType]: (text: string) => Value | undefined } = {
  id: (text) => text,
  string: (text) => text,
  number: readNumber,
  boolean: readBoolean,
  instant: readInstant,
}

/** As in JSON, but that leading zeros do no harm. */
function readNumber(text: string): number | undefined {
  const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function readBoolean(text: string): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i

/**
 * RFC 3339 section 5.6, or a bare year for its first instant in UTC. A leap second is none: epoch time has no number
 * for it. A double tells instants apart that are a quarter of a microsecond from each other, and no finer.
 */
function readInstant(text: string): number | undefined {
  const parts = INSTANT.exec(/^\d{4}$/.test(text) ? `${text}-01-01T00:00:00Z` : text)
  if (parts === null) return undefined
  const [, date, time, fraction = '.0', sign, hours = 0, minutes = 0] = parts
  const whole = `${date}T${time}.000Z`
  const milliseconds = Date.parse(whole)
  // Of 30 February, some runtimes make 2 March, and others nothing.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== whole) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return milliseconds + Number(`0${fraction}e3`) - (sign === '-' ? -offset : offset)
}
