/**
 * Reads the address to listen on from the environment. `urlHost` is the host in the form of URLs.
 * @throws if PORT is invalid
 */
export function readAddress() {
  const { HOST, PORT } = process.env
  const hostname = HOST || '127.0.0.1'
  const port = Number(PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT ${PORT} is not a port. Set it to a number from 0 to 65535.`)
  }
  return { hostname, urlHost: hostname.includes(':') ? `[${hostname}]` : hostname, port }
}
