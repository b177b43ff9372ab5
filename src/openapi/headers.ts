import { HEADERS, type HeaderName } from '../http/describe/headers.ts'

/** Returns references to the headers of one response, by their field names. */
export function headerReferences(names: HeaderName[]): Record<string, object> {
  return Object.fromEntries(
    names.map((name) => [HEADERS[name].field, { $ref: `#/components/headers/${name}` }]),
  )
}

/** Returns all headers as components. */
export function headerComponents(): Record<string, object> {
  const entries = Object.entries(HEADERS).map(([name, { description, required, schema }]) => {
    return [name, { description, required, schema }]
  })
  return Object.fromEntries(entries)
}
