import type * as z from 'zod/mini'
import type { Refusal } from '../domain/refusal.ts'
import { enUS } from '../http/messages/en-US.ts'
import { type WireFormat, wireFormatOf } from '../http/wire-format.ts'
import { type HeaderName, headerReferences } from './headers.ts'
import type { Access, Answer, Operation } from './operation.ts'
import { sample } from './refusal-samples.ts'
import { ELSEWHERE, refusalsOf, SHARED } from './refused.ts'
import { TELLINGS } from './tellings.ts'

type Json = Record<string, unknown>
export type SchemaReference = (schema: z.core.$ZodType) => { $ref: string }

/** Somebody of whom no right is asked. */
const CALLER: Access = { bearer: [] }

/** Writes what operations answer; what many answer alike is a component, which they refer to. */
export function responseWriter(reference: SchemaReference) {
  const refused = (format: WireFormat, refusals: Refusal[], access = CALLER) => {
    const byStatus = Object.groupBy(refusals, (one) => TELLINGS[format].status(one, access))
    return mapValues(byStatus, (some = [], status) => refusal(format, Number(status), some, reference))
  }
  const formats = Object.keys(TELLINGS) as WireFormat[]
  const alike = Object.fromEntries(formats.map((format) => [format, refused(format, SHARED.map(sample))]))
  const components: Json = {}
  return {
    /** Those that some operation refers to. */
    components,
    /** To a path or a method that is no operation's: by wire format, and by status. */
    elsewhere: () =>
      Object.fromEntries(formats.map((format) => [format, refused(format, ELSEWHERE.map(sample))])),
    of(operation: Operation): Json {
      const format = wireFormatOf(operation.path)
      const own = refused(format, refusalsOf(operation), operation.access)
      const refusing = mapValues(own, (response, status) => {
        if (JSON.stringify(response) !== JSON.stringify(alike[format]?.[status])) return response
        components[`${format}.${status}`] = response
        return { $ref: `#/components/responses/${format}.${status}` }
      })
      return { ...refusing, ...mapValues(operation.answers, (one) => answer(operation, one, reference)) }
    },
  }
}

function answer({ access }: Operation, { says, schema, headers = [] }: Answer, reference: SchemaReference) {
  const standing = access === 'anyone' ? [] : STANDING
  const kept: HeaderName[] = headers.includes('stored') ? [] : ['notStored']
  return {
    description: says,
    headers: headerReferences([...ALWAYS, ...kept, ...standing, ...headers]),
    ...(schema && { content: { 'application/json': { schema: reference(schema) } } }),
  }
}

function refusal(format: WireFormat, status: number, refusals: Refusal[], reference: SchemaReference) {
  const { schema, body } = TELLINGS[format]
  const examples = refusals.map((one) => [one.code, { value: body(one) }])
  return {
    description: GENERAL[status],
    headers: headerReferences([...ALWAYS, 'notStored', ...STANDING, ...(BY_STATUS[status] ?? [])]),
    content: {
      'application/json': { schema: reference(schema(status)), examples: Object.fromEntries(examples) },
    },
  }
}

/** What each status says in general. */
const GENERAL: Record<number, string> = { ...enUS.general, 409: 'The name is taken.' }

const ALWAYS: HeaderName[] = ['requestId', 'vary']

/** How a caller stands. */
const STANDING: HeaderName[] = ['rateLimit', 'rateLimitPolicy', 'nonce']

const BY_STATUS: Record<number, HeaderName[]> = {
  401: ['challenge'],
  403: ['challenge'],
  405: ['allow'],
  429: ['retryAfter'],
  503: ['retryAfter'],
}

function mapValues<T, U>(of: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value, key)]))
}
