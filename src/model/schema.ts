import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ApplicationId, ClientId, IdentityId } from './ids.ts'

/** Everyone we know of, from verified tokens; `roles` and `scopes` are those of the latest one. Times are epoch milliseconds. */
export const identities = sqliteTable(
  'identities',
  {
    id: text().$type<IdentityId>().primaryKey(),
    issuer: text(),
    subject: text(),
    name: text(),
    alias: text(),
    email: text(),
    roles: text({ mode: 'json' }).$type<string[]>().notNull(),
    scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
    active: integer({ mode: 'boolean' }).notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (t) => [
    uniqueIndex('identities_by_issuer_subject').on(t.issuer, t.subject),
    index('identities_by_email').on(t.email),
    check('identities_issuer_with_subject', sql`(${t.issuer} is null) = (${t.subject} is null)`),
    check('identities_roles_are_json', sql`json_type(${t.roles}) = 'array'`),
    check('identities_scopes_are_json', sql`json_type(${t.scopes}) = 'array'`),
    check('identities_active_is_boolean', sql`${t.active} in (0, 1)`),
  ],
)

/**
 * User applications, each with its one secret: one row, so that no create or regenerate can be half done.
 * `roles` and `scopes` are the most that it may ever have; `secretGeneration` counts its secrets from 1.
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
  },
  (t) => [
    uniqueIndex('applications_by_client_id').on(t.clientId),
    uniqueIndex('applications_by_owner_name').on(t.ownerId, t.name),
    index('applications_by_created').on(t.createdAt, t.id),
    check('applications_name_length', sql`length(${t.name}) between 2 and 128`),
    check('applications_roles_are_json', sql`json_type(${t.roles}) = 'array'`),
    check('applications_scopes_are_json', sql`json_type(${t.scopes}) = 'array'`),
    check('applications_secret_is_hashed', sql`length(${t.secretHash}) = 43`),
    check('applications_generation_counts', sql`${t.secretGeneration} >= 1`),
  ],
)
