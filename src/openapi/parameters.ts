import type { Operation } from '../http/describe/operation.ts'
import { headerParameter, type Parameter } from '../http/describe/parameters.ts'
import { wireFormatOf } from '../http/paths.ts'

const acceptLanguage = headerParameter(
  'acceptLanguage',
  'Accept-Language',
  'The languages for error messages: RFC 9110 section 12.5.4.',
)
const proof = headerParameter(
  'proof',
  'DPoP',
  'With a token that is bound to a key: the proof of that key, RFC 9449 section 4.',
)

/** Returns references to the parameters of an operation. */
export function parameterReferences(operation: Operation): { $ref: string }[] {
  return parametersOf(operation).map(({ key }) => ({ $ref: `#/components/parameters/${key}` }))
}

/** Returns the parameters of all operations as components. */
export function parameterComponents(operations: Operation[]): Record<string, object> {
  const parameters = operations.flatMap(parametersOf)
  return Object.fromEntries(parameters.map(({ key, ...parameter }) => [key, parameter]))
}

/** Returns an operation's own parameters, and those that follow from its access and wire format. */
function parametersOf({ path, access, parameters = [] }: Operation): Parameter[] {
  const all = [...parameters]
  if (access === 'client or administrator' || typeof access === 'object') all.push(proof)
  if (wireFormatOf(path) !== 'oauth') all.push(acceptLanguage)
  return all
}
