import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  // Each script of a page is told to the browser in the page itself, without a script that would do it.
  build: { modulePreload: { polyfill: false }, emptyOutDir: true },
})
