import { type SQL, sql } from 'drizzle-orm'
import { identities } from './schema.ts'

/** The scope that grants every other scope. */
export const ALL_SCOPES = 'sp:scopes:all'

/**
 * The rights of an owner as they are stored, the issuer of the owner's tokens, and the time when the token
 * that brought the rights was issued, in epoch milliseconds; 0 if no token brought any, and null if a release
 * wrote them that does not store the time.
 */
export type OwnerRights = Pick<
  typeof identities.$inferSelect,
  'issuer' | 'roles' | 'scopes' | 'rightsIssuedAt'
>

/**
 * The rights of an owner as a token brings them, as SQL: JSON arrays, and the time when the token was issued,
 * in epoch milliseconds. A token without a time has null, and changes nothing that is stored.
 */
type TokenRights = { roles: SQL; scopes: SQL; issuedAt: SQL }

const IS_LATER = ({ issuedAt }: TokenRights) =>
  sql`${issuedAt} > coalesce(${identities.rightsIssuedAt}, ${identities.lastSeenAt})`
const IS_EQUALLY_OLD = ({ issuedAt }: TokenRights) => sql`${issuedAt} = ${identities.rightsIssuedAt}`

/**
 * Returns the rights to store after a token: those of a later token, what both grant if the token is as old
 * as the stored rights, else the stored ones. An older token brings no right back.
 */
export function rightsAfter(token: TokenRights) {
  const latest = (given: SQL, common: SQL, stored: unknown) =>
    sql`case when ${IS_LATER(token)} then ${given} when ${IS_EQUALLY_OLD(token)} then ${common} else ${stored} end`
  return {
    roles: latest(token.roles, commonRoles(token), identities.roles),
    scopes: latest(token.scopes, commonScopes(token), identities.scopes),
    rightsIssuedAt: latest(token.issuedAt, sql`${token.issuedAt}`, identities.rightsIssuedAt),
  }
}

/** Returns the condition that {@link rightsAfter} differs from what is stored. */
export function rightsChange(token: TokenRights): SQL {
  const { roles, scopes } = identities
  return sql`case when ${IS_LATER(token)} then true when ${IS_EQUALLY_OLD(token)} then
    ${token.roles} <> ${roles} and ${commonRoles(token)} <> ${roles}
    or ${token.scopes} <> ${scopes} and ${commonScopes(token)} <> ${scopes} else false end`
}

const entries = (list: unknown) => sql`select value from json_each(${list})`

/** Returns the roles that both grant, sorted. */
function commonRoles({ roles }: TokenRights): SQL {
  return sql`(select json_group_array(value) from (${shared(identities.roles, roles)} order by 1))`
}

/**
 * Returns the scopes that both grant, by their names or by the scope for all, sorted. The time that this
 * takes grows with the length of the lists, and not faster.
 */
function commonScopes({ scopes }: TokenRights): SQL {
  const coveredBy = (other: unknown, list: unknown) =>
    entries(sql`iif(instr(${other}, ${JSON.stringify(ALL_SCOPES)}), ${list}, '[]')`)
  return sql`(select json_group_array(value) from (${shared(identities.scopes, scopes)}
    union ${coveredBy(scopes, identities.scopes)} union ${coveredBy(identities.scopes, scopes)} order by 1))`
}

function shared(stored: unknown, given: SQL): SQL {
  return sql`${entries(stored)} intersect ${entries(given)}`
}
