import type { KeySet, PublicKey } from '../../src/http/application-keys/responses.ts'
import type {
  ApplicationRights,
  CreatedUserApplication,
  RegeneratedSecret,
  UserApplication,
  UserApplicationWithCreator,
} from '../../src/http/applications/responses.ts'
import type { CallerProfile } from '../../src/http/caller/responses.ts'
import { PATHS, USER_APPS_PATH } from '../../src/http/paths.ts'
import type { UserApp } from '../../src/http/user-apps/responses.ts'
import type { ApiResponse, Send } from './send.ts'

/** A page of a list, and the number of rows in the whole list. */
export type Page<Row> = { rows: Row[]; total: number }

const USER_APPS = { all: `${USER_APPS_PATH}/all`, own: USER_APPS_PATH }

/** Returns every operation of the API that the console uses. */
export function operations(send: Send) {
  const call = async <Body>(method: string, path: string, body?: unknown) =>
    (await send<Body>(method, path, body)).body
  const pathOf = (id: string) => `${PATHS.userApplications}/${encodeURIComponent(id)}`
  return {
    caller: () => call<CallerProfile>('GET', PATHS.caller),
    applications: () => call<UserApplication[]>('GET', PATHS.userApplications),
    application: (id: string) => call<UserApplication>('GET', pathOf(id)),
    createApplication: (name: string, canManageApplications: boolean) =>
      call<CreatedUserApplication>('POST', PATHS.userApplications, { name, canManageApplications }),
    deleteApplication: (id: string) => call<void>('DELETE', pathOf(id)),
    replaceSecret: (id: string) => call<RegeneratedSecret>('POST', `${pathOf(id)}/secret`),
    revokeSecret: (id: string) => call<void>('DELETE', `${pathOf(id)}/secret`),
    rights: (id: string) => call<ApplicationRights>('GET', `${pathOf(id)}/rights`),
    keys: (id: string) => call<KeySet>('GET', `${pathOf(id)}/keys`),
    addKey: (id: string, jwk: unknown) => call<PublicKey>('POST', `${pathOf(id)}/keys`, jwk),
    deleteKey: (id: string, kid: string) =>
      call<void>('DELETE', `${pathOf(id)}/keys/${encodeURIComponent(kid)}`),
    allApplications: (filter: { clientId: string; createdBy: string }) =>
      call<UserApplicationWithCreator[]>(
        'GET',
        `${PATHS.everyUserApplication}?${new URLSearchParams(filter)}`,
      ),
    deleteAnyApplication: (id: string) =>
      call<void>('DELETE', `${PATHS.everyUserApplication}/${encodeURIComponent(id)}`),
    userApps: async (range: 'all' | 'own', page: { filters: string; limit: string; offset: string }) => {
      const query = new URLSearchParams({ ...page, count: 'true' })
      return pageOf(await send<UserApp[]>('GET', `${USER_APPS[range]}?${query}`))
    },
  }
}

export type Operations = ReturnType<typeof operations>

function pageOf<Row>({ body, headers }: ApiResponse<Row[]>): Page<Row> {
  return { rows: body, total: Number(headers.get('X-Total-Count')) }
}
