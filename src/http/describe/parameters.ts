/** A parameter of a path, query or header. `key` is its name among the document's components. */
export type Parameter = {
  key: string
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description: string
  schema: object
  example?: string
}

/** Describes a parameter of the path. */
export function pathParameter(name: string, description: string, key = name): Parameter {
  return { key, name, in: 'path', required: true, description, schema: { type: 'string' } }
}

/** Describes an optional parameter of the query. */
export function queryParameter(
  name: string,
  description: string,
  schema: object = { type: 'string' },
): Parameter {
  return { key: name, name, in: 'query', required: false, description, schema }
}

/** Describes an optional header of the request. */
export function headerParameter(
  key: string,
  name: string,
  description: string,
  schema: object = { type: 'string' },
): Parameter {
  return { key, name, in: 'header', required: false, description, schema }
}
