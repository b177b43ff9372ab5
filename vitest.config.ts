import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { EDITIONS, type Edition } from './test/support/service/editions.ts'

/** The names of all projects. */
const NAMES: string[] = ['unit', 'selfhosted', 'console', 'inside', ...EDITIONS]

/** Whether this run may include `inside`, also by a pattern such as `!console`. */
function isInsideWanted(): boolean {
  const named = process.argv.flatMap((argument, index, all) => {
    const [option, value = all[index + 1] ?? ''] = argument.split('=')
    return option === '--project' ? [value] : []
  })
  return named.length === 0 || named.some((name) => name === 'inside' || !NAMES.includes(name))
}

/**
 * Returns the project that runs tests within workerd, where they have the application's clock and database in
 * hand. The plugin is imported only if it is used, since that takes half a second.
 */
async function inside() {
  const { cloudflareTest, readD1Migrations } = await import('@cloudflare/vitest-plugin')
  const plugin = cloudflareTest(async () => ({
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
  return {
    extends: true as const,
    plugins: [plugin],
    test: {
      name: 'inside',
      include: ['test/inside/**/*.test.ts'],
      globalSetup: DOCUMENT,
      setupFiles: 'test/support/openapi/check-responses.ts',
      testTimeout: 20_000,
    },
  }
}

/** Makes the OpenAPI document, with which the tests compare every response. */
const DOCUMENT = 'test/support/openapi/document.ts'

/** The setup of each edition: the document, and the bundle that the edition serves. */
const SETUP: { [edition in Edition]: string[] } = {
  workerd: [DOCUMENT, 'test/support/service/build-worker.ts'],
  node: [DOCUMENT, 'test/support/service/build-server.ts'],
  bun: [DOCUMENT],
  deno: [DOCUMENT],
}

/** Returns the project that runs the contract suite against one edition, over HTTP. */
function contract(edition: Edition) {
  return {
    extends: true as const,
    test: {
      name: edition,
      include: ['test/contract/**/*.test.ts'],
      provide: { edition },
      globalSetup: SETUP[edition],
      setupFiles: ['test/support/service/skip-tests.ts', 'test/support/openapi/check-responses.ts'],
      testTimeout: 20_000,
      hookTimeout: 30_000,
    },
  }
}

export default defineConfig({
  test: {
    // Tests mostly wait for the service.
    maxWorkers: 2,
    // Loading all modules again for each file takes half of the CPU time, so every file removes its own mocks.
    isolate: false,
    reporters: ['default', './test/support/service/edition-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'selfhosted',
          include: ['test/selfhosted/**/*.test.ts', 'test/docs/**/*.test.ts'],
          globalSetup: SETUP.node,
          setupFiles: 'test/support/openapi/check-responses.ts',
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'console',
          isolate: true,
          include: ['test/console/**/*.test.ts'],
          globalSetup: 'test/console/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      ...(isInsideWanted() ? [await inside()] : []),
      ...EDITIONS.map(contract),
    ],
  },
})
