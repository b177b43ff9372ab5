import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Service } from './service.ts'

/** The headers of a single connection, or of bytes that `fetch` has decoded. */
const OF_CONNECTION = ['connection', 'content-encoding', 'content-length', 'host', 'transfer-encoding']

/**
 * Starts a gateway in front of a service that passes requests on by `fetch`, whose responses are checked, for
 * clients that do not use `fetch`.
 */
export async function startGateway(service: Service) {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '' } = request
    const headers = passed(request.headers as Record<string, string>)
    const bytes = Buffer.concat(await Array.fromAsync(request))
    const body = bytes.length > 0 ? { body: bytes } : {}
    const fetched = await service.fetch(url, { method, headers, ...body })
    response.writeHead(fetched.status, passed(Object.fromEntries(fetched.headers)))
    response.end(Buffer.from(await fetched.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

function passed(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name)))
}
