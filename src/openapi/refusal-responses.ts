import type * as z from 'zod/mini'
import type { Refusal, RefusalCode } from '../domain/refusal.ts'
import { enUS } from '../http/messages/en-US.ts'
import type { WireFormat } from '../http/wire-format.ts'
import { type HeaderName, headerReferences } from './headers.ts'
import type { Access } from './operation.ts'
import { REFUSAL_WRITERS } from './tellings.ts'

export type Json = Record<string, unknown>
export type SchemaReference = (schema: z.core.$ZodType) => { $ref: string }

/** What decides how refusals are told; the headers are those of each answer there. */
export type ResponseContext = { format: WireFormat; access: Access; headers: HeaderName[] }

/** The answers of refusals, by status, with what each of them says. */
export function refusalResponses(
  manner: ResponseContext,
  refusals: Refusal[],
  reference: SchemaReference,
): Json {
  const { status } = REFUSAL_WRITERS[manner.format]
  const groups = Object.groupBy(refusals, (refusal) => status(refusal, manner.access))
  const responses = Object.entries(groups).map(([status, some = []]) => {
    return [status, response(manner, Number(status), some, reference)]
  })
  return Object.fromEntries(responses)
}

function response(
  { format, headers }: ResponseContext,
  status: number,
  some: Refusal[],
  reference: SchemaReference,
) {
  const { schema, body } = REFUSAL_WRITERS[format]
  const examples = Object.fromEntries(some.map((refusal) => [refusal.code, { value: body(refusal) }]))
  const own = some.flatMap(({ code }) => HEADERS_BY_REFUSAL[code] ?? [])
  return {
    description: SENTENCES[status],
    headers: headerReferences([...headers, 'notStored', ...(HEADERS_BY_STATUS[status] ?? []), ...own]),
    content: { 'application/json': { schema: reference(schema(status)), examples } },
  }
}

const SENTENCES: Record<number, string> = { ...enUS.general, 409: 'The name is taken.' }

const HEADERS_BY_STATUS: Record<number, HeaderName[]> = {
  401: ['challenge'],
  403: ['challenge'],
  405: ['allow'],
  429: ['retryAfter'],
  503: ['retryAfter'],
}

const HEADERS_BY_REFUSAL: { [code in RefusalCode]?: HeaderName[] } = { filter_invalid: ['filterPosition'] }
