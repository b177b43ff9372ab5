import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { IDLE_TIMEOUT_SECONDS, serve } from './platform/serve.ts'
import './platform/to-base64.ts'

await serve(async (answer, hostname, port) => {
  const server = createAdaptorServer({
    fetch: (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings
      outgoing.once('finish', () => passOver(incoming))
      return answer(request, incoming.socket.remoteAddress)
    },
    // Else Node takes the first of two Authorization headers, where the others refuse both.
    serverOptions: { joinDuplicateHeaders: true, keepAliveTimeout: IDLE_TIMEOUT_SECONDS * 1000 },
  }) as Server
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, hostname, listening)
  })
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) }
})

/** Node ends the connections that are idle now; those that fall idle later are looked for again. */
async function close(server: Server): Promise<void> {
  const ending = setInterval(() => server.closeIdleConnections(), 50)
  await new Promise((closed) => server.close(closed))
  clearInterval(ending)
}

/** A body that was refused before its end: whoever stopped to read it would hold up what follows on the connection. */
function passOver(incoming: IncomingMessage): void {
  if (incoming.complete) return
  incoming.removeAllListeners('data')
  incoming.resume()
}
