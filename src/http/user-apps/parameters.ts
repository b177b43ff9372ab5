import type { Context } from 'hono'
import { Refusal } from '../../domain/refusal.ts'
import type { Paging } from '../../domain/user-apps.ts'

/** The vendor's standard collection parameters: the largest page, which is the default too, and the last offset. */
const LIMIT_MAX = 250
const OFFSET_MAX = 2_147_483_647

/** Reads limit, offset and count; nothing is clamped. @throws {Refusal} limit_invalid, offset_invalid, count_invalid, parameter_repeated */
export function readPaging(c: Context): Paging {
  const limit = wholeNumber(parameter(c, 'limit'), LIMIT_MAX, LIMIT_MAX)
  if (limit === undefined) throw new Refusal('limit_invalid', { most: LIMIT_MAX })
  const offset = wholeNumber(parameter(c, 'offset'), 0, OFFSET_MAX)
  if (offset === undefined) throw new Refusal('offset_invalid', { most: OFFSET_MAX })
  const count = parameter(c, 'count') ?? 'false'
  if (count !== 'true' && count !== 'false') throw new Refusal('count_invalid')
  return { limit, offset, count: count === 'true' }
}

/** The filter as it was sent, or nothing. @throws {Refusal} parameter_repeated */
export function readOptionalFilters(c: Context): string | undefined {
  return parameter(c, 'filters')
}

/** @throws {Refusal} filters_missing, also when it is empty, and parameter_repeated */
export function readFilters(c: Context): string {
  const filters = parameter(c, 'filters')
  if (!filters) throw new Refusal('filters_missing')
  return filters
}

function parameter(c: Context, name: string): string | undefined {
  const [value, ...more] = c.req.queries(name) ?? []
  if (more.length > 0) throw new Refusal('parameter_repeated', { parameter: name })
  return value
}

function wholeNumber(text: string | undefined, byDefault: number, most: number): number | undefined {
  if (text === undefined) return byDefault
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return value <= most ? value : undefined
}
