import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { checkService } from '../openapi/checked-services.ts'

/**
 * Starts a relay on loopback: a service whose issuer is its own address must know that address before it
 * starts.
 */
export async function startRelay() {
  const sockets = new Set<Socket>()
  let target = { port: 0, host: '' }
  const server = createServer((near) => {
    const far = connect(target)
    for (const socket of [near, far]) {
      sockets.add(socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket)))
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  checkService(url)
  return {
    url,
    leadTo(url: string) {
      const { hostname, port } = new URL(url)
      target = { host: hostname, port: Number(port) }
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
