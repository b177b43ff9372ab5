import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { wireFormatOf } from '../../../src/http/paths.ts'
import type { openApiDocument } from '../../../src/openapi/document.ts'

export type Document = ReturnType<typeof openApiDocument>

type Reference = { $ref: string }
type Schema = Reference | { type?: string }
export type Content = Record<string, { schema: Schema }>
export type Response = { headers: Record<string, Reference>; content?: Content }
export type Header = { required: boolean; schema: Schema }
export type Parameter = { name: string; in: string; schema: Schema }
export type Operation = {
  parameters: Reference[]
  requestBody?: { content: Content }
  responses: Record<string, Response | Reference>
}

/**
 * Reads an OpenAPI document: what its references mean, which operation a request is, and whether a value fits
 * a schema.
 */
export function createReader(document: Document) {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true })
  formats.default(ajv).addSchema(document, 'openapi')
  const operations = operationsOf(document)
  const elsewhere = document['x-elsewhere']
  return {
    resolve<Part extends object>(part: Part | Reference): Part {
      if (!('$ref' in part)) return part
      const [, ...steps] = part.$ref.split('/')
      return steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document) as Part
    },
    operationAt(method: string, path: string): Operation | undefined {
      const wanted = method === 'HEAD' ? 'get' : method.toLowerCase()
      return operations.find((one) => one.method === wanted && one.pattern.test(path))?.operation
    },
    /** Returns the responses to a method that no operation has. */
    responsesAt(status: number, path: string): Operation['responses'] {
      const there = status === 405 && operations.find(({ pattern }) => pattern.test(path))
      return there ? there.operation.responses : (elsewhere[wireFormatOf(path)] as Operation['responses'])
    },
    /**
     * Returns the differences between a value and a schema, each in a sentence. Text that is not JSON is a
     * string.
     */
    differences(schema: Schema, value: unknown): string[] {
      const known = '$ref' in schema ? ajv.getSchema(`openapi${schema.$ref}`) : ajv.compile(schema)
      const validate = known as ValidateFunction
      return validate(value) ? [] : (validate.errors ?? []).map(sentence)
    },
  }
}

export type DocumentReader = ReturnType<typeof createReader>

/** Returns the operations, those with fewer path variables first, since they match first. */
function operationsOf({ paths }: Document) {
  const all = Object.entries(paths).flatMap(([path, methods]) => {
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
    const variables = path.split('{').length
    return Object.entries(methods).map(([method, operation]) => {
      return { method, pattern, variables, operation: operation as Operation }
    })
  })
  return all.sort((a, b) => a.variables - b.variables)
}

type Problem = { instancePath: string; message?: string; params: object }

function sentence({ instancePath, message, params }: Problem): string {
  return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
}

/**
 * Converts the text of a header or a parameter to the type of its schema. Some generated clients write
 * booleans as `True` and `False`.
 */
export function typed(text: string, schema: Schema): unknown {
  const type = 'type' in schema ? schema.type : undefined
  return type === 'integer' || type === 'boolean' ? JSON.parse(text.toLowerCase()) : text
}
