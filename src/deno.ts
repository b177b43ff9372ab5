import { serve } from './platform/serve.ts'

/** The part of Deno that is used here. Deno's own types would redeclare every Web API. */
declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(): void },
    handle: (request: Request, info: { remoteAddr: { hostname: string } }) => Response | Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> }
}

await serve((handle, hostname, port) => {
  const server = Deno.serve({ hostname, port, onListen() {} }, (request, { remoteAddr }) =>
    handle(request, remoteAddr.hostname),
  )
  return { port: server.addr.port, stop: () => server.shutdown() }
})
