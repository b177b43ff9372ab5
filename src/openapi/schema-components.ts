import * as z from 'zod/mini'
import type { NamedSchema } from '../http/describe/schemas.ts'

type Json = Record<string, unknown>

/** Returns the schemas as components: each is written once and referenced by the others. */
export function schemaComponents(all: NamedSchema[]): Record<string, Json> {
  const converted = (['input', 'output'] as const).flatMap((io) => convert(all, io))
  return Object.fromEntries(converted.sort(([a], [b]) => a.localeCompare(b)))
}

/** Returns the reference to a component. */
export function referenceTo(name: string): string {
  return `#/components/schemas/${name}`
}

function convert(all: NamedSchema[], io: NamedSchema['io']): [string, Json][] {
  const registry = z.registry<{ id: string }>()
  const wanted = all.filter((named) => named.io === io)
  for (const { schema, name } of wanted) registry.add(schema, { id: name })
  const { schemas } = z.toJSONSchema(registry, { io, uri: referenceTo, override: removeDatePattern })
  return wanted.map((named) => [named.name, describe(schemas[named.name] as Json, named)])
}

/** Removes a long pattern that repeats what `format` says. */
function removeDatePattern({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

function describe({ $schema, $id, ...json }: Json, { description, properties, examples }: NamedSchema): Json {
  const members = (json.oneOf ?? json.anyOf ?? []) as Json[]
  for (const shape of [json, ...members]) describeProperties(shape, properties)
  return { description, ...json, examples }
}

function describeProperties({ properties = {} }: Json, sentences: Record<string, string>): void {
  for (const [property, schema] of Object.entries(properties as Record<string, Json>)) {
    if (sentences[property] !== undefined) schema.description = sentences[property]
  }
}
