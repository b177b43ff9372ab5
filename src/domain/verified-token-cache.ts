import {
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
  type ResolvedKey,
} from 'jose'

/** What was found when a token was verified in full: by which of whose keys, and what it says. */
export type CachedToken = {
  keys: JWTVerifyGetKey
  key: ResolvedKey['key']
  header: JWTHeaderParameters
  payload: JWTPayload
}

/** Tokens that were good when they came last; what may have changed since, {@link verifyThroughCache} looks at. */
export type VerifiedTokenCache = {
  get(token: string): CachedToken | undefined
  set(token: string, keys: JWTVerifyGetKey, found: JWTVerifyResult & ResolvedKey): void
}

/** So many are kept, some 5 MB: a program uses its token for minutes. */
const TOKENS_MAX = 2_000

/** Keeps what was verified, so that a token which comes again costs no signature; the oldest go first. */
export function createVerifiedTokenCache(): VerifiedTokenCache {
  const kept = new Map<string, CachedToken>()
  return {
    get: (token) => kept.get(token),
    set(token, keys, { key, protectedHeader: header, payload }) {
      kept.set(token, { keys, key, header, payload })
      if (kept.size > TOKENS_MAX) kept.delete(kept.keys().next().value as string)
    },
  }
}

/** What a JWT says, which is verified in full unless it was before, and what may have changed since is as it was. @throws jose's errors */
export async function verifyThroughCache(
  { now, verifiedTokens }: { now: () => number; verifiedTokens: VerifiedTokenCache },
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const known = verifiedTokens.get(token)
  if (known && (await isStillValid(known, keys, now()))) return known.payload
  const required = { requiredClaims: ['exp', 'sub'], currentDate: new Date(now()) }
  const found = await jwtVerify(token, keys, { ...options, ...required })
  verifiedTokens.set(token, keys, found)
  return found.payload
}

/** Whether it was verified by these keys, of which that one still is one, and is not expired: RFC 7519 section 4.1.4. */
async function isStillValid(
  { keys, key, header, payload }: CachedToken,
  by: JWTVerifyGetKey,
  now: number,
): Promise<boolean> {
  return keys === by && now < Number(payload.exp) * 1000 && (await keys(header, NO_INPUT)) === key
}

/** Keys are found by the header alone. */
const NO_INPUT = { payload: '', signature: '' }
