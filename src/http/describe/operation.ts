import type * as z from 'zod/mini'
import { Refusal, type RefusalCode } from '../../domain/refusal.ts'
import type { HeaderName } from './headers.ts'
import type { Parameter } from './parameters.ts'
import type { NamedSchema } from './schemas.ts'

type Schema = z.core.$ZodType

/**
 * The access to an operation: for anyone, for a client by its credentials (`client in body`: those in the
 * body only), or for a caller whose token has one of these rights.
 */
export type Access = 'anyone' | 'client' | 'client in body' | 'client or administrator' | { bearer: string[] }

/** A request body: its schema, and the media types it may have. */
export type Body = { types: string[]; schema: Schema }

/** A successful response. Without a schema it has no body. */
export type ResponseDescription = { description: string; schema?: Schema; headers?: HeaderName[] }

/**
 * One operation: all that the OpenAPI document needs and that does not follow from its path, access or body.
 */
export type Operation = {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** A path template of OpenAPI, with parameters in braces. */
  path: string
  id: string
  tag: string
  summary: string
  description?: string
  access: Access
  parameters?: Parameter[]
  body?: Body
  responses: Record<number, ResponseDescription>
  /** The headers of all its responses, errors included. */
  headers?: HeaderName[]
  /** The refusals that do not follow from its access and body. */
  refuses?: readonly (RefusalCode | Refusal)[]
}

export type Tag = { name: string; description: string }

/** The part of the OpenAPI document that describes one endpoint folder. */
export type Description = { tags: Tag[]; operations: Operation[]; schemas: NamedSchema[] }

/** The refusal to manage an application whose rights the caller lacks. */
export const RIGHTS_NOT_COVERED: Refusal = new Refusal('permission_missing', {
  neededFor: 'application',
  roles: ['admin'],
  scopes: ['idn:app-roles:manage'],
})

/** The refusals of a body that must be a JSON object. */
export const JSON_OBJECT_REFUSALS: RefusalCode[] = [
  'body_type_unsupported',
  'body_not_json',
  'body_not_object',
]
