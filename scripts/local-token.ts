import { type DevelopmentUser, developmentToken } from '../src/domain/development-issuer.ts'
import { ensureLocalKeys } from '../src/platform/local-keys.ts'

/** Signs a user's token as the local development issuer. A lifetime of 0 or less makes an expired token. */
export async function localToken(user: DevelopmentUser, ttlSeconds?: number): Promise<string> {
  const { DEVELOPMENT_ISSUER_KEY = '' } = await ensureLocalKeys()
  return developmentToken(JSON.parse(DEVELOPMENT_ISSUER_KEY), user, Date.now(), ttlSeconds)
}
