import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose'
import { discover, fetchJson, isSecureUrl, type Metadata } from '../../domain/discovery.ts'
import type { Entry } from './check-entry.ts'
import { type Finding, fail, note, ok, quote } from './finding.ts'

/** The metadata and keys of a provider, as far as they can be fetched. */
export type Provider = {
  metadata?: { url: string; metadata: Metadata }
  keys?: JWTVerifyGetKey
}

/** The algorithms that a key without `alg` can verify. */
const ALGORITHMS_OF: Record<string, RegExp> = {
  RSA: /^[RP]S/,
  'P-256': /^ES256$/,
  'P-384': /^ES384$/,
  'P-521': /^ES512$/,
  Ed25519: /^Ed/,
}

/** Fetches a provider's metadata and keys as the service does. */
export async function checkProvider(entry: Entry): Promise<{ findings: Finding[]; provider: Provider }> {
  const findings: Finding[] = []
  const provider: Provider = {}
  try {
    provider.metadata = await discover(entry.issuer)
    findings.push(ok(`${provider.metadata.url} names this issuer.`))
  } catch (error) {
    // With `jwksUri`, only the console needs metadata.
    findings.push((entry.jwksUri && !entry.console ? note : fail)(`${(error as Error).message}.`))
  }
  const url = entry.jwksUri ?? provider.metadata?.metadata.jwks_uri
  if (url) findings.push(await checkKeys(entry, url, provider))
  return { findings, provider }
}

async function checkKeys(entry: Entry, url: string, provider: Provider): Promise<Finding> {
  try {
    const set = (await fetchJson(url)) as JSONWebKeySet
    provider.keys = createLocalJWKSet(set)
    const fitting = set.keys.filter((key) => fits(key, entry.algorithms))
    if (fitting.length === 0)
      return fail(
        `${url} has no key for ${entry.algorithms.join(', ')}: ${set.keys.map(name).join(', ') || 'it is empty'}.`,
      )
    return ok(`${url} has keys that can be used: ${fitting.map(name).join(', ')}.`)
  } catch (error) {
    const { message } = error as Error
    return fail(message.includes(url) ? `${message}.` : `${url}: ${message}.`)
  }
}

/** Whether the key can verify a signature by one of the algorithms. */
function fits({ kty, crv, alg, use }: JWK, algorithms: string[]): boolean {
  if (use !== undefined && use !== 'sig') return false
  if (alg !== undefined) return algorithms.includes(alg)
  return algorithms.some((algorithm) => ALGORITHMS_OF[crv ?? kty ?? '']?.test(algorithm))
}

function name({ kid, alg, kty, use }: JWK): string {
  return `${quote(kid)} (${[alg ?? kty, use === 'enc' ? 'encryption' : ''].filter(Boolean).join(', ')})`
}

/** Checks that the console's page, which is at an origin, can read the metadata and the token endpoint. */
export async function checkConsole(
  { issuer, console }: Entry,
  { metadata }: Provider,
  origin: string | undefined,
): Promise<Finding[]> {
  if (!console || !metadata) return []
  if (!origin) return [note('CORS is not checked: set ISSUER to the address of the service.')]
  const endpoint = metadata.metadata.token_endpoint
  if (!isSecureUrl(endpoint)) return [fail(`${metadata.url} names no token_endpoint that is https.`)]
  const form = { grant_type: 'authorization_code', client_id: console.clientId, code: 'doctor' }
  const allowed = [issuer, ...console.connect].map((url) => new URL(url).origin)
  const findings = [
    await checkCors(metadata.url, origin, {}),
    await checkCors(endpoint, origin, { method: 'POST', body: new URLSearchParams(form) }),
  ]
  if (!allowed.includes(new URL(endpoint).origin))
    findings.push(fail(`The console may not connect to ${endpoint}. Add its origin to \`connect\`.`))
  return findings
}

async function checkCors(url: string, origin: string, init: RequestInit): Promise<Finding> {
  const headers = { Origin: origin }
  const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(10_000) }).catch(
    () => null,
  )
  const allowed = response?.headers.get('Access-Control-Allow-Origin')
  if (allowed === '*' || allowed === origin) return ok(`${url} allows ${origin} by CORS.`)
  return fail(`${url} does not allow ${origin} by CORS, so browsers cannot sign in.`)
}
