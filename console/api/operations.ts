import type { Answer, Send } from './send.ts'

export type Rights = { roles: string[]; scopes: string[] }

export type Self = Rights & {
  id: string
  name: string | null
  alias: string | null
  email: string | null
  clientId: string | null
  limits: { applications: number; keys: number; tokenTtlSeconds: number }
}

export type Application = {
  id: string
  clientId: string
  name: string
  createdAt: string
  lastLogin: string | null
}
export type OwnedApplication = Application & { createdBy: string }
/** What is shown once. */
export type Issued = { name: string; clientId: string; secret: string }
export type Key = { kid: string; kty: string; alg?: string; crv?: string }

type Named = { id: string; name?: string }
export type UserApp = {
  id: string
  created: string
  owner: Named & { alias?: string }
  sourceApp: Named
  source: Named
  account?: Named
}
export type Page<Row> = { rows: Row[]; total: number }

const APPLICATIONS = '/api/v1/user-applications'
const EVERYONES = '/api/v1/administration/user-applications'

/** Every operation of the API that the console knows: one line each. */
export function operations(send: Send) {
  const body = async <Body>(method: string, path: string, given?: unknown) =>
    (await send<Body>(method, path, given)).body
  const one = (id: string) => `${APPLICATIONS}/${encodeURIComponent(id)}`
  return {
    me: () => body<Self>('GET', '/api/v1/me'),
    applications: () => body<Application[]>('GET', APPLICATIONS),
    application: (id: string) => body<Application>('GET', one(id)),
    create: (name: string) => body<Issued & { id: string }>('POST', APPLICATIONS, { name }),
    remove: (id: string) => body<void>('DELETE', one(id)),
    renewSecret: (id: string) => body<{ secret: string }>('POST', `${one(id)}/secret`),
    endSecret: (id: string) => body<void>('DELETE', `${one(id)}/secret`),
    rights: (id: string) => body<{ granted: Rights; effective: Rights }>('GET', `${one(id)}/rights`),
    keys: (id: string) => body<{ keys: Key[] }>('GET', `${one(id)}/keys`),
    addKey: (id: string, jwk: unknown) => body<Key>('POST', `${one(id)}/keys`, jwk),
    removeKey: (id: string, kid: string) =>
      body<void>('DELETE', `${one(id)}/keys/${encodeURIComponent(kid)}`),
    everyones: (filter: { clientId: string; createdBy: string }) =>
      body<OwnedApplication[]>('GET', `${EVERYONES}?${new URLSearchParams(filter)}`),
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
