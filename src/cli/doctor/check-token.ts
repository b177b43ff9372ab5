import { decodeJwt, decodeProtectedHeader, errors, type JWTHeaderParameters, type JWTPayload } from 'jose'
import { requireAccessToken, requireTrustedAudience } from '../../domain/access-tokens.ts'
import { describeRefusedToken } from '../../domain/refused-tokens.ts'
import { isStorableText } from '../../domain/tokens.ts'
import { readNames, readProfile, readRights } from '../../domain/trusted-claims.ts'
import type { TrustedIssuer } from '../../domain/trusted-issuers.ts'
import { createVerifiedTokenCache, verifyThroughCache } from '../../domain/verified-token-cache.ts'
import { type Entry, withoutSlash } from './check-entry.ts'
import type { Provider } from './check-provider.ts'
import { type Finding, fail, note, ok, quote } from './finding.ts'

type Token = { text: string; header: Partial<JWTHeaderParameters>; payload: JWTPayload }

/** Checks a token as the service does, but goes on after a failure. The token itself is never shown. */
export async function checkToken(text: string, entry: Entry, { keys }: Provider): Promise<Finding[]> {
  const token = decode(text)
  if (!token)
    return [
      fail(
        'The token is not a signed JWT, so it is opaque or encrypted. Ask the provider for the token of an API.',
      ),
    ]
  const issuer = keys && { ...entry, keys }
  return [
    ok('The token is a JWT.'),
    checkIssuer(token, entry),
    issuer ? await checkSignature(token, issuer) : note('The signature is not checked without keys.'),
    ...checkClaims(token, entry),
    ...checkTimes(token),
    ...describeRights(token, entry as unknown as TrustedIssuer),
  ]
}

function decode(text: string): Token | undefined {
  try {
    if (text.split('.').length !== 3) return undefined
    return { text, header: decodeProtectedHeader(text) as Token['header'], payload: decodeJwt(text) }
  } catch {
    return undefined
  }
}

function checkIssuer({ payload: { iss } }: Token, { issuer }: Entry): Finding {
  if (iss === issuer) return ok('iss is the issuer.')
  const hint = withoutSlash(String(iss)) === withoutSlash(issuer) ? ' Mind the final slash.' : ''
  return fail(`iss is ${quote(iss)}, but the issuer is ${quote(issuer)}.${hint}`)
}

async function checkSignature(
  { text, header }: Token,
  { algorithms, keys }: TrustedIssuer,
): Promise<Finding> {
  const { alg = '', kid } = header
  if (!algorithms.includes(alg))
    return fail(`alg is ${quote(alg)}; the entry accepts ${algorithms.join(', ')}.`)
  const needs = { now: Date.now, verifiedTokens: createVerifiedTokenCache() }
  try {
    await verifyThroughCache(needs, text, keys, { algorithms })
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey)
      return fail(`No published key has the kid ${quote(kid)} and is for ${alg}.`)
    if (error instanceof errors.JWKSMultipleMatchingKeys)
      return fail('kid is missing, and too many published keys fit.')
    const isAboutClaims =
      error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired
    if (!isAboutClaims) return fail(`The signature is invalid: ${(error as Error).message}.`)
  }
  return ok(`The signature is valid: ${alg}, kid ${quote(kid)}.`)
}

/** Checks each claim that the service requires. */
function checkClaims(token: Token, entry: Entry): Finding[] {
  const { header, payload } = token
  const audience = entry.isDefault
    ? note(`aud is ${quote(payload.aud)}: \`audience\` must be one of its values.`)
    : attempt(token, entry, 'The token is for this service.', () => requireTrustedAudience(entry, payload))
  const kind = attempt(token, entry, 'It is an access token.', () =>
    requireAccessToken(entry, header, payload),
  )
  const sub = isStorableText(payload.sub)
    ? ok(`sub is ${quote(payload.sub)}.`)
    : fail('sub is missing, or not text.')
  return [audience, kind, sub]
}

/** Runs a check of the service, and puts its refusal into words. */
function attempt({ text, payload }: Token, entry: Entry, sentence: string, check: () => void): Finding {
  try {
    check()
    return ok(sentence)
  } catch (error) {
    const trustedIssuers = new Map([[payload.iss ?? '', entry as unknown as TrustedIssuer]])
    const { claim = '', value, expected } = describeRefusedToken({ trustedIssuers }, text, error) ?? {}
    const accepted = expected ? `; the entry accepts ${expected}` : ''
    return fail(
      `${claim} is ${value ?? (claim in payload ? 'not accepted' : 'missing')}${accepted}.${hint(claim)}`,
    )
  }
}

/** Returns what a refused claim usually means. */
function hint(claim: string): string {
  if (claim === 'aud') return ' Ask the provider for a token for this service, or change `audience`.'
  if (claim === 'client_id') return ' Add the client to `clientIds`, if its people may use this service.'
  if (claim === 'cnf') return ' A token that is bound to a certificate cannot be used here.'
  return ' It is probably an ID token; send the access token.'
}

function checkTimes({ payload: { exp, nbf, iat } }: Token): Finding[] {
  const now = Date.now() / 1000
  const findings = [
    exp === undefined
      ? fail('exp is missing.')
      : (exp > now ? ok : fail)(`The token ${exp > now ? 'expires' : 'expired'} at ${instant(exp)}.`),
  ]
  if (Number(nbf) > now + 5)
    findings.push(fail(`The token is not valid before ${instant(nbf)}. Check both clocks.`))
  if (Number(iat) > now + 5)
    findings.push(fail(`The token was issued in the future, at ${instant(iat)}. Check both clocks.`))
  if (iat === undefined) findings.push(note('iat is missing, so applications of this person get no rights.'))
  return findings
}

function instant(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? quote(seconds) : date.toISOString()
}

function describeRights({ payload }: Token, issuer: TrustedIssuer): Finding[] {
  const { roles, scopes } = readRights(issuer, payload)
  const { name, alias, email } = readProfile(issuer, payload)
  const list = (given: string[], found: string[]) => `${quote(given)} of ${quote(found)} in the token`
  return [
    note(`Roles: ${list(roles, readNames(payload, issuer.claims.roles))}.`),
    note(`Scopes: ${list(scopes, readNames(payload, issuer.claims.scopes))}.`),
    note(`Name: ${quote(name)}, alias: ${quote(alias)}, email: ${quote(email)}.`),
  ]
}
