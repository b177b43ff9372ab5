import type { Context } from 'hono'
import { readAssertedClientId } from '../../domain/assertions.ts'
import type { ClientCredentials } from '../../domain/client-authentication.ts'
import type { TokenRequest } from '../../domain/exchange.ts'
import { Refusal } from '../../domain/refusal.ts'
import { hasClientIdForm } from '../../model/ids.ts'
import type { Env } from '../env.ts'
import { readJsonObject, readMultipart, readUrlEncoded, requireType } from '../middleware/body.ts'
import { pathOf } from '../middleware/path.ts'
import { basicCredentials } from './basic-credentials.ts'

/** The only supported type of client assertion: RFC 7523 section 2.2. */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The parameters that are read, as text and at most once, except `resource`: RFC 6749 section 3.2, RFC 8707
 * section 2. Others are ignored.
 */
const FORM_PARAMETERS = [
  'grant_type',
  'client_id',
  'client_secret',
  'scope',
  'token',
  'client_assertion',
  'client_assertion_type',
  'resource',
] as const

export type Parameter = (typeof FORM_PARAMETERS)[number]

export type Parameters = Partial<Record<Parameter, string>>

type Entry = readonly [Parameter, unknown]

/** The first edition's spellings of the parameters, in lower case. */
export const SPELLINGS = new Map<string, Parameter>([
  ['granttype', 'grant_type'],
  ['clientid', 'client_id'],
  ['appid', 'client_id'],
  ['clientsecret', 'client_secret'],
  ['appsecret', 'client_secret'],
  ['scope', 'scope'],
  ['resource', 'resource'],
])

/**
 * Reads a JSON request of the first edition, whose keys are case-insensitive. Null means absent, as generated
 * clients write it.
 */
export async function readJsonTokenRequest(c: Context<Env>): Promise<TokenRequest> {
  refuseQuery(c)
  const entries = Object.entries(await readJsonObject(c)).flatMap(([key, value]) => {
    const name = SPELLINGS.get(key.toLowerCase())
    return name && value !== null ? [[name, value] as const] : []
  })
  if (entries.filter(isResource).length > 1)
    throw new Refusal('parameter_repeated', { parameter: 'resource' })
  const [parameters, resources] = separateResources(entries)
  logClient(c, parameters.client_id)
  requireGrant(parameters, 'grantType', ['client_credentials', 'app_token'])
  return { client: bodyCredentials(parameters), scope: parameters.scope, resources }
}

/** Reads a request of RFC 6749 section 4.4.2: a form, or multipart as one official client sends it. */
export async function readFormTokenRequest(c: Context<Env>): Promise<TokenRequest> {
  const entries = [...grantTypesInQuery(c), ...(await readKnown(c))]
  const [parameters, resources] = separateResources(entries)
  logClient(c, parameters.client_id)
  requireGrant(parameters, 'grant_type', ['client_credentials'])
  const dpop = { proof: c.req.header('DPoP'), method: c.req.method, path: pathOf(c) }
  return { client: clientCredentials(c, parameters), scope: parameters.scope, resources, dpop }
}

/**
 * Reads a request about a token: RFC 7009 section 2.1, RFC 7662 section 2.1. `token_type_hint` is ignored.
 * @throws {Refusal} parameter_missing
 */
export async function readTokenParameter(c: Context<Env>): Promise<Parameters & { token: string }> {
  refuseQuery(c)
  const entries = (await readKnown(c)).filter((entry) => !isResource(entry))
  const { token, ...parameters } = single(entries)
  logClient(c, parameters.client_id)
  if (!token) throw new Refusal('parameter_missing', { parameter: 'token' })
  return { ...parameters, token }
}

async function readKnown(c: Context): Promise<Entry[]> {
  return (await readForm(c)).filter(([name]) => FORM_PARAMETERS.includes(name as Parameter)) as Entry[]
}

/**
 * Adds the client that a request without a caller names to its line of the log, before anything is verified.
 * A text that has another form may be a secret in the wrong place.
 */
