/**
 * A rate limit at the last response: the calls remaining of its capacity, and the time until it is full
 * again.
 */
export type Limit = { name: string; remaining: number; capacity: number; resetSeconds: number }

/** Reads the RateLimit and RateLimit-Policy headers, draft-ietf-httpapi-ratelimit-headers. */
export function readLimits(headers: Headers): Limit[] {
  const policies = parseItems(headers.get('RateLimit-Policy'))
  return parseItems(headers.get('RateLimit')).map(({ name, parameters }) => {
    const policy = policies.find((policy) => policy.name === name)
    return {
      name,
      remaining: parameters.r ?? 0,
      capacity: policy?.parameters.q ?? 0,
      resetSeconds: parameters.t ?? 0,
    }
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
