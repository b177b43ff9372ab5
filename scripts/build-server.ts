/**
 * Bundles the Node edition: a start reads two files instead of hundreds, in a sixth of the time, and holds a
 * third of the memory. Bun and Deno are as quick from the sources. The files are in one folder, since the
 * service finds its migrations and its site from there.
 */
export async function buildServer(): Promise<void> {
  const { build } = await import('vite')
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'src/node.ts',
      outDir: 'dist/server',
      target: 'node22',
      rolldownOptions: { output: { chunkFileNames: '[name].js' } },
    },
    ssr: { noExternal: true },
  })
}
