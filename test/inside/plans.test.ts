import { beforeAll, describe, expect, test } from 'vitest'
import { readFilter } from '../../src/domain/filters.ts'
import { connect } from '../../src/model/database.ts'
import type { IdentityId } from '../../src/model/ids.ts'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'
import { listUserApps, type UserAppQuery } from '../../src/model/user-apps.ts'
import { filterAtEveryLimit } from '../bench/limits.ts'
import { roundTripsOf } from '../bench/recorder.ts'
import { DB, intercepted, migrate } from './support.ts'

beforeAll(migrate)

/** Each field with each of its operators. */
const TESTS = Object.entries(USER_APP_FIELDS).flatMap(([field, { operators }]) =>
  operators.map((operator) => `${field} ${operator} "x"`),
)

type Case = [called: string, filters: string[]]

const each = (filter: (one: string) => string): Case[] => TESTS.map((one) => [filter(one), [filter(one)]])

/** Combines each filter with every filter, including itself. */
const pairs = (filter: (one: string, other: string) => string): Case[] =>
  TESTS.map((one) => [filter(one, '…'), TESTS.map((other) => filter(one, other))])

const one = (filter: string): Case[] => [[filter, [filter]]]

/** The filters that match few user apps. */
const SEARCHED: Case[] = [
  ...each((test) => test),
  ...each((test) => `not not ${test}`),
  ...each((test) => `ownerName sw "" and ${test}`),
  ...pairs((test, other) => `${test} or ${other}`),
  ...pairs((test, other) => `${test} and ${other}`),
  ...pairs((test, other) => `not ${test} and ${other}`),
  ...pairs((test, other) => `(not ${test} or ownerName sw "") and (${other} or id eq "y")`),
  ...pairs((test, other) => `id eq "y" or ${test} and not (${other} or ownerAlias eq "y")`),
  ...one('not ownerName sw ""'),
  ...one('not (ownerName sw "" or ownerAlias sw "")'),
  ...one(`not (${TESTS.map((test) => `not ${test}`).join(' and ')})`),
]

/** The filters that match most user apps, or may. */
const WALKED: Case[] = [
  ...one('ownerName sw ""'),
  ...one('ownerAlias sw ""'),
  ...one('ownerName sw "" and ownerAlias sw ""'),
  ...each((test) => `not ${test}`),
  ...each((test) => `ownerName sw "" or ${test}`),
  ...pairs((test, other) => `not ${test} or ${other}`),
  ...pairs((test, other) => `not ${test} and not ${other}`),
  ...pairs((test, other) => `not (${test} and ${other})`),
]

const ALICE = 'alice' as IdentityId

/** Plans are the same on empty tables: nothing gathers statistics. */
describe('all user apps, first page and deep, with and without count', () => {
  test.each(SEARCHED)('are searched by an index for %s', async (_, filters) => {
    for (const steps of await plans(filters)) expect(steps.filter(scans)).toEqual([])
  })

  test.each(WALKED)('are read in the order of IDs for %s, which most rows may match', async (_, filters) => {
    for (const steps of await plans(filters)) {
      expect(steps.filter((step) => scans(step) && !/^SCAN user_apps\b/.test(step))).toEqual([])
      expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    }
  })
})

describe('the caller’s own user apps, first page and deep, with and without count', () => {
  const cases = [...SEARCHED, ...WALKED].filter(([called]) => !called.includes('ownerId'))

  test.each([...cases, ['no filter', [undefined]] as const])(
    'are searched by an index for %s',
    async (_, filters) => {
      const own = filters.filter((filter) => !filter?.includes('ownerId'))
      for (const steps of await plans(own, ALICE)) expect(steps.filter(scans)).toEqual([])
    },
  )
})

describe('a list', () => {
  test.each([
    [false, ['select']],
    [true, ['select', 'count']],
  ])('with count=%s is one round trip: %s', async (count, kinds) => {
    const trips: number[] = []
    const noted = intercepted((go, statements) => {
      trips.push(statements.length)
      return go()
    })
    await listUserApps(connect(noted), query({ count }))
    expect(trips).toEqual([kinds.length])
    const sent = (await roundTripsOf(query({ count }))).flat()
    expect(sent.map(({ sql }) => (/\bcount\(/.test(sql) ? 'count' : 'select'))).toEqual(kinds)
  })
})

describe('D1 accepts a filter at every limit', () => {
  const nth = (tests: string[]) => (n: number) => tests[n % tests.length]?.replace('x', `x${n}`) ?? ''
  const owners = TESTS.filter((test) => /ownerName|ownerAlias/.test(test))
  const others = TESTS.filter((test) => !owners.includes(test))

  test.each([
    ['of all fields', TESTS],
    ['of owners’ names', owners],
    ['of the user apps’ own fields', others],
    ['of prefixes alone', owners.filter((test) => test.includes(' sw '))],
    ['of negated tests', TESTS.map((test) => `not ${test}`)],
    ['of tests and negated ones by turns', TESTS.flatMap((test, n) => [test, `not ${TESTS.at(n - 1)}`])],
  ])('%s', async (_, tests) => {
    for (const outermost of ['and', 'or'] as const) {
      const filter = filterAtEveryLimit(nth(tests), outermost)
      await expect(listUserApps(connect(DB), query({ filter, offset: 9 }))).resolves.toBeDefined()
      const own = query({ filter: filter.replaceAll('ownerId', 'id'), ownerId: ALICE })
      await expect(listUserApps(connect(DB), own)).resolves.toBeDefined()
    }
  })
})

function query({ filter, ...rest }: Partial<Omit<UserAppQuery, 'filter'>> & { filter?: string | undefined }) {
  const read = filter === undefined ? undefined : readFilter(filter, USER_APP_FIELDS)
  return { limit: 250, offset: 0, count: true, ...rest, filter: read }
}

/** Returns SQLite's query plan for each statement of each query, step by step. */
async function plans(filters: readonly (string | undefined)[], ownerId?: IdentityId): Promise<string[][]> {
  const queries = filters.flatMap((filter) =>
    [0, 900_000].flatMap((offset) => [false, true].map((count) => query({ filter, ownerId, offset, count }))),
  )
  const sent = (await Promise.all(queries.map(roundTripsOf))).flat(2)
  const asked = sent.map(({ sql, values }) => DB.prepare(`explain query plan ${sql}`).bind(...values))
  const plans = await DB.batch<{ detail: string }>(asked)
  return plans.map(({ results }) => results.map(({ detail }) => detail))
}

/**
 * Whether a step goes through a table or an index from end to end; a page's chosen ids are as few as its
 * limit.
 */
function scans(step: string): boolean {
  return /^SCAN (?!chosen\b|filter_values\b|json_each\b|CONSTANT ROW)/.test(step)
}
