import { defineConfig } from 'vite'
import packageJson from '../package.json' with { type: 'json' }

export default defineConfig({
  root: import.meta.dirname,
  define: { LATCHKEY_VERSION: JSON.stringify(packageJson.version) },
  build: {
    emptyOutDir: true,
    // Each script of a page is told to the browser in the page itself, without a script that would do it.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'authorize.html'].map((page) => `${import.meta.dirname}/${page}`),
      // What several parts use is one file: small, and asked for once.
      output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] } },
    },
  },
})
