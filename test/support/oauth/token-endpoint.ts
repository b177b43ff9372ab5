import { expect } from 'vitest'
import { type ApiResponse, api, type NewApplication, newApplication, read } from '../api/client.ts'
import type { Service } from '../service/service.ts'
import type { Issuer } from './issuer.ts'

export const FIRST = '/api/v1/token'
export const SECOND = ['/api/v2/token', '/oauth/token']
export const ENDPOINTS = [FIRST, ...SECOND]

export const FORM = 'application/x-www-form-urlencoded'

export type Texts = Record<string, string>

/**
 * Returns the parameters of a valid request, by the second edition's names. A change to undefined leaves one
 * out.
 */
export function request(
  { clientId, secret }: NewApplication,
  changes: Record<string, string | undefined> = {},
): Texts {
  const good = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret }
  const entries = Object.entries({ ...good, ...changes })
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

export function multipart(given: Texts): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(given)) form.append(name, value)
  return form
}

export function basic(clientId: string, secret: string, scheme = 'Basic'): Texts {
  return { Authorization: `${scheme} ${btoa(`${clientId}:${secret}`)}` }
}

const FIRST_NAMES: Texts = { grant_type: 'grantType', client_id: 'clientId', client_secret: 'clientSecret' }

/** Asks an endpoint as its edition wants it: in JSON by the first edition's names, or by a form. */
export function ask(service: Service, path: string, given: Texts, headers: Texts = {}): Promise<ApiResponse> {
  const json = path.startsWith(FIRST)
  const named = Object.entries(given).map(([name, value]) => [FIRST_NAMES[name] ?? name, value])
  const body = json ? JSON.stringify(Object.fromEntries(named)) : `${new URLSearchParams(given)}`
  return post(service, path, body, { 'Content-Type': json ? 'application/json' : FORM, ...headers })
}

export async function post(
  service: Service,
  path: string,
  body: BodyInit,
  headers: Texts = {},
): Promise<ApiResponse> {
  return read(await service.fetch(path, { method: 'POST', headers, body }))
}

/** Returns the token in the response of any edition. */
export function tokenIn(body: unknown): string {
  const { access_token, accessToken } = body as { access_token?: string; accessToken?: string }
  return access_token ?? accessToken ?? ''
}

/** The headers of every response with a token, and of every refusal of one. */
export const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-type': 'application/json; charset=utf-8',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

/**
 * The headers that depend on the platform's transport, and those of the limits, which have tests of their
 * own.
 */
const TRANSPORT =
  'connection content-encoding content-length date keep-alive ratelimit ratelimit-policy transfer-encoding vary'.split(
    ' ',
  )

/** Returns the whole response without its transport headers and its ID, whose form is checked. */
export function whole({ status, body, headers }: ApiResponse) {
  const { 'x-request-id': id, ...rest } = Object.fromEntries(headers)
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  for (const name of TRANSPORT) delete rest[name]
  return { status, body, headers: rest }
}

/** Returns the whole refusal of an endpoint. Only the second edition uses 401, always with a challenge. */
export function refusal(path: string, message: string, error = 'invalid_request', code = 400) {
  if (path === FIRST) return { status: code, body: { code, message }, headers: HEADERS }
  const body = { error, error_description: message }
  if (error !== 'invalid_client') return { status: code, body, headers: HEADERS }
  return { status: 401, body, headers: { ...HEADERS, 'www-authenticate': 'Basic realm="latchkey"' } }
}

/** All scopes of the fixtures' owner, sorted: one needs escapes to be read as standard base64. */
export const SCOPE = 'idn:app-roles:read odd>?~scope sp:scopes:all'

/** A client id that only an import could bring: every character that an encoding may trip over. */
const ODD_CLIENT_ID = 'a+b: c%d/é'

const KNOWN = ['good', 'other', 'deleted', 'regenerated', 'disabled', 'odd'] as const
export type Known = Record<(typeof KNOWN)[number], NewApplication>

/** Creates applications in every state. One owner has all but that of the disabled owner. */
export async function fixtures(service: Service, issuer: Issuer): Promise<Known> {
  const owner = await issuer.sign({ claims: { sub: 'owner', scope: SCOPE } })
  const passing = await issuer.sign({ claims: { sub: 'passing' } })
  const create = async (name: string) =>
    [name, await newApplication(service, name === 'disabled' ? passing : owner)] as const
  const created = Object.fromEntries(await Promise.all(KNOWN.map(create))) as Known
  await api(service, owner).delete(`/api/v1/user-applications/${created.deleted.id}`)
  await api(service, owner).post(`/api/v1/user-applications/${created.regenerated.id}/secret`)
  await service.db.prepare(`update identities set active = 0 where subject = 'passing'`).run()
  const rename = service.db.prepare('update applications set client_id = ? where id = ?')
  await rename.bind(ODD_CLIENT_ID, created.odd.id).run()
  return { ...created, odd: { ...created.odd, clientId: ODD_CLIENT_ID } }
}
