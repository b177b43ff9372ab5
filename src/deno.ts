import { serve } from './platform/serve.ts'

/** What of Deno is used here: its types would bring a second set of every Web API's. */
declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(): void },
    answer: (request: Request, info: { remoteAddr: { hostname: string } }) => Response | Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> }
}

await serve((answer, hostname, port) => {
  const server = Deno.serve({ hostname, port, onListen() {} }, (request, { remoteAddr }) =>
    answer(request, remoteAddr.hostname),
  )
  return { port: server.addr.port, stop: () => server.shutdown() }
})
