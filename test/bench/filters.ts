import { id, ownerOf } from './fill.ts'
import { filterAtEveryLimit } from './limits.ts'

const { name, alias } = ownerOf(77)

/** Every field and operator, each of few rows, and the prefixes of many and of all. */
const TESTS: Record<string, string> = {
  'id eq': `id eq "${id('row', 7)}"`,
  'ownerId eq': `ownerId eq "${id('owner', 77)}"`,
  'ownerName eq': `ownerName eq "${name}"`,
  'ownerName sw': `ownerName sw "${name.slice(0, -3)}"`,
  'ownerName sw "a"': 'ownerName sw "a"',
  'ownerName sw ""': 'ownerName sw ""',
  'ownerAlias eq': `ownerAlias eq "${alias}"`,
  'ownerAlias sw': `ownerAlias sw "${alias.slice(0, -3)}"`,
  'ownerAlias sw "a"': 'ownerAlias sw "a"',
  'ownerAlias sw ""': 'ownerAlias sw ""',
  'accountId eq': `accountId eq "${id('account', 7)}"`,
  'sourceAppId eq': `sourceAppId eq "${id('app', 7)}"`,
}

/** The measured filters, by name. */
export const FILTERS: Record<string, string> = {
  ...TESTS,
  ...Object.fromEntries(Object.entries(TESTS).map(([called, text]) => [`not ${called}`, `not ${text}`])),
  'sourceAppId eq and ownerName sw': `${TESTS['sourceAppId eq']} and ownerName sw "a"`,
  'ownerName sw and not sourceAppId eq': `ownerName sw "a" and not ${TESTS['sourceAppId eq']}`,
  'ownerName eq or sourceAppId eq': `${TESTS['ownerName eq']} or ${TESTS['sourceAppId eq']}`,
  'ownerName sw or ownerAlias sw': 'ownerName sw "a" or ownerAlias sw "b"',
  'at every limit': filterAtEveryLimit(someTest),
  'at every limit, and': filterAtEveryLimit(someTest, 'and'),
  'at every limit, not': filterAtEveryLimit((n) => `not ${someTest(n)}`),
}

/** Returns the n-th of many tests that match few rows, over all fields in turn. */
function someTest(n: number): string {
  const owner = ownerOf(n)
  const tests = [
    `id eq "${id('row', n)}"`,
    `ownerId eq "${id('owner', n)}"`,
    `ownerName eq "${owner.name}"`,
    `ownerName sw "${owner.name}"`,
    `ownerAlias eq "${owner.alias}"`,
    `ownerAlias sw "${owner.alias}"`,
    `accountId eq "${id('account', n)}"`,
    `sourceAppId eq "${id('app', n)}"`,
  ]
  return tests[n % tests.length] as string
}
