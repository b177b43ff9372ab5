/**
 * Whether a host name is this machine itself: `localhost`, an IPv4 address in 127.0.0.0/8, or `::1`, with
 * brackets (as in a URL's `hostname`) or without. No name is resolved.
 */
export function isLoopback(hostname: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(hostname) || /^127(\.\d+){3}$/.test(hostname)
}

/** Whether a URL leads to this machine itself. */
export function isLoopbackUrl(url: string): boolean {
  return isLoopback(URL.parse(url)?.hostname ?? '')
}
