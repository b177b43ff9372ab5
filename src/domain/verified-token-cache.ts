import {
  errors,
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

/** The most keys to try for a token that does not name its key. Each costs a signature check. */
const CANDIDATES_MAX = 5

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
  const found = await verify(token, keys, { ...options, ...required })
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
  return keys === by && now < Number(payload.exp) * 1000 && (await isStillIn(keys, header, key))
}

/** The input for a key lookup, which needs the header only. */
const NO_INPUT = { payload: '', signature: '' }

/**
 * Verifies a JWT. If it has no `kid`, as RFC 7515 section 4.1.4 allows, and several keys fit, a few of them
 * are tried.
 * @throws jose's errors; JWKSMultipleMatchingKeys if further keys would have to be tried
 */
async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult & ResolvedKey> {
  try {
    return await jwtVerify(token, keys, options)
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    return tryCandidates(token, error, options)
  }
}

async function tryCandidates(
  token: string,
  several: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult & ResolvedKey> {
  let tried = 0
  for await (const key of several) {
    if (tried++ === CANDIDATES_MAX) throw several
    try {
      return { ...(await jwtVerify(token, key, options)), key }
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
    }
  }
  throw new errors.JWSSignatureVerificationFailed()
}

/** Whether the key is still in the set, as the one that fits the header or one of several. */
async function isStillIn(
  keys: JWTVerifyGetKey,
  header: JWTHeaderParameters,
  key: ResolvedKey['key'],
): Promise<boolean> {
  try {
    return (await keys(header, NO_INPUT)) === key
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    for await (const candidate of error) if (candidate === key) return true
    return false
  }
}
