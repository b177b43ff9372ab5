import { copyFileSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { launch, temporaryFolder } from '../support/service/self-hosted.ts'

/** Everything that the documented commands use, apart from what they write. */
const LINKED = ['node_modules', 'src', 'scripts', 'migrations', 'dist']

/**
 * Starts the Node edition in development mode, in a folder where the documented commands can run: like a
 * clone, but with keys and data of its own.
 */
export async function startProject() {
  const folder = temporaryFolder()
  for (const name of LINKED) symlinkSync(resolve(name), join(folder, name))
  copyFileSync('package.json', join(folder, 'package.json'))
  const port = await freePort()
  const { stop } = await launch('node', { PORT: String(port) }, folder, '--development')
  return { folder, port, url: `http://127.0.0.1:${port}`, stop }
}

/**
 * Returns a port that is free now. The issuer's name contains it, so the service cannot choose one itself.
 */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
