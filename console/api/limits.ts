/**
 * A rate limit at the last response: the calls remaining of its capacity, and the time until it is full
 * again.
 */
export type Limit = { name: string; remaining: number; capacity: number; resetSeconds: number }

/**
 * Reads the RateLimit and RateLimit-Policy headers, draft-ietf-httpapi-ratelimit-headers. Leaves out limits
 * whose remaining calls the service does not know yet.
 */
export function readLimits(headers: Headers): Limit[] {
  const policies = parseItems(headers.get('RateLimit-Policy'))
  return parseItems(headers.get('RateLimit')).flatMap(({ name, parameters: { r: remaining, t = 0 } }) => {
    if (remaining === undefined) return []
    const policy = policies.find((policy) => policy.name === name)
    return [{ name, remaining, capacity: policy?.parameters.q ?? 0, resetSeconds: t }]
  })
}

/** An item of a structured field, RFC 9651, whose parameters are integers. */
type Item = { name: string; parameters: Record<string, number> }

function parseItems(header: string | null): Item[] {
  return [...(header ?? '').matchAll(/"([^"]+)"((?:;\w+=\d+)*)/g)].map(([, name = '', list = '']) => {
    const pairs = [...list.matchAll(/;(\w+)=(\d+)/g)].map(([, key, value]) => [key, Number(value)])
    return { name, parameters: Object.fromEntries(pairs) }
  })
}
