import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** In workerd itself, for what needs the app in hand: its clock, its database, what happens between two steps. */
const inside = cloudflareTest(async () => ({
  miniflare: {
    compatibilityDate: '2026-10-23',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    bindings: { MIGRATIONS: await readD1Migrations('migrations') },
  },
}))

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, plugins: [inside], test: { name: 'inside', include: ['test/inside/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: 'test/support/build.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
