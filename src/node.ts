import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { requireNodeVersion } from './platform/node-version.ts'
import './platform/to-base64.ts'

requireNodeVersion()
// Imported after the check: without node:sqlite, a static import would fail before any code runs.
const { IDLE_TIMEOUT_SECONDS, serve } = await import('./platform/serve.ts')

await serve(async (handle, hostname, port) => {
  const server = createAdaptorServer({
    fetch: (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings
      outgoing.once('finish', () => discardBody(incoming))
      return handle(request, incoming.socket.remoteAddress)
    },
    // Without joinDuplicateHeaders, Node uses the first of two Authorization headers; the other runtimes
    // refuse both.
    serverOptions: { joinDuplicateHeaders: true, keepAliveTimeout: IDLE_TIMEOUT_SECONDS * 1000 },
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, hostname, resolve)
  })
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) }
})

/**
 * Closes the server. Node closes only the connections that are idle at that moment, so later ones are closed
 * here.
 */
async function close(server: Server): Promise<void> {
  const closing = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise((resolve) => server.close(resolve))
  clearInterval(closing)
}

/**
 * Reads the rest of a body that was refused early. Unread, it would block the next request on the connection.
 */
function discardBody(incoming: IncomingMessage): void {
  if (incoming.complete) return
  incoming.removeAllListeners('data')
  incoming.resume()
}
