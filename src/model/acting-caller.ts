import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { TokenReference } from './credentials.ts'
import type { ApplicationKeyId, IdentityId } from './ids.ts'
import { applicationKeys, applications, identities, revokedTokens } from './schema.ts'

/** The token of a program that writes, and the credential that it was issued for. */
type ActingToken = TokenReference & {
  generation?: number | undefined
  keyId?: ApplicationKeyId | undefined
}

/** The caller of a write: an identity, with the token of the program that acts for it, if one does. */
export type ActingCaller = { identity: IdentityId; token?: ActingToken | undefined }

/** The values of an {@link ActingCaller} in a statement. Null means that no program acts. */
type ActingValues = Record<'identity' | 'clientId' | 'jti' | 'generation' | 'keyId', SQLWrapper>

const acting = alias(applications, 'acting')

/**
 * Returns the condition that the caller is still active: the token is unrevoked, and owner, application and
 * credential exist. The statement that writes includes it, since any of them can end after the caller was
 * identified.
 */
export function isActingStill(caller: ActingCaller): SQL {
  const { clientId = null, jti = null, generation = null, keyId = null } = caller.token ?? {}
  const value = (text: string | number | null) => sql`${text}`
  return isActing({
    identity: value(caller.identity),
    clientId: value(clientId),
    jti: value(jti),
    generation: value(generation),
    keyId: value(keyId),
  })
}

/** Returns the condition of {@link isActingStill} for values that a query gets later. */
export function isActing({ identity, clientId, jti, generation, keyId }: ActingValues): SQL {
  const key = sql`select 1 from ${applicationKeys}
    where ${applicationKeys.id} = ${keyId} and ${applicationKeys.applicationId} = ${acting.id}`
  const application = sql`select 1 from ${applications} as "acting" where ${acting.clientId} = ${clientId}
    and ${acting.ownerId} = ${identity} and (${acting.secretGeneration} = ${generation} or exists (${key}))`
  const revocation = sql`select 1 from ${revokedTokens} where ${revokedTokens.jti} = ${jti}`
  return sql`exists (select 1 from ${identities} where ${identities.id} = ${identity} and ${identities.active})
    and (${clientId} is null or exists (${application}) and not exists (${revocation}))`
}
