import {
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type JWTVerifyResult,
  jwtVerify,
  type ResolvedKey,
} from 'jose'

/** A token that was verified in full: the key set and key that verified it, and its content. */
type CachedToken = {
  keys: JWTVerifyGetKey
  key: ResolvedKey['key']
  header: JWTHeaderParameters
  payload: JWTPayload
}

/**
 * The tokens that were valid when they were last seen. {@link verifyThroughCache} checks what can have
 * changed since.
 */
export type VerifiedTokenCache = {
  get(token: string): CachedToken | undefined
  set(token: string, keys: JWTVerifyGetKey, found: JWTVerifyResult & ResolvedKey): void
}

/** The most tokens to keep, usually about 5 MB. A program uses its token for minutes. */
const TOKENS_MAX = 2_000

/** The longest token to keep, so that unusual ones do not fill the memory. */
const TOKEN_CHARACTERS_MAX = 4_096

/**
 * Creates the cache, so that a repeated token costs no signature check. The oldest tokens are evicted first.
 */
export function createVerifiedTokenCache(): VerifiedTokenCache {
  const kept = new Map<string, CachedToken>()
  return {
    get: (token) => kept.get(token),
    set(token, keys, { key, protectedHeader: header, payload }) {
      if (token.length > TOKEN_CHARACTERS_MAX) return
      kept.set(token, { keys, key, header, payload })
      if (kept.size > TOKENS_MAX) kept.delete(kept.keys().next().value as string)
    },
  }
}

/**
 * Returns the content of a valid JWT. A cached token is only checked for expiry and for its key.
 * @throws jose's errors
 */
export async function verifyThroughCache(
  { now, verifiedTokens }: { now: () => number; verifiedTokens: VerifiedTokenCache },
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<Pick<CachedToken, 'header' | 'payload'>> {
  const known = verifiedTokens.get(token)
  if (known && (await isStillValid(known, keys, now()))) return known
  const required = { requiredClaims: ['exp', 'sub'], currentDate: new Date(now()) }
  const found = await jwtVerify(token, keys, { ...options, ...required })
  verifiedTokens.set(token, keys, found)
  return { header: found.protectedHeader, payload: found.payload }
}

/**
 * Whether the token was verified with this key set, its key is still in the set, and it has not expired: RFC
 * 7519 section 4.1.4.
 */
async function isStillValid(
  { keys, key, header, payload }: CachedToken,
  by: JWTVerifyGetKey,
  now: number,
): Promise<boolean> {
  return keys === by && now < Number(payload.exp) * 1000 && (await keys(header, NO_INPUT)) === key
}

/** The input for a key lookup, which needs the header only. */
const NO_INPUT = { payload: '', signature: '' }
