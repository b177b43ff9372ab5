import type * as z from 'zod/mini'
import type { Refusal, RefusalCode } from '../domain/refusal.ts'
import type { HeaderName } from '../http/describe/headers.ts'
import type { Access } from '../http/describe/operation.ts'
import { enUS } from '../http/messages/en-US.ts'
import type { WireFormat } from '../http/paths.ts'
import { headerReferences } from './headers.ts'
import { REFUSAL_WRITERS } from './refusal-writers.ts'

export type Json = Record<string, unknown>
export type SchemaReference = (schema: z.core.$ZodType) => { $ref: string }

/** The context that decides how refusals are written. The headers are those of every response there. */
export type ResponseContext = { format: WireFormat; access: Access; headers: HeaderName[] }

/** Returns the responses for refusals, by status, with an example of each. */
export function refusalResponses(
  context: ResponseContext,
  refusals: Refusal[],
  reference: SchemaReference,
): Json {
  const { status } = REFUSAL_WRITERS[context.format]
  const groups = Object.groupBy(refusals, (refusal) => status(refusal, context.access))
  const responses = Object.entries(groups).map(([status, some = []]) => {
    return [status, response(context, Number(status), some, reference)]
  })
  return Object.fromEntries(responses)
}

function response(
  { format, headers }: ResponseContext,
  status: number,
  refusals: Refusal[],
  reference: SchemaReference,
) {
  const { schema, body } = REFUSAL_WRITERS[format]
  const examples = Object.fromEntries(refusals.map((refusal) => [refusal.code, { value: body(refusal) }]))
  const own = refusals.flatMap(({ code }) => HEADERS_BY_REFUSAL[code] ?? [])
  return {
    description: DESCRIPTIONS[status],
    headers: headerReferences([...headers, 'notStored', ...(HEADERS_BY_STATUS[status] ?? []), ...own]),
    content: { 'application/json': { schema: reference(schema(status)), examples } },
  }
}

const DESCRIPTIONS: Record<number, string> = {
  ...enUS.general,
  401: 'The request is not authenticated.',
  409: 'The name or key ID is already in use.',
  429: 'The caller has sent too many requests.',
}

const HEADERS_BY_STATUS: Record<number, HeaderName[]> = {
  401: ['challenge'],
  403: ['challenge'],
  405: ['allow'],
  429: ['retryAfter'],
  503: ['retryAfter'],
}

const HEADERS_BY_REFUSAL: { [code in RefusalCode]?: HeaderName[] } = {
  body_encoding_unsupported: ['acceptEncoding'],
  filter_invalid: ['filterPosition'],
}
