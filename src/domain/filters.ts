import { FilterError } from '../lib/filter/ast.ts'
import { check, type FieldTable } from '../lib/filter/check.ts'
import { parse } from '../lib/filter/parse.ts'
import { Refusal } from './refusal.ts'

/** Parses a filter and checks it against a collection's fields. @throws {Refusal} filter_invalid */
export function readFilter<Name extends string>(text: string, fields: FieldTable<Name>) {
  try {
    return check(parse(text), fields)
  } catch (error) {
    if (error instanceof FilterError) throw new Refusal('filter_invalid', error.problem)
    throw error
  }
}
