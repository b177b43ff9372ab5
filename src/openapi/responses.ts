import { type WireFormat, wireFormatOf } from '../http/wire-format.ts'
import { HEADERS, type HeaderName, headerReferences } from './headers.ts'
import type { Operation, ResponseDescription } from './operation.ts'
import {
  type Json,
  type ResponseContext,
  refusalResponses,
  type SchemaReference,
} from './refusal-responses.ts'
import { sampleRefusal } from './refusal-samples.ts'
import { ELSEWHERE, refusalsOf, SHARED } from './refused.ts'
import { REFUSAL_WRITERS } from './tellings.ts'

const FORMATS = Object.keys(REFUSAL_WRITERS) as WireFormat[]

/** Writes what operations answer; what many answer alike is a component, which they refer to. */
export function responseWriter(reference: SchemaReference) {
  const components: Json = {}
  const alike = byFormat((format) =>
    refusalResponses(ofCallers(format), SHARED.map(sampleRefusal), reference),
  )

  function shared(format: WireFormat, status: string, response: unknown): unknown {
    if (JSON.stringify(response) !== JSON.stringify(alike[format][status])) return response
    components[`${format}.${status}`] = response
    return { $ref: `#/components/responses/${format}.${status}` }
  }

  function responsesOf(operation: Operation): Json {
    const manner = mannerOf(operation)
    const refusing = Object.entries(refusalResponses(manner, refusalsOf(operation), reference))
    const answering = Object.entries(operation.responses)
    return {
      ...Object.fromEntries(refusing.map(([status, one]) => [status, shared(manner.format, status, one)])),
      ...Object.fromEntries(answering.map(([status, one]) => [status, answer(manner, one, reference)])),
    }
  }

  return { responsesOf, components }
}

/** What is answered to a path that is no operation's: by wire format, and by status. */
export function responsesElsewhere(reference: SchemaReference): Record<WireFormat, Json> {
  return byFormat((format) => refusalResponses(ofCallers(format), ELSEWHERE.map(sampleRefusal), reference))
}

function answer(
  { headers }: ResponseContext,
  { description, schema, headers: own = [] }: ResponseDescription,
  reference: SchemaReference,
) {
  const kept: HeaderName[] = own.some((name) => HEADERS[name].field === 'Cache-Control') ? [] : ['notStored']
  return {
    description: description,
    headers: headerReferences([...headers, ...kept, ...own]),
    ...(schema && { content: { 'application/json': { schema: reference(schema) } } }),
  }
}

const ALWAYS: HeaderName[] = ['requestId', 'vary']

/** How a caller stands. */
const LIMIT_HEADERS: HeaderName[] = ['rateLimit', 'rateLimitPolicy', 'nonce']

function mannerOf({ path, access, headers = [] }: Operation): ResponseContext {
  const standing = access === 'anyone' ? [] : LIMIT_HEADERS
  return { format: wireFormatOf(path), access, headers: [...ALWAYS, ...standing, ...headers] }
}

/** With somebody of whom no right is asked. */
function ofCallers(format: WireFormat): ResponseContext {
  return { format, access: { bearer: [] }, headers: [...ALWAYS, ...LIMIT_HEADERS] }
}

function byFormat<T>(make: (format: WireFormat) => T): Record<WireFormat, T> {
  return Object.fromEntries(FORMATS.map((format) => [format, make(format)])) as Record<WireFormat, T>
}
