import * as z from 'zod/mini'

type Schema = z.core.$ZodType

/** A schema that is a component of the document: of a request (`input`) or of a response (`output`). */
export type NamedSchema = {
  name: string
  io: 'input' | 'output'
  schema: Schema
  description: string
  properties: Record<string, string>
  examples: unknown[]
}

/** The description of a schema: a sentence for each property, and examples that have its type. */
type SchemaDescription<S, T> = {
  schema: S
  description: string
  properties: Record<PropertyOf<T>, string>
  examples: [T, ...T[]]
}

/** The properties of an object, or of each member of a union. A list has no properties. */
type PropertyOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T & string : never

/** Names the schema of a response. */
export function responseSchema<S extends Schema>(
  name: string,
  description: SchemaDescription<S, z.output<S>>,
): NamedSchema {
  return { name, io: 'output', ...description }
}

/** Names the schema of a request. */
export function requestSchema<S extends Schema>(
  name: string,
  description: SchemaDescription<S, z.input<S>>,
): NamedSchema {
  return { name, io: 'input', ...description }
}

/** Converts a schema to JSON Schema, without the members that only a document of its own needs. */
export function jsonSchema(schema: Schema): Record<string, unknown> {
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'output' })
  return json
}
