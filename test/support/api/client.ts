import type { Service } from '../service/service.ts'

/** A response with its body: parsed if it is JSON, else as text. */
export type ApiResponse<Body = unknown> = { status: number; headers: Headers; body: Body }

export type NewApplication = {
  id: string
  clientId: string
  secret: string
  name: string
  createdAt: string
}

/** Returns the API as a program with this token sees it. A body is sent as JSON, text as it is. */
export function api(service: Service, token?: string) {
  const send = async <Body>(method: string, path: string, body?: unknown): Promise<ApiResponse<Body>> => {
    const headers = new Headers(token === undefined ? {} : { Authorization: `Bearer ${token}` })
    if (body === undefined) return read(await service.fetch(path, { method, headers }))
    headers.set('Content-Type', 'application/json')
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return read(await service.fetch(path, { method, headers, body: text }))
  }
  return {
    get: <Body = unknown>(path: string) => send<Body>('GET', path),
    post: <Body = unknown>(path: string, body?: unknown) => send<Body>('POST', path, body),
    delete: <Body = unknown>(path: string) => send<Body>('DELETE', path),
  }
}

/** Reads a whole response. */
export async function read<Body>(response: Response): Promise<ApiResponse<Body>> {
  const text = await response.text()
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  const body = isJson && text !== '' ? JSON.parse(text) : text
  return { status: response.status, headers: response.headers, body }
}

/**
 * Creates an application of the token's owner, of whom each may have 20; without a name it gets one of its
 * own.
 */
export async function newApplication(
  service: Service,
  token: string,
  name = `app-${crypto.randomUUID()}`,
): Promise<NewApplication> {
  const response = await api(service, token).post<NewApplication>('/api/v1/user-applications', { name })
  if (response.status !== 201) throw new Error(`Cannot create ${name}: ${JSON.stringify(response.body)}`)
  return response.body
}

/** Exchanges the application's secret for an access token, by the first edition. */
export async function exchange(
  service: Service,
  { clientId, secret }: Pick<NewApplication, 'clientId' | 'secret'>,
): Promise<string> {
  const request = { grantType: 'client_credentials', clientId, clientSecret: secret }
  const response = await api(service).post<{ accessToken: string }>('/api/v1/token', request)
  if (response.status !== 200) throw new Error(`Cannot exchange: ${JSON.stringify(response.body)}`)
  return response.body.accessToken
}

/** Secrets and signed tokens, anywhere in a text. */
const CREDENTIAL = /lks_[0-9A-Za-z]{49}|eyJ[\w-]*\.[\w-]+\.[\w-]{43,}/g

/** Returns the service, and collects every secret and token that is sent to it or by it. */
export function remember(service: Service): { service: Service; credentials: Set<string> } {
  const credentials = new Set<string>()
  const note = (text: string) => {
    for (const [found] of text.matchAll(CREDENTIAL)) credentials.add(found)
  }
  const fetch: Service['fetch'] = async (path, init) => {
    note([path, init?.body, ...new Headers(init?.headers).values()].join(' '))
    const response = await service.fetch(path, init)
    note(await response.clone().text())
    return response
  }
  return { service: { ...service, fetch }, credentials }
}

/** Returns the words that the service logged or stored. A token also counts if only its signature remains. */
export async function wordsKept({ db, logs }: Service, words: Iterable<string>): Promise<string[]> {
  const named = `select name from sqlite_schema where type = 'table' and name not like '\\_cf%' escape '\\'`
  const { results: tables } = await db.prepare(named).all<{ name: string }>()
  const rows = await db.batch(tables.map(({ name }) => db.prepare(`select * from ${name}`)))
  const kept = JSON.stringify([logs, rows.map(({ results }) => results)])
  return [...words].filter((word) => kept.includes(word.split('.').at(-1) as string))
}
