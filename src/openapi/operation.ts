import type * as z from 'zod/mini'
import type { Refusal, RefusalCode } from '../domain/refusal.ts'
import type { HeaderName } from './headers.ts'
import type { ParameterName } from './parameters.ts'

type Schema = z.core.$ZodType

/** Whether nobody needs anything, a client its credentials (only those in the body are read), or a caller a token with any of these rights. */
export type Access = 'anyone' | 'client' | 'client in body' | 'client or administrator' | { bearer: string[] }

/** What is sent: its schema, and the media types that it may have. */
export type Body = { types: string[]; schema: Schema }

/** What is answered where nothing is refused; without a schema, no body. */
export type ResponseDescription = { description: string; schema?: Schema; headers?: HeaderName[] }

/** One operation: all that the document says of it that does not follow from its path, its access or its body. */
export type Operation = {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** A template of RFC 6570, as the document has it. */
  path: string
  id: string
  tag: string
  summary: string
  description?: string
  access: Access
  parameters?: ParameterName[]
  body?: Body
  responses: Record<number, ResponseDescription>
  /** What all its answers have, also those that refuse. */
  headers?: HeaderName[]
  /** What it refuses beside what follows from the rest. */
  refuses?: readonly (RefusalCode | Refusal)[]
}
