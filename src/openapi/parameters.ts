import { PAGING } from '../http/user-apps/parameters.ts'
import { wireFormatOf } from '../http/wire-format.ts'
import { FILTER_LENGTH_MAX, FILTER_NESTING_MAX, FILTER_PREDICATES_MAX } from '../lib/filter/parse.ts'
import { USER_APP_FIELDS } from '../model/user-app-fields.ts'
import { jsonSchema } from './named.ts'
import type { Operation } from './operation.ts'

/** The fields of the caller's own lack the owner's id, since they have one owner. */
const { ownerId, ...OWN_FIELDS } = USER_APP_FIELDS

const GRAMMAR = `joined by \`and\`, \`or\`, \`not\` and parentheses, with ${FILTER_PREDICATES_MAX} comparisons and \
${FILTER_NESTING_MAX} levels at most. Values stand in double quotes. An error names the character that it is about.`

/** Of paths, queries and headers; each is a component of the document. */
export const PARAMETERS = {
  appId: inPath('appId', 'The application’s id.'),
  kid: inPath('kid', 'The key’s id.'),
  userAppId: inPath('id', 'The user app’s id.'),
  clientId: inQuery('clientId', 'Only the application of this client id.', { type: 'string' }),
  createdBy: inQuery('createdBy', 'Only the applications of the owner who is shown as this.', {
    type: 'string',
  }),
  firstLine: inQuery('firstLine', 'The number of the first line, where the body is a part of a file.', {
    type: 'integer',
    minimum: 0,
    maximum: 999_999_999_999,
    default: 1,
  }),
  filters: { ...filters(USER_APP_FIELDS, 'ownerName sw "Ali"'), required: true },
  ownFilters: { ...filters(OWN_FIELDS, 'accountId eq "a1" or accountId eq "a2"'), required: false },
  limit: inQuery('limit', 'How many records to answer at most.', jsonSchema(PAGING.limit)),
  offset: inQuery('offset', 'How many records to pass over.', jsonSchema(PAGING.offset)),
  count: inQuery('count', 'Whether `X-Total-Count` says how many there are.', jsonSchema(PAGING.count)),
  acceptLanguage: inHeader(
    'Accept-Language',
    'The languages that errors are told in: RFC 9110 section 12.5.4.',
  ),
  proof: inHeader('DPoP', 'With a token that is bound to a key: the proof of it, RFC 9449 section 4.'),
  boundBy: inHeader('DPoP', 'Binds the token to the key that signed this proof: RFC 9449 section 5.'),
  experimental: {
    name: 'X-SailPoint-Experimental',
    in: 'header',
    required: false,
    description: 'What the vendor’s clients send here. A service may be set to insist on it.',
    schema: { type: 'string', enum: ['true'] },
  },
}

export type ParameterName = keyof typeof PARAMETERS

/** Those of an operation: its own, and what follows from who calls and how errors are told. */
export function parametersOf({ path, access, parameters = [] }: Operation): { $ref: string }[] {
  const names: ParameterName[] = [...parameters]
  if (access === 'client or administrator' || typeof access === 'object') names.push('proof')
  if (wireFormatOf(path) !== 'oauth') names.push('acceptLanguage')
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

function filters(fields: Record<string, { operators: readonly string[] }>, example: string) {
  const each = Object.entries(fields).map(([field, { operators }]) => `\`${field}\` ${operators.join(', ')}`)
  return {
    name: 'filters',
    in: 'query',
    description: `Which to list: ${each.join(' · ')}; ${GRAMMAR}`,
    schema: { type: 'string', minLength: 1, maxLength: FILTER_LENGTH_MAX },
    example,
  }
}

function inPath(name: string, description: string) {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } }
}

function inQuery(name: string, description: string, schema: object) {
  return { name, in: 'query', required: false, description, schema }
}

function inHeader(name: string, description: string) {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } }
}
