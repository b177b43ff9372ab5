import type { Answer, Send } from './send.ts'
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
const EVERYONES = '/api/v1/administration/user-applications'

/** Every operation of the API that the console knows: one line each. */
export function operations(send: Send) {
  const body = async <Body>(method: string, path: string, given?: unknown) =>
    (await send<Body>(method, path, given)).body
  const one = (id: string) => `${APPLICATIONS}/${encodeURIComponent(id)}`
  return {
    me: () => body<Caller>('GET', '/api/v1/me'),
    applications: () => body<Application[]>('GET', APPLICATIONS),
    application: (id: string) => body<Application>('GET', one(id)),
    create: (name: string) => body<CreatedApplication>('POST', APPLICATIONS, { name }),
    remove: (id: string) => body<void>('DELETE', one(id)),
    renewSecret: (id: string) => body<ReplacedSecret>('POST', `${one(id)}/secret`),
    endSecret: (id: string) => body<void>('DELETE', `${one(id)}/secret`),
    rights: (id: string) => body<ApplicationRights>('GET', `${one(id)}/rights`),
    keys: (id: string) => body<PublicKeySet>('GET', `${one(id)}/keys`),
    addKey: (id: string, jwk: unknown) => body<PublicKey>('POST', `${one(id)}/keys`, jwk),
    removeKey: (id: string, kid: string) =>
      body<void>('DELETE', `${one(id)}/keys/${encodeURIComponent(kid)}`),
    everyones: (filter: { clientId: string; createdBy: string }) =>
      body<ApplicationWithCreator[]>('GET', `${EVERYONES}?${new URLSearchParams(filter)}`),
    removeAnyones: (id: string) => body<void>('DELETE', `${EVERYONES}/${encodeURIComponent(id)}`),
    userApps: async (whose: 'all' | 'own', query: { filters: string; limit: string; offset: string }) =>
      page(
        await send<UserApp[]>(
          'GET',
          `${USER_APPS[whose]}?${new URLSearchParams({ ...query, count: 'true' })}`,
        ),
      ),
  }
}

export type Operations = ReturnType<typeof operations>

const USER_APPS = { all: '/user-apps/all', own: '/user-apps' }

function page<Row>({ body, headers }: Answer<Row[]>): Page<Row> {
  return { rows: body, total: Number(headers.get('X-Total-Count')) }
}
