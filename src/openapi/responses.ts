import { HEADERS, type HeaderName } from '../http/describe/headers.ts'
import type { Operation, ResponseDescription } from '../http/describe/operation.ts'
import { type WireFormat, wireFormatOf } from '../http/paths.ts'
import { headerReferences } from './headers.ts'
import {
  type Json,
  type ResponseContext,
  refusalResponses,
  type SchemaReference,
} from './refusal-responses.ts'
import { sampleRefusal } from './refusal-samples.ts'
import { REFUSAL_WRITERS } from './refusal-writers.ts'
import { ELSEWHERE, refusalsOf, SHARED } from './refusals.ts'

const FORMATS = Object.keys(REFUSAL_WRITERS) as WireFormat[]

/** Returns a function that writes an operation's responses, and the components that many of them share. */
export function responseWriter(reference: SchemaReference) {
  const components: Json = {}
  const shared = byFormat((format) =>
    refusalResponses(callerContext(format), SHARED.map(sampleRefusal), reference),
  )

  function share(format: WireFormat, status: string, response: unknown): unknown {
    if (JSON.stringify(response) !== JSON.stringify(shared[format][status])) return response
    components[`${format}.${status}`] = response
    return { $ref: `#/components/responses/${format}.${status}` }
  }

  function responsesOf(operation: Operation): Json {
    const context = contextOf(operation)
    const refusals = Object.entries(refusalResponses(context, refusalsOf(operation), reference))
    const successes = Object.entries(operation.responses)
    return {
      ...Object.fromEntries(
        refusals.map(([status, response]) => [status, share(context.format, status, response)]),
      ),
      ...Object.fromEntries(
        successes.map(([status, response]) => [status, writeResponse(context, response, reference)]),
      ),
    }
  }

  return { responsesOf, components }
}

/** Returns the responses at paths that are no operation's, by wire format and status. */
export function responsesElsewhere(reference: SchemaReference): Record<WireFormat, Json> {
  return byFormat((format) =>
    refusalResponses(callerContext(format), ELSEWHERE.map(sampleRefusal), reference),
  )
}

function writeResponse(
  { headers }: ResponseContext,
  { description, schema, headers: own = [] }: ResponseDescription,
  reference: SchemaReference,
) {
  const isCacheable = own.some((name) => HEADERS[name].field === 'Cache-Control')
  const caching: HeaderName[] = isCacheable ? [] : ['notStored']
  return {
    description,
    headers: headerReferences([...headers, ...caching, ...own]),
    ...(schema && { content: { 'application/json': { schema: reference(schema) } } }),
  }
}

const ALWAYS: HeaderName[] = ['requestId', 'vary']

/** The headers of responses to callers, whose requests are limited. */
const CALLER_HEADERS: HeaderName[] = [
  'rateLimit',
  'rateLimitPolicy',
  'nonce',
  'allowedOrigin',
  'exposedHeaders',
]

function contextOf({ path, access, headers = [] }: Operation): ResponseContext {
  const callerHeaders = access === 'anyone' ? [] : CALLER_HEADERS
  return { format: wireFormatOf(path), access, headers: [...ALWAYS, ...callerHeaders, ...headers] }
}

/** Returns the context of a caller who needs no particular right. */
function callerContext(format: WireFormat): ResponseContext {
  return { format, access: { bearer: [] }, headers: [...ALWAYS, ...CALLER_HEADERS] }
}

function byFormat<T>(make: (format: WireFormat) => T): Record<WireFormat, T> {
  return Object.fromEntries(FORMATS.map((format) => [format, make(format)])) as Record<WireFormat, T>
}
