import ipaddr from 'ipaddr.js'

/** Addresses or prefixes (RFC 4632) of the proxies whose word is taken. */
export type Proxies = readonly string[]

/**
 * The network that a request comes from: an IPv4 address, or the first 64 bits of an IPv6 one, within which one
 * customer can choose freely. `X-Forwarded-For` counts as far as trusted proxies wrote it, from the right.
 */
export function networkOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  proxies: Proxies,
): string {
  if (forwardedFor === undefined && peer && IPV4.test(peer)) return peer
  const hops = [...(forwardedFor?.split(',') ?? []), peer ?? ''].map((hop) => parse(hop.trim()))
  const client = hops.findLast((hop, index) => index === 0 || !hop || !isTrusted(hop, proxies))
  return client ? prefixOf(client) : 'unknown'
}

/** As the runtimes write a peer's: it needs no parser. */
const IPV4 = /^\d+(\.\d+){3}$/

type Address = ipaddr.IPv4 | ipaddr.IPv6

function parse(text: string): Address | undefined {
  try {
    return ipaddr.process(text)
  } catch {
    return undefined
  }
}

function isTrusted(address: Address, proxies: Proxies): boolean {
  return proxies.some((proxy) => {
    const [network, bits] = cidr(proxy)
    return network.kind() === address.kind() && address.match(network, bits)
  })
}

function cidr(text: string): [Address, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Whether the text names a proxy or a network of proxies. */
export function isProxy(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text)
}

function prefixOf(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString()
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
