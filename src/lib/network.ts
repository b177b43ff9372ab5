import ipaddr from 'ipaddr.js'

/** The addresses and prefixes (RFC 4632) of proxies whose `X-Forwarded-For` is trusted. */
export type Proxies = readonly string[]

/**
 * Returns the network that a request comes from: an IPv4 address, or the first 64 bits of an IPv6 address,
 * because one customer can choose the others freely. `X-Forwarded-For` is read from the right, as far as
 * trusted proxies wrote it. Returns `unknown` if the client's address is missing or malformed.
 */
export function networkOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: Proxies,
): string {
  if (forwardedFor === undefined && peer && IPV4.test(peer)) return peer
  const hops = [...(forwardedFor?.split(',') ?? []), peer ?? ''].map((hop) => parseAddress(hop.trim()))
  const client = hops.findLast((hop, index) => index === 0 || !hop || !isTrusted(hop, proxies))
  return client ? networkPrefix(client) : 'unknown'
}

/** An IPv4 address as the runtimes write a peer's. It needs no parsing. */
const IPV4 = /^\d+(\.\d+){3}$/

type Address = ipaddr.IPv4 | ipaddr.IPv6

function parseAddress(text: string): Address | undefined {
  try {
    return ipaddr.process(text)
  } catch {
    return undefined
  }
}

function isTrusted(address: Address, proxies: Proxies): boolean {
  return proxies.some((proxy) => {
    const [network, bits] = parseProxy(proxy)
    return network.kind() === address.kind() && address.match(network, bits)
  })
}

function parseProxy(text: string): [network: Address, bits: number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Whether the text is an IP address or a prefix in CIDR notation. */
export function isProxy(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

function networkPrefix(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  const prefix = address.parts.slice(0, 4).map((part) => part.toString(16))
  return `${prefix.join(':')}::/64`
}
