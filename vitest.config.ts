import { readFileSync } from 'node:fs'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { EDITIONS, type Edition } from './test/support/service/editions.ts'

/** In workerd itself, for what needs the app in hand: its clock, its database, what happens between two steps. */
const inside = cloudflareTest(async () => ({
  miniflare: {
    compatibilityDate: '2026-10-23',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    bindings: {
      MIGRATIONS: await readD1Migrations('migrations'),
      FROZEN_SQL: readFileSync('test/data/release-0.1.0.sql', 'utf8'),
    },
  },
}))

/** What must be built before: see each file. */
const BUILT: { [edition in Edition]?: string } = {
  workerd: 'test/support/service/build-worker.ts',
  node: 'test/support/service/build-server.ts',
}

/** The contract suite over HTTP: the same files for every edition. */
function contract(edition: Edition) {
  return {
    extends: true as const,
    test: {
      name: edition,
      include: ['test/contract/**/*.test.ts'],
      provide: { edition },
      ...(BUILT[edition] && { globalSetup: BUILT[edition] }),
      setupFiles: ['test/support/service/exceptions.ts', 'test/support/openapi/watch.ts'],
      testTimeout: 20_000,
      hookTimeout: 30_000,
    },
  }
}

export default defineConfig({
  test: {
    // Most of a test's time is waiting for the service.
    maxWorkers: 2,
    globalSetup: 'test/support/openapi/document.ts',
    reporters: ['default', './test/support/service/edition-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'selfhosted',
          include: ['test/selfhosted/**/*.test.ts', 'test/docs/**/*.test.ts'],
          globalSetup: 'test/support/service/build-server.ts',
          setupFiles: 'test/support/openapi/watch.ts',
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          include: ['test/console/**/*.test.ts'],
          globalSetup: 'test/console/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [inside],
        test: {
          name: 'inside',
          include: ['test/inside/**/*.test.ts'],
          setupFiles: 'test/support/openapi/watch.ts',
        },
      },
      ...EDITIONS.map(contract),
    ],
  },
})
