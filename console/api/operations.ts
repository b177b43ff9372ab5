import type { ApiResponse, Send } from './send.ts'
import type {
  Application,
  ApplicationRights,
  ApplicationWithCreator,
  Caller,
  CreatedApplication,
  PublicKey,
  PublicKeySet,
  ReplacedSecret,
  UserApp,
} from './types.ts'

/** A page of a list, and the number of rows in the whole list. */
export type Page<Row> = { rows: Row[]; total: number }

const APPLICATIONS = '/api/v1/user-applications'
const ALL_APPLICATIONS = '/api/v1/administration/user-applications'
const USER_APPS = { all: '/user-apps/all', own: '/user-apps' }

/** Returns every operation of the API that the console uses. */
export function operations(send: Send) {
  const call = async <Body>(method: string, path: string, body?: unknown) =>
    (await send<Body>(method, path, body)).body
  const pathOf = (id: string) => `${APPLICATIONS}/${encodeURIComponent(id)}`
  return {
    caller: () => call<Caller>('GET', '/api/v1/me'),
    applications: () => call<Application[]>('GET', APPLICATIONS),
    application: (id: string) => call<Application>('GET', pathOf(id)),
    createApplication: (name: string) => call<CreatedApplication>('POST', APPLICATIONS, { name }),
    deleteApplication: (id: string) => call<void>('DELETE', pathOf(id)),
    replaceSecret: (id: string) => call<ReplacedSecret>('POST', `${pathOf(id)}/secret`),
    revokeSecret: (id: string) => call<void>('DELETE', `${pathOf(id)}/secret`),
    rights: (id: string) => call<ApplicationRights>('GET', `${pathOf(id)}/rights`),
    keys: (id: string) => call<PublicKeySet>('GET', `${pathOf(id)}/keys`),
    addKey: (id: string, jwk: unknown) => call<PublicKey>('POST', `${pathOf(id)}/keys`, jwk),
    deleteKey: (id: string, kid: string) =>
      call<void>('DELETE', `${pathOf(id)}/keys/${encodeURIComponent(kid)}`),
    allApplications: (filter: { clientId: string; createdBy: string }) =>
      call<ApplicationWithCreator[]>('GET', `${ALL_APPLICATIONS}?${new URLSearchParams(filter)}`),
    deleteAnyApplication: (id: string) =>
      call<void>('DELETE', `${ALL_APPLICATIONS}/${encodeURIComponent(id)}`),
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
