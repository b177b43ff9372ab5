import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  build: {
    emptyOutDir: true,
    // Each script of a page is told to the browser in the page itself, without a script that would do it.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'authorize.html'].map((page) => `${import.meta.dirname}/${page}`),
    },
  },
})
