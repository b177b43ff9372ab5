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
export type Verified = {
  keys: JWTVerifyGetKey
  key: ResolvedKey['key']
  header: JWTHeaderParameters
  payload: JWTPayload
}

/** Tokens that were good when they came last; what may have changed since, {@link verifyOnce} looks at. */
export type VerifiedTokens = {
  find(token: string): Verified | undefined
  keep(token: string, keys: JWTVerifyGetKey, found: JWTVerifyResult & ResolvedKey): void
}

/** So many are kept, some 5 MB: a program uses its token for minutes. */
const TOKENS_MAX = 2_000

/** Keeps what was verified, so that a token which comes again costs no signature; the oldest go first. */
export function verifiedTokens(): VerifiedTokens {
  const kept = new Map<string, Verified>()
  return {
    find: (token) => kept.get(token),
    keep(token, keys, { key, protectedHeader: header, payload }) {
      kept.set(token, { keys, key, header, payload })
      if (kept.size > TOKENS_MAX) kept.delete(kept.keys().next().value as string)
    },
  }
}

/** What a JWT says, which is verified in full unless it was before, and what may have changed since is as it was. @throws jose's errors */
export async function verifyOnce(
  { now, verified }: { now: () => number; verified: VerifiedTokens },
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const known = verified.find(token)
  if (known && (await stillHolds(known, keys, now()))) return known.payload
  const required = { requiredClaims: ['exp', 'sub'], currentDate: new Date(now()) }
  const found = await jwtVerify(token, keys, { ...options, ...required })
  verified.keep(token, keys, found)
  return found.payload
}

/** Whether it was verified by these keys, of which that one still is one, and is not expired: RFC 7519 section 4.1.4. */
async function stillHolds(
  { keys, key, header, payload }: Verified,
  by: JWTVerifyGetKey,
  now: number,
): Promise<boolean> {
  return keys === by && now < Number(payload.exp) * 1000 && (await keys(header, NO_INPUT)) === key
}

/** Keys are found by the header alone. */
const NO_INPUT = { payload: '', signature: '' }
