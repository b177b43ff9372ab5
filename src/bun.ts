import { IDLE_TIMEOUT_SECONDS, serve } from './platform/serve.ts'

/** The part of Bun that is used here. Bun's own types would redeclare every Web API. */
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

await serve((handle, hostname, port) => {
  const server = Bun.serve({
    hostname,
    port,
    fetch: (request, server) => handle(request, server.requestIP(request)?.address),
    // In development, Bun shows every client a page with the details of an error.
    development: false,
    idleTimeout: IDLE_TIMEOUT_SECONDS,
  })
  return { port: server.port, stop: () => server.stop() }
})
