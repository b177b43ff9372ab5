/** How a rate limit stood at the last answer: how many calls are left of how many, and when all are back. */
export type Limit = { name: string; left: number; most: number; resetSeconds: number }

/** Reads RateLimit and RateLimit-Policy, draft-ietf-httpapi-ratelimit-headers. */
export function readLimits(headers: Headers): Limit[] {
  const policies = items(headers.get('RateLimit-Policy'))
  return items(headers.get('RateLimit')).map(({ name, numbers }) => {
    const policy = policies.find((one) => one.name === name)
    return { name, left: numbers.r ?? 0, most: policy?.numbers.q ?? 0, resetSeconds: numbers.t ?? 0 }
  })
}

function items(header: string | null): { name: string; numbers: Record<string, number> }[] {
  return [...(header ?? '').matchAll(/"([^"]+)"((?:;\w+=\d+)*)/g)].map(([, name = '', parameters = '']) => {
    const pairs = [...parameters.matchAll(/;(\w+)=(\d+)/g)].map(([, key, value]) => [key, Number(value)])
    return { name, numbers: Object.fromEntries(pairs) }
  })
}
