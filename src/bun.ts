import { IDLE_TIMEOUT_SECONDS, serve } from './platform/serve.ts'

/** What of Bun is used here: its types would bring a second set of every Web API's. */
declare const Bun: {
  serve(options: {
    hostname: string
    port: number
    development: boolean
    idleTimeout: number
    fetch(request: Request, server: BunServer): Response | Promise<Response>
  }): BunServer
}
type BunServer = {
  port: number
  stop(): Promise<void>
  requestIP(request: Request): { address: string } | null
}

await serve((answer, hostname, port) => {
  const server = Bun.serve({
    hostname,
    port,
    fetch: (request, server) => answer(request, server.requestIP(request)?.address),
    // Else Bun's own page tells whoever asks what went wrong.
    development: false,
    idleTimeout: IDLE_TIMEOUT_SECONDS,
  })
  return { port: server.port, stop: () => server.stop() }
})
