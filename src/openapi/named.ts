import * as z from 'zod/mini'

type Schema = z.core.$ZodType
type Json = Record<string, unknown>

/** A schema that is a component of the document: under its name, as what is sent or as what is answered. */
export type NamedSchema = {
  name: string
  io: 'input' | 'output'
  schema: Schema
  description: string
  properties: Record<string, string>
  examples: unknown[]
}

/** What is said of a schema: a sentence for each property, and examples that have its type. */
type SchemaDescription<S, T> = {
  schema: S
  description: string
  properties: Record<PropertyOf<T>, string>
  examples: [T, ...T[]]
}

/** The properties of an object, or of each member of a union; a list has none. */
type PropertyOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T & string : never

/** Names what we answer. */
export function responseSchema<S extends Schema>(
  name: string,
  told: SchemaDescription<S, z.output<S>>,
): NamedSchema {
  return { name, io: 'output', ...told }
}

/** Names what we read. */
export function requestSchema<S extends Schema>(
  name: string,
  told: SchemaDescription<S, z.input<S>>,
): NamedSchema {
  return { name, io: 'input', ...told }
}

/** The components of all: each is written once, and referred to by the others. */
export function schemaComponents(all: NamedSchema[]): Record<string, Json> {
  const converted = (['input', 'output'] as const).flatMap((io) => convert(all, io))
  return Object.fromEntries(converted.sort(([a], [b]) => a.localeCompare(b)))
}

/** A schema by itself: as what is made of the text of a parameter. */
export function jsonSchema(schema: Schema): Json {
  return bare(z.toJSONSchema(schema, { io: 'output' }))
}

/** Where the document has a component. */
export function referenceTo(name: string): string {
  return `#/components/schemas/${name}`
}

function convert(all: NamedSchema[], io: NamedSchema['io']): [string, Json][] {
  const registry = z.registry<{ id: string }>()
  const wanted = all.filter((named) => named.io === io)
  for (const { schema, name } of wanted) registry.add(schema, { id: name })
  const { schemas } = z.toJSONSchema(registry, { io, uri: referenceTo, override: withoutDatePattern })
  return wanted.map((named) => [named.name, describe(bare(schemas[named.name] as Json), named)])
}

/** What `format` says already, at length. */
function withoutDatePattern({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

function bare({ $schema, $id, ...json }: Json): Json {
  return json
}

function describe(json: Json, { description, properties, examples }: NamedSchema): Json {
  const members = (json.oneOf ?? json.anyOf ?? []) as Json[]
  for (const shape of [json, ...members]) describeProperties(shape, properties)
  return { description, ...json, examples }
}

function describeProperties({ properties = {} }: Json, sentences: Record<string, string>): void {
  for (const [property, schema] of Object.entries(properties as Record<string, Json>)) {
    if (sentences[property] !== undefined) schema.description = sentences[property]
  }
}
