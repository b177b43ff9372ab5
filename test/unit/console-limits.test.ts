import { expect, test } from 'vitest'
import { readLimits } from '../../console/api/limits.ts'

test.each([
  [{}, []],
  [{ RateLimit: 'rubbish' }, []],
  [
    { RateLimit: '"api";r=99;t=1', 'RateLimit-Policy': '"api";q=100;w=10' },
    [{ name: 'api', remaining: 99, capacity: 100, resetSeconds: 1 }],
  ],
  [
    { RateLimit: '"token";r=1;t=5, "api";r=0;t=9', 'RateLimit-Policy': '"token";q=60;w=60, "api";q=7;w=1' },
    [
      { name: 'token', remaining: 1, capacity: 60, resetSeconds: 5 },
      { name: 'api', remaining: 0, capacity: 7, resetSeconds: 9 },
    ],
  ],
  [
    { RateLimit: '"token";t=1, "api";r=5;t=2', 'RateLimit-Policy': '"token";q=60;w=60, "api";q=7;w=1' },
    [{ name: 'api', remaining: 5, capacity: 7, resetSeconds: 2 }],
  ],
])('the limits of %j', (headers, limits) => {
  expect(readLimits(new Headers(headers as Record<string, string>))).toEqual(limits)
})
