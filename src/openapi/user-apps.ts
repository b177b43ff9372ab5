import type { RefusalCode } from '../domain/refusal.ts'
import { EXPERIMENTAL, IMPORT_PATH, USER_APPS_BASES, USER_APPS_V1 } from '../http/app.ts'
import { AccountPatch } from '../http/user-apps/patch.ts'
import { AvailableAccounts, Imported, UserApp, UserApps } from '../http/user-apps/responses.ts'
import { ImportLine } from '../http/user-apps-import/import-line.ts'
import type { Operation } from './operation.ts'
import type { ParameterName } from './parameters.ts'

/** One of the places where the inventory is: its path, how its operations are told from the others', and its parameters. */
type Base = { base: string; version: string; tag: string; vendor: ParameterName[]; insists: RefusalCode[] }

const MANAGE = { bearer: ['idn:app-roles:manage'] }
const READ = { bearer: ['idn:app-roles:read', 'idn:app-roles:manage'] }

const PAGE = { headers: ['totalCount' as const] }
const PAGING = ['limit', 'offset', 'count'] as const
const PAGING_REFUSALS = ['limit_invalid', 'offset_invalid', 'count_invalid', 'parameter_repeated'] as const

/** The inventory at each of its places, and how it is filled. */
export const USER_APPS_OPERATIONS: Operation[] = [
  ...[...USER_APPS_BASES, USER_APPS_V1].map(baseOf).flatMap((base) => [...lists(base), ...ofOne(base)]),
  {
    method: 'post',
    path: IMPORT_PATH,
    id: 'importUserApps',
    tag: 'Administration',
    summary: 'Import user apps',
    description:
      'A JSON object a line. Each request is stored whole or not at all; an error names the line. Importing again changes nothing.',
    access: { bearer: ['admin'] },
    parameters: ['firstLine'],
    body: { types: ['application/x-ndjson'], schema: ImportLine },
    responses: { 200: { description: 'All lines are stored.', schema: Imported } },
    refuses: ['body_type_unsupported', 'import_line_invalid', 'import_line_not_json', 'import_line_too_long'],
  },
]

/** `V2024` of `/v2024/user-apps`, and nothing of the first. */
function baseOf(base: string): Base {
  const name = base.replace(/\/?user-apps\/?|\//g, '')
  const version = name.charAt(0).toUpperCase() + name.slice(1)
  const tag = name ? `Inventory ${name}` : 'Inventory'
  const declares = EXPERIMENTAL.test(base)
  return {
    ...{ base, version, tag },
    vendor: declares ? ['experimental'] : [],
    insists: declares ? ['header_missing'] : [],
  }
}

function lists({ base, version, tag, vendor, insists }: Base): Operation[] {
  return [
    {
      method: 'get',
      path: `${base}/all`,
      id: `listAllUserApps${version}`,
      tag,
      summary: 'List everyone’s user apps',
      access: MANAGE,
      parameters: ['filters', ...PAGING, ...vendor],
      responses: {
        200: { description: 'A page of those that the filter lets through.', schema: UserApps, ...PAGE },
      },
      refuses: ['filters_missing', 'filter_invalid', ...PAGING_REFUSALS, ...insists],
    },
    {
      method: 'get',
      path: base,
      id: `listOwnUserApps${version}`,
      tag,
      summary: 'List your own user apps',
      access: READ,
      parameters: ['ownFilters', ...PAGING, ...vendor],
      responses: { 200: { description: 'A page of them.', schema: UserApps, ...PAGE } },
      refuses: ['filter_invalid', ...PAGING_REFUSALS, ...insists],
    },
  ]
}

function ofOne({ base, version, tag, vendor, insists }: Base): Operation[] {
  return [
    {
      method: 'patch',
      path: `${base}/{id}`,
      id: `chooseAccount${version}`,
      tag,
      summary: 'Choose the account of a user app',
      access: MANAGE,
      parameters: ['userAppId', ...vendor],
      body: { types: ['application/json-patch+json', 'application/json'], schema: AccountPatch },
      responses: { 200: { description: 'The user app as it is now.', schema: UserApp } },
      refuses: [
        ...(['body_type_unsupported', 'body_not_json', 'patch_invalid', 'patch_unsupported'] as const),
        ...(['account_unavailable', 'user_app_unknown'] as const),
        ...insists,
      ],
    },
    {
      method: 'get',
      path: `${base}/{id}/available-accounts`,
      id: `listAvailableAccounts${version}`,
      tag,
      summary: 'List the accounts to choose from',
      description: 'Of your own user apps only.',
      access: READ,
      parameters: ['userAppId', ...PAGING, ...vendor],
      responses: { 200: { description: 'A page of them.', schema: AvailableAccounts, ...PAGE } },
      refuses: [...PAGING_REFUSALS, ...insists, 'user_app_unknown'],
    },
  ]
}
