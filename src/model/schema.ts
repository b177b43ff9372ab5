import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { JWK } from 'jose'
import type {
  AccountId,
  ApplicationId,
  ApplicationKeyId,
  ClientId,
  IdentityId,
  SourceAppId,
  SourceId,
  UserAppId,
} from './ids.ts'

/**
 * Identities, from verified tokens and from imports. `roles` and `scopes` are those of the token that was
 * issued last, at `rightsIssuedAt`. Only tokens of `importIssuer` may claim an imported identity. The
 * `…_key` columns hold folded text, by which filters compare. Times are epoch milliseconds.
 */
export const identities = sqliteTable(
  'identities',
  {
    id: text().$type<IdentityId>().primaryKey(),
    issuer: text(),
    subject: text(),
    name: text(),
    nameKey: text('name_key'),
    alias: text(),
    aliasKey: text('alias_key'),
    email: text(),
    roles: text({ mode: 'json' }).$type<string[]>().notNull(),
    scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
    active: integer({ mode: 'boolean' }).notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    rightsIssuedAt: integer('rights_issued_at'),
    importIssuer: text('import_issuer'),
  },
  (t) => [
    uniqueIndex('identities_by_issuer_subject').on(t.issuer, t.subject),
    index('identities_by_email').on(t.email),
    index('identities_by_name').on(t.nameKey),
    index('identities_by_alias').on(t.aliasKey),
    check('identities_issuer_with_subject', sql`(${t.issuer} is null) = (${t.subject} is null)`),
    check('identities_roles_are_json', sql`json_type(${t.roles}) = 'array'`),
    check('identities_scopes_are_json', sql`json_type(${t.scopes}) = 'array'`),
    check('identities_active_is_boolean', sql`${t.active} in (0, 1)`),
  ],
)

/**
 * User applications. Each has its one secret in the same row, so that no create or regenerate can be half
 * done. `roles` and `scopes` are the most that it can ever have; `secretGeneration` counts its secrets from
 * 1. Without `canManageApplications`, its tokens can neither create nor manage applications.
 */
export const applications = sqliteTable(
  'applications',
  {
    id: text().$type<ApplicationId>().primaryKey(),
    clientId: text('client_id').$type<ClientId>().notNull(),
    ownerId: text('owner_id')
      .$type<IdentityId>()
      .notNull()
      .references(() => identities.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    roles: text({ mode: 'json' }).$type<string[]>().notNull(),
    scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
    secretHash: text('secret_hash').notNull(),
    secretPepper: text('secret_pepper').notNull(),
    secretGeneration: integer('secret_generation').notNull(),
    createdAt: integer('created_at').notNull(),
    lastLoginAt: integer('last_login_at'),
    canManageApplications: integer('can_manage_applications', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [
    uniqueIndex('applications_by_client_id').on(t.clientId),
    uniqueIndex('applications_by_owner_name').on(t.ownerId, t.name),
    check('applications_name_length', sql`length(${t.name}) between 2 and 128`),
    check('applications_roles_are_json', sql`json_type(${t.roles}) = 'array'`),
    check('applications_scopes_are_json', sql`json_type(${t.scopes}) = 'array'`),
    check('applications_secret_is_hashed', sql`length(${t.secretHash}) = 43`),
    check('applications_generation_counts', sql`${t.secretGeneration} >= 1`),
  ],
)

/** Sources: the systems that accounts belong to. */
export const sources = sqliteTable(
  'sources',
  {
    id: text().$type<SourceId>().primaryKey(),
    name: text(),
    useForPasswordManagement: integer('use_for_password_management', { mode: 'boolean' }).notNull(),
  },
  (t) => [check('sources_flag_is_boolean', sql`${t.useForPasswordManagement} in (0, 1)`)],
)

/** Source apps: applications on a source that are offered to users. */
export const sourceApps = sqliteTable(
  'source_apps',
  {
    id: text().$type<SourceAppId>().primaryKey(),
    name: text(),
    provisionRequestEnabled: integer('provision_request_enabled', { mode: 'boolean' }).notNull(),
    appCenterEnabled: integer('app_center_enabled', { mode: 'boolean' }).notNull(),
  },
  (t) => [
    check(
      'source_apps_flags_are_boolean',
      sql`${t.provisionRequestEnabled} in (0, 1) and ${t.appCenterEnabled} in (0, 1)`,
    ),
  ],
)

/** Accounts: what an identity is on a source. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: text().$type<AccountId>().primaryKey(),
    name: text(),
    sourceId: text('source_id')
      .$type<SourceId>()
      .notNull()
      .references(() => sources.id),
    ownerId: text('owner_id')
      .$type<IdentityId>()
      .notNull()
      .references(() => identities.id),
  },
  (t) => [index('accounts_by_owner_source').on(t.ownerId, t.sourceId, t.id)],
)

/**
 * The inventory: the user apps of each identity, and the account that each uses. `manyAccounts` is an
 * import's statement that the owner has several accounts on the source; responses also count the accounts. As
 * the migrations create every table WITHOUT ROWID, rows are stored in the order of their ids, in which they
 * are listed, and every index ends in the id.
 */
export const userApps = sqliteTable(
  'user_apps',
  {
    id: text().$type<UserAppId>().primaryKey(),
    ownerId: text('owner_id')
      .$type<IdentityId>()
      .notNull()
      .references(() => identities.id),
    sourceAppId: text('source_app_id')
      .$type<SourceAppId>()
      .notNull()
      .references(() => sourceApps.id),
    sourceId: text('source_id')
      .$type<SourceId>()
      .notNull()
      .references(() => sources.id),
    accountId: text('account_id')
      .$type<AccountId>()
      .references(() => accounts.id),
    manyAccounts: integer('many_accounts', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    modifiedAt: integer('modified_at').notNull(),
  },
  (t) => [
    index('user_apps_by_owner').on(t.ownerId, t.id),
    index('user_apps_by_source_app').on(t.sourceAppId, t.id),
    index('user_apps_by_account').on(t.accountId, t.id),
    check('user_apps_many_accounts_is_boolean', sql`${t.manyAccounts} in (0, 1)`),
  ],
)

/**
 * The public keys that applications authenticate with (RFC 7523). A key that is deleted and added again gets
 * another id, so that tokens issued for the first one stay void.
 */
export const applicationKeys = sqliteTable(
  'application_keys',
  {
    id: text().$type<ApplicationKeyId>().primaryKey(),
    applicationId: text('application_id')
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id, { onDelete: 'cascade' }),
    kid: text().notNull(),
    jwk: text({ mode: 'json' }).$type<JWK>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('application_keys_by_application_kid').on(t.applicationId, t.kid),
    check('application_keys_jwk_is_json', sql`json_type(${t.jwk}) = 'object'`),
    check('application_keys_jwk_is_public', sql`json_extract(${t.jwk}, '$.d') is null`),
  ],
)

/** Our own tokens that were revoked before they expire (RFC 7009). Later writes delete expired rows. */
export const revokedTokens = sqliteTable(
  'revoked_tokens',
  { jti: text().primaryKey(), expiresAt: integer('expires_at').notNull() },
  (t) => [index('revoked_tokens_by_expiry').on(t.expiresAt)],
)

/**
 * Single-use tokens that were used, by their hash, until they expire: client assertions and DPoP proofs.
 * `usedBy` identifies one request.
 */
export const usedTokens = sqliteTable(
  'spent_tokens',
  {
    hash: text().primaryKey(),
    usedBy: text('spent_by').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [index('spent_tokens_by_expiry').on(t.expiresAt)],
)
