import { defineConfig } from 'vite'
import packageJson from '../package.json' with { type: 'json' }

export default defineConfig({
  root: import.meta.dirname,
  define: { LATCHKEY_VERSION: JSON.stringify(packageJson.version) },
  build: {
    emptyOutDir: true,
    // Every supported browser preloads modules; a polyfill would only add bytes.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'authorize.html'].map((page) => `${import.meta.dirname}/${page}`),
      // Modules that several chunks use go into one file, which is loaded once.
      output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] } },
    },
  },
})
