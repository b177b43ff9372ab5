import { FILTER_LENGTH_MAX, FILTER_NESTING_MAX, FILTER_PREDICATES_MAX } from '../../src/lib/filter/parse.ts'

/**
 * Returns the longest, largest and most deeply nested filter that the language allows: `a or b or c or (d and
 * e and f and (…))`.
 */
export function filterAtEveryLimit(test: (n: number) => string, outermost: 'and' | 'or' = 'or'): string {
  const tests = Array.from({ length: FILTER_PREDICATES_MAX - 1 }, (_, n) => test(n))
  const deepest = tests.some((one) => one.startsWith('not ')) ? 1 : 0
  const filter = nested(tests, FILTER_NESTING_MAX - deepest, outermost)
  const whole = (text: string) => `ownerAlias sw "${text}" ${outermost} ${filter}`
  return whole('x'.repeat(FILTER_LENGTH_MAX - whole('').length))
}

const OTHER = { and: 'or', or: 'and' } as const

function nested(tests: string[], levels: number, operator: 'and' | 'or'): string {
  const here = levels === 0 ? tests.length : Math.ceil(tests.length / (levels + 1))
  const inner = levels === 0 ? [] : [`(${nested(tests.slice(here), levels - 1, OTHER[operator])})`]
  return [...tests.slice(0, here), ...inner].join(` ${operator} `)
}
