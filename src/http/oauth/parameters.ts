import type { Context } from 'hono'
import type { TokenRequest } from '../../domain/exchange.ts'
import { Refusal } from '../../domain/refusal.ts'
import { readJsonObject, requireType } from '../middleware/body.ts'
import { basicCredentials, type ClientCredentials } from './client-authentication.ts'

/** The parameters of RFC 6749 that we read, each once and as text; others are ignored, as section 3.2 says. */
type Parameters = Partial<Record<'grant_type' | 'client_id' | 'client_secret' | 'scope', string>>

/** How the first edition's clients spell the parameters, in lower case. */
const SPELLINGS = new Map<string, keyof Parameters>([
  ['granttype', 'grant_type'],
  ['clientid', 'client_id'],
  ['appid', 'client_id'],
  ['clientsecret', 'client_secret'],
  ['appsecret', 'client_secret'],
  ['scope', 'scope'],
])

const FORM_PARAMETERS = new Set<string>(SPELLINGS.values())

/** Reads a JSON request of the first edition, whose keys count without regard to case. */
export async function readJsonTokenRequest(c: Context): Promise<TokenRequest> {
  refuseQuery(c)
  const entries = Object.entries(await readJsonObject(c)).flatMap(([key, value]) => {
    const name = SPELLINGS.get(key.toLowerCase())
    return name ? [[name, value] as const] : []
  })
  const parameters = single(entries)
  requireGrant(parameters, 'grantType', ['client_credentials', 'app_token'])
  return { ...bodyCredentials(parameters), scope: parameters.scope || undefined }
}

/** Reads a request of RFC 6749 section 4.4.2, as a form or, as one official client sends it, as multipart. */
export async function readFormTokenRequest(c: Context): Promise<TokenRequest> {
  refuseQuery(c)
  const known = (await readForm(c)).filter(([name]) => FORM_PARAMETERS.has(name))
  const parameters = single(known as [keyof Parameters, unknown][])
  requireGrant(parameters, 'grant_type', ['client_credentials'])
  return { ...credentials(c.req.header('Authorization'), parameters), scope: parameters.scope || undefined }
}

function refuseQuery(c: Context): void {
  if (new URL(c.req.url).search !== '') throw new Refusal('parameter_in_query')
}

async function readForm(c: Context): Promise<[string, unknown][]> {
  requireType(c, 'application/x-www-form-urlencoded', 'multipart/form-data')
  try {
    return [...(await c.req.formData())]
  } catch {
    throw new Refusal('body_not_form')
  }
}

/** None may be given twice; an empty value is as none, to whoever reads it: RFC 6749 section 3.2. */
function single(entries: (readonly [keyof Parameters, unknown])[]): Parameters {
  const parameters: Parameters = {}
  for (const [parameter, value] of entries) {
    if (typeof value !== 'string') throw new Refusal('parameter_not_text', { parameter })
    if (parameters[parameter] !== undefined) throw new Refusal('parameter_repeated', { parameter })
    parameters[parameter] = value
  }
  return parameters
}

function requireGrant({ grant_type }: Parameters, parameter: string, supported: string[]): void {
  if (!grant_type) throw new Refusal('parameter_missing', { parameter })
  if (!supported.includes(grant_type)) throw new Refusal('grant_type_unsupported')
}

/** One method of authentication a request: RFC 6749 section 2.3. The client id may stand beside Basic, if it is the same. */
function credentials(header: string | undefined, parameters: Parameters): ClientCredentials {
  const { client_id, client_secret } = parameters
  if (header !== undefined) {
    const basic = basicCredentials(header)
    const same = !client_id || client_id === basic.clientId
    if (client_secret || !same) throw new Refusal('client_authentication_repeated')
    return basic
  }
  if (!client_id || !client_secret) throw new Refusal('client_authentication_missing')
  return { clientId: client_id, clientSecret: client_secret }
}

function bodyCredentials({ client_id, client_secret }: Parameters): ClientCredentials {
  if (!client_id) throw new Refusal('parameter_missing', { parameter: 'clientId' })
  if (!client_secret) throw new Refusal('parameter_missing', { parameter: 'clientSecret' })
  return { clientId: client_id, clientSecret: client_secret }
}
