import type { Context } from 'hono'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import type { Paging } from '../../domain/user-apps.ts'

const LIMIT_MAX = 250
const OFFSET_MAX = 2_147_483_647

const digits = z.pipe(z.string().check(z.regex(/^\d{1,10}$/)), z.transform(Number))
/** Accepts `True` and `FALSE` too, which generated clients send. */
const flag = z.stringbool({ truthy: ['true'], falsy: ['false'] })
const wholeNumber = (max: number) => z.pipe(digits, z.int().check(z.minimum(0), z.maximum(max)))

/** The vendor's standard collection parameters. The default limit is the largest. Nothing is clamped. */
export const PAGING = {
  limit: z._default(wholeNumber(LIMIT_MAX), LIMIT_MAX),
  offset: z._default(wholeNumber(OFFSET_MAX), 0),
  count: z._default(flag, false),
}

/**
 * Reads `limit`, `offset` and `count`.
 * @throws {Refusal} limit_invalid, offset_invalid, count_invalid, parameter_repeated
 */
export function readPaging(c: Context): Paging {
  return {
    limit: read(c, 'limit', () => new Refusal('limit_invalid', { max: LIMIT_MAX })),
    offset: read(c, 'offset', () => new Refusal('offset_invalid', { max: OFFSET_MAX })),
    count: read(c, 'count', () => new Refusal('count_invalid')),
  }
}

function read<Name extends keyof typeof PAGING>(
  c: Context,
  name: Name,
  refusal: () => Refusal,
): Paging[Name] {
  const { success, data } = PAGING[name].safeParse(parameter(c, name))
  if (!success) throw refusal()
  return data as Paging[Name]
}

/** Reads the text of a filter, if there is one. @throws {Refusal} parameter_repeated */
export function readOptionalFilters(c: Context): string | undefined {
  return parameter(c, 'filters')
}

/** Reads the text of a filter. @throws {Refusal} filters_missing also if it is empty, parameter_repeated */
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
