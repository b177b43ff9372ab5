import type * as z from 'zod/mini'
import { APPLICATION_OPERATIONS } from './applications.ts'
import { APPLICATION_SCHEMAS } from './applications-schemas.ts'
import { CALLER_OPERATIONS, CALLER_SCHEMAS } from './callers.ts'
import { FAILURE_SCHEMAS } from './failure-schemas.ts'
import { headerComponents } from './headers.ts'
import { info, tags } from './info.ts'
import { KEY_SCHEMAS } from './key-schemas.ts'
import { referenceTo, schemaComponents } from './named.ts'
import { OAUTH_OPERATIONS } from './oauth.ts'
import { OAUTH_REQUESTS } from './oauth-requests.ts'
import { OAUTH_SCHEMAS } from './oauth-schemas.ts'
import type { Body, Operation } from './operation.ts'
import { PARAMETERS, parametersOf } from './parameters.ts'
import { responsesElsewhere, responseWriter } from './responses.ts'
import { requirements, SECURITY_SCHEMES } from './security.ts'
import { SERVICE_OPERATIONS, SERVICE_SCHEMAS } from './service.ts'
import { USER_APPS_OPERATIONS } from './user-apps.ts'
import { USER_APPS_SCHEMAS } from './user-apps-schemas.ts'

/** Every operation there is. */
const OPERATIONS: Operation[] = [
  ...APPLICATION_OPERATIONS,
  ...OAUTH_OPERATIONS,
  ...USER_APPS_OPERATIONS,
  ...CALLER_OPERATIONS,
  ...SERVICE_OPERATIONS,
]

const SCHEMAS = [
  ...[...APPLICATION_SCHEMAS, ...KEY_SCHEMAS, ...OAUTH_REQUESTS, ...OAUTH_SCHEMAS],
  ...[...USER_APPS_SCHEMAS, ...CALLER_SCHEMAS, ...SERVICE_SCHEMAS, ...FAILURE_SCHEMAS],
]

/** The OpenAPI document of the service, made of the schemas that validate and the functions that answer. */
export function openApiDocument(version: string) {
  const { responsesOf, components } = responseWriter(reference)
  return {
    openapi: '3.1.1',
    info: info(version),
    servers: [{ url: '/', description: 'This service.' }],
    tags: tags(OPERATIONS),
    paths: paths(responsesOf),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      parameters: PARAMETERS,
      headers: headerComponents(),
      responses: components,
      schemas: schemaComponents(SCHEMAS),
    },
    'x-elsewhere': responsesElsewhere(reference),
  }
}

const NAMES = new Map(SCHEMAS.map(({ schema, name }) => [schema, name]))

function reference(schema: z.core.$ZodType): { $ref: string } {
  const name = NAMES.get(schema as (typeof SCHEMAS)[number]['schema'])
  if (!name) throw new Error('Cannot document: expected a schema that is named')
  return { $ref: referenceTo(name) }
}

function paths(responsesOf: (operation: Operation) => object) {
  const all: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) {
    const { path, method } = operation
    all[path] = { ...all[path], [method]: written(operation, responsesOf(operation)) }
  }
  return all
}

function written(operation: Operation, responses: object) {
  const { id, tag, summary, description, access, body } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: requirements(access),
    parameters: parametersOf(operation),
    requestBody: body && sentBody(body),
    responses,
  }
}

function sentBody({ types, schema }: Body) {
  const content = types.map((type) => [type, { schema: reference(schema) }])
  return { required: true, content: Object.fromEntries(content) }
}
