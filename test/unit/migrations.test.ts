import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The last migration of release 0.1.0. The rule holds for every later one. */
const LAST_RELEASED = '0003_fewer-indexes.sql'

/**
 * Statements that take away what the previous release uses. It still runs while a deployment migrates the
 * database, and after a rollback. drizzle-kit rebuilds a table by a drop and a rename.
 */
const BREAKING = /\bdrop\s+(table|view|trigger)\b|\balter\s+table\b[^;]*\b(drop|rename)\b/i

test('Later migrations drop, rename and rebuild nothing.', () => {
  const later = readdirSync('migrations').filter((name) => name.endsWith('.sql') && name > LAST_RELEASED)
  expect(later.filter((name) => BREAKING.test(readFileSync(`migrations/${name}`, 'utf8')))).toEqual([])
})

test.each([
  'DROP TABLE `user_apps`',
  'ALTER TABLE `user_apps` DROP COLUMN `name`',
  'ALTER TABLE `user_apps`\n  RENAME COLUMN `name` TO `title`',
  'ALTER TABLE `__new_user_apps` RENAME TO `user_apps`',
  'drop view v',
])('The rule finds %j.', (statement) => {
  expect(statement).toMatch(BREAKING)
})

test.each([
  'CREATE TABLE `drops` (`id` text)',
  'ALTER TABLE `user_apps` ADD `dropped_at` integer',
  'DROP INDEX `by_name`',
  'ALTER TABLE `a` ADD `b` text;\nDROP INDEX `by_name`',
])('The rule allows %j.', (statement) => {
  expect(statement).not.toMatch(BREAKING)
})
