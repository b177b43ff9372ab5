import type { RefusalCode } from '../../domain/refusal.ts'
import { FILTER_LENGTH_MAX, FILTER_NESTING_MAX, FILTER_PREDICATES_MAX } from '../../lib/filter/parse.ts'
import { USER_APP_FIELDS } from '../../model/user-app-fields.ts'
import type { Description, Operation, Tag } from '../describe/operation.ts'
import { headerParameter, type Parameter, pathParameter, queryParameter } from '../describe/parameters.ts'
import { jsonSchema } from '../describe/schemas.ts'
import { USER_APPS_BASES, type UserAppsBase } from '../paths.ts'
import { USER_APPS_SCHEMAS } from './described-schemas.ts'
import { PAGING } from './parameters.ts'
import { AccountPatch } from './patch.ts'
import { AvailableAccounts, UserApp, UserApps } from './responses.ts'

const MANAGE = { bearer: ['idn:app-roles:manage'] }
const READ = { bearer: ['idn:app-roles:read', 'idn:app-roles:manage'] }

const PAGE_HEADERS = { headers: ['totalCount' as const] }
const PAGING_PARAMETERS = [
  queryParameter('limit', 'The most records to return.', jsonSchema(PAGING.limit)),
  queryParameter('offset', 'The number of records to skip.', jsonSchema(PAGING.offset)),
  queryParameter('count', 'Whether to count all records for `X-Total-Count`.', jsonSchema(PAGING.count)),
]
const PAGING_REFUSALS: RefusalCode[] = [
  'limit_invalid',
  'offset_invalid',
  'count_invalid',
  'parameter_repeated',
]

/** The fields of a caller's own user apps, which have one owner. */
const { ownerId: _, ...OWN_FIELDS } = USER_APP_FIELDS

const GRAMMAR = `joined by \`and\`, \`or\`, \`not\` and parentheses, with at most ${FILTER_PREDICATES_MAX} comparisons and \
${FILTER_NESTING_MAX} levels. Values are in double quotes. An error gives the position of the mistake.`

const allFilters = { ...filters('filters', USER_APP_FIELDS, 'ownerName sw "Ali"'), required: true }
const ownFilters = filters('ownFilters', OWN_FIELDS, 'accountId eq "a1" or accountId eq "a2"')
const userAppId = pathParameter('id', 'The user app’s ID.', 'userAppId')
const experimental = headerParameter(
  'experimental',
  'X-SailPoint-Experimental',
  'Sent by the vendor’s clients. A service can be configured to require it.',
  { type: 'string', enum: ['true'] },
)

export const description: Description = {
  tags: USER_APPS_BASES.map(tagOf),
  operations: USER_APPS_BASES.map(partsOf).flatMap((parts) => [
    ...listOperations(parts),
    ...userAppOperations(parts),
  ]),
  schemas: USER_APPS_SCHEMAS,
}

/** The parts of operations in which one base differs from another. */
type BaseParts = {
  path: string
  version: string
  tag: string
  vendorParameters: Parameter[]
  vendorRefusals: RefusalCode[]
}

/** Returns `v2024` for `/v2024/user-apps`, and an empty text for the first base. */
function versionOf({ path }: UserAppsBase): string {
  return path.replace(/\/?user-apps\/?|\//g, '')
}

function tagOf(base: UserAppsBase): Tag {
  const version = versionOf(base)
  return version
    ? {
        name: `Inventory ${version}`,
        description: 'The inventory at the path of another edition of the vendor’s clients.',
      }
    : { name: 'Inventory', description: 'The apps and credentials that every identity holds.' }
}

function partsOf(base: UserAppsBase): BaseParts {
  const version = versionOf(base)
  return {
    path: base.path,
    version: version.charAt(0).toUpperCase() + version.slice(1),
    tag: tagOf(base).name,
    vendorParameters: base.experimental ? [experimental] : [],
    vendorRefusals: base.experimental ? ['header_missing'] : [],
  }
}

function listOperations({ path, version, tag, vendorParameters, vendorRefusals }: BaseParts): Operation[] {
  return [
    {
      method: 'get',
      path: `${path}/all`,
      id: `listAllUserApps${version}`,
      tag,
      summary: 'List everyone’s user apps',
      access: MANAGE,
      parameters: [allFilters, ...PAGING_PARAMETERS, ...vendorParameters],
      responses: {
        200: {
          description: 'A page of the user apps that match the filter.',
          schema: UserApps,
          ...PAGE_HEADERS,
        },
      },
      refuses: ['filters_missing', 'filter_invalid', ...PAGING_REFUSALS, ...vendorRefusals],
    },
    {
      method: 'get',
      path,
      id: `listOwnUserApps${version}`,
      tag,
      summary: 'List your own user apps',
      access: READ,
      parameters: [ownFilters, ...PAGING_PARAMETERS, ...vendorParameters],
      responses: { 200: { description: 'A page of your user apps.', schema: UserApps, ...PAGE_HEADERS } },
      refuses: ['filter_invalid', ...PAGING_REFUSALS, ...vendorRefusals],
    },
  ]
}

function userAppOperations({ path, version, tag, vendorParameters, vendorRefusals }: BaseParts): Operation[] {
  return [
    {
      method: 'patch',
      path: `${path}/{id}`,
      id: `chooseAccount${version}`,
      tag,
      summary: 'Choose the account of a user app',
      access: MANAGE,
      parameters: [userAppId, ...vendorParameters],
      body: { types: ['application/json-patch+json', 'application/json'], schema: AccountPatch },
      responses: { 200: { description: 'The changed user app.', schema: UserApp } },
      refuses: [
        'body_type_unsupported',
        'body_not_json',
        'patch_invalid',
        'patch_unsupported',
        'account_unavailable',
        'user_app_unknown',
        ...vendorRefusals,
      ],
    },
    {
      method: 'get',
      path: `${path}/{id}/available-accounts`,
      id: `listAvailableAccounts${version}`,
      tag,
      summary: 'List the accounts to choose from',
      description: 'For your own user apps only.',
      access: READ,
      parameters: [userAppId, ...PAGING_PARAMETERS, ...vendorParameters],
      responses: {
        200: { description: 'A page of the accounts.', schema: AvailableAccounts, ...PAGE_HEADERS },
      },
      refuses: [...PAGING_REFUSALS, ...vendorRefusals, 'user_app_unknown'],
    },
  ]
}

function filters(
  key: string,
  fields: Record<string, { operators: readonly string[] }>,
  example: string,
): Parameter {
  const each = Object.entries(fields).map(([field, { operators }]) => `\`${field}\` ${operators.join(', ')}`)
  const schema = { type: 'string', minLength: 1, maxLength: FILTER_LENGTH_MAX }
  const description = `The user apps to list: ${each.join(' · ')}; ${GRAMMAR}`
  return { ...queryParameter('filters', description, schema), key, example }
}
