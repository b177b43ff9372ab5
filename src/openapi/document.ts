import type * as z from 'zod/mini'
import type { Body, Description, Operation } from '../http/describe/operation.ts'
import type { NamedSchema } from '../http/describe/schemas.ts'
import { PATHS } from '../http/paths.ts'
import { headerComponents } from './headers.ts'
import { info, inTourOrder } from './info.ts'
import { parameterComponents, parameterReferences } from './parameters.ts'
import type { SchemaReference } from './refusal-responses.ts'
import { responsesElsewhere, responseWriter } from './responses.ts'
import { referenceTo, schemaComponents } from './schema-components.ts'
import { requirements, SECURITY_SCHEMES } from './security.ts'

/** Assembles the OpenAPI document from the descriptions of the endpoint folders. */
export function openApiDocument(version: string, descriptions: Description[]) {
  const operations = inPathOrder(descriptions.flatMap((description) => description.operations))
  const schemas = descriptions.flatMap((description) => description.schemas)
  const reference = schemaReferences(schemas)
  const { responsesOf, components } = responseWriter(reference)
  return {
    openapi: '3.1.1',
    info: info(version),
    servers: [{ url: '/', description: 'This service.' }],
    tags: inTourOrder(descriptions.flatMap((description) => description.tags)),
    paths: pathItems(operations, (operation) => writeOperation(operation, responsesOf(operation), reference)),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: parameterComponents(operations),
      headers: headerComponents(),
      responses: components,
      schemas: schemaComponents(schemas),
    },
    'x-elsewhere': responsesElsewhere(reference),
  }
}

/** Sorts operations into the order of {@link PATHS}, then by path. Other paths follow. */
function inPathOrder(operations: Operation[]): Operation[] {
  const bases = Object.values(PATHS)
  const rank = ({ path }: Operation) => {
    const index = bases.findIndex((base) => path === base || path.startsWith(`${base}/`))
    return index === -1 ? bases.length : index
  }
  return operations.toSorted((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))
}

function schemaReferences(schemas: NamedSchema[]): SchemaReference {
  const names = new Map(schemas.map(({ schema, name }) => [schema, name]))
  return function reference(schema: z.core.$ZodType) {
    const name = names.get(schema)
    if (!name) throw new Error('Cannot document: expected a schema that is named')
    return { $ref: referenceTo(name) }
  }
}

function pathItems(operations: Operation[], write: (operation: Operation) => object) {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const { path, method } = operation
    paths[path] = { ...paths[path], [method]: write(operation) }
  }
  return paths
}

function writeOperation(operation: Operation, responses: object, reference: SchemaReference) {
  const { id, tag, summary, description, access, body } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: requirements(access),
    parameters: parameterReferences(operation),
    requestBody: body && requestBody(body, reference),
    responses,
  }
}

function requestBody({ types, schema }: Body, reference: SchemaReference) {
  const content = types.map((type) => [type, { schema: reference(schema) }])
  return { required: true, content: Object.fromEntries(content) }
}