function logClient(c: Context<Env>, clientId: string | undefined): void {
  if (clientId && !c.get('caller') && hasClientIdForm(clientId)) c.set('clientId', clientId)
}

/** The parameters that would reach logs and histories in a query, RFC 6749 section 2.3.1. */
const REFUSED_IN_QUERY = [
  'client_id',
  'client_secret',
  'client_assertion',
  'token',
  'access_token',
  'scope',
  'resource',
]

/**
 * Reads the grant type in the query, where one official client sends it. Other parameters are ignored, or
 * refused if they belong into the body.
 */
function grantTypesInQuery(c: Context): Entry[] {
  const query = [...new URL(c.req.url).searchParams]
  if (query.some(([name]) => REFUSED_IN_QUERY.includes(name))) throw new Refusal('parameter_in_query')
  return query.flatMap(([name, value]) => (name === 'grant_type' ? [[name, value] as const] : []))
}

function refuseQuery(c: Context): void {
  if (/\?./.test(c.req.url)) throw new Refusal('parameter_in_query')
}

async function readForm(c: Context): Promise<[string, unknown][]> {
  const type = requireType(c, 'application/x-www-form-urlencoded', 'multipart/form-data')
  return [...(await (type === 'multipart/form-data' ? readMultipart(c) : readUrlEncoded(c)))]
}

const isResource = ([name]: Entry) => name === 'resource'

/** Separates the resources, which alone may be repeated or a list, from the other parameters. */
function separateResources(entries: Entry[]): [Parameters, resources: string[]] {
  const texts = entries
    .filter(isResource)
    .flatMap(([, value]) => value)
    .filter((value) => value !== '')
  if (!texts.every((value) => typeof value === 'string'))
    throw new Refusal('parameter_not_text', { parameter: 'resource' })
  return [single(entries.filter((entry) => !isResource(entry))), texts]
}

/** Refuses a repeated parameter. Readers treat an empty value as absent: RFC 6749 section 3.2. */
function single(entries: Entry[]): Parameters {
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

/**
 * Reads the client's credentials. One method per request: RFC 6749 section 2.3. `client_id` may accompany
 * another method if it names the same client.
 * @throws {Refusal} client_authentication_missing, client_authentication_malformed,
 * client_authentication_repeated, client_assertion_invalid
 */
export function clientCredentials(c: Context<Env>, parameters: Parameters): ClientCredentials {
  const { client_id, client_secret, client_assertion } = parameters
  const header = c.req.header('Authorization')
  const methods = [header !== undefined, Boolean(client_secret), Boolean(client_assertion)]
  if (methods.filter(Boolean).length > 1) throw new Refusal('client_authentication_repeated')
  if (header !== undefined) return basic(c, header, client_id)
  if (client_assertion) return assertion(c, parameters, client_assertion)
  if (!client_id || !client_secret) throw new Refusal('client_authentication_missing')
  return { clientId: client_id, clientSecret: client_secret }
}

function basic(c: Context<Env>, header: string, clientId: string | undefined): ClientCredentials {
  const credentials = basicCredentials(header)
  logClient(c, credentials.clientId)
  if (clientId && clientId !== credentials.clientId) throw new Refusal('client_authentication_repeated')
  return credentials
}

function assertion(
  c: Context<Env>,
  { client_id, client_assertion_type }: Parameters,
  text: string,
): ClientCredentials {
  if (client_assertion_type !== JWT_BEARER)
    throw new Refusal('client_assertion_invalid', { claim: 'client_assertion_type' })
  logClient(c, readAssertedClientId(text))
  return { clientId: client_id || undefined, assertion: text, path: pathOf(c) }
}

function bodyCredentials({ client_id, client_secret }: Parameters): ClientCredentials {
  if (!client_id) throw new Refusal('parameter_missing', { parameter: 'clientId' })
  if (!client_secret) throw new Refusal('parameter_missing', { parameter: 'clientSecret' })
  return { clientId: client_id, clientSecret: client_secret }
}
