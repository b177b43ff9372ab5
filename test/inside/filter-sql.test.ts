import { asc } from 'drizzle-orm'
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { listOwnUserApps } from '../../src/domain/user-apps.ts'
import type { Filter, Tree } from '../../src/lib/filter/ast.ts'
import type {
  CheckedFilter,
  CheckedPredicate,
  FieldRule,
  FieldTable,
  FilterValue,
} from '../../src/lib/filter/check.ts'
import { evaluate } from '../../src/lib/filter/evaluate.ts'
import { compareText, fold } from '../../src/lib/filter/fold.ts'
import { format } from '../../src/lib/filter/format.ts'
import { connect } from '../../src/model/database.ts'
import { FILTER_VALUES, filterSql } from '../../src/model/filter-sql.ts'
import { nameKeys } from '../../src/model/identities.ts'
import type { AccountId, IdentityId, SourceAppId, SourceId, UserAppId } from '../../src/model/ids.ts'
import { accounts, identities, sourceApps, sources, userApps } from '../../src/model/schema.ts'
import { USER_APP_FIELDS } from '../../src/model/user-app-fields.ts'
import { listUserApps } from '../../src/model/user-apps.ts'
import { DB, migrate } from './support.ts'

const db = connect(DB)

/** Few texts, so that rows and filters meet. Each is difficult for LIKE, JSON, UTF-16 or case folding. */
const TEXTS = [
  ...[
    '',
    ' ',
    'a',
    'A',
    'ab',
    'aB%',
    'a_',
    '%',
    '"',
    '\\',
    "'",
    '0',
    '1',
    'null',
    '\0',
    'a\0',
    'a\0b',
    'a\u0001',
  ],
  ...[
    'ä',
    'Ä',
    'ß',
    'ss',
    'SS',
    'İ',
    'i̇',
    'jo',
    'JO',
    'Ｊｏ',
    'ﬁ',
    'fi',
    'ς',
    'Σ',
    'ασ',
    'ΑΣ',
    'ΑΣΑ',
    '漢'.repeat(60),
  ],
  ...['\ud7ff', '\ue000', '\uffff', '😀', '😀a', '\u{10ffff}', 'a\u{10ffff}', '\u{10ffff}'.repeat(2)],
  ...['x'.repeat(60), `${'X'.repeat(60)}y`],
]

/** The letters of short texts. Many of these texts contain each other. */
const letters = fc.constantFrom('a', 'A', 'b', '%', '_', '"', 'ä', '漢', '😀', '\0')
const texts = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: letters, maxLength: 3 }))

const VALUES: { [type: string]: fc.Arbitrary<FilterValue> } = {
  id: texts,
  string: texts,
  number: fc.constantFrom(-1.5, 0, 1, 2, 10, 2 ** 53, 1e21, 1e-7),
  boolean: fc.boolean(),
  instant: fc.constantFrom(-1, 0, 1, 0.25, 1_600_000_000_000, 1_600_000_000_000.125),
}

function valuesOf(rule: FieldRule): fc.Arbitrary<FilterValue> {
  return VALUES['type' in rule ? rule.type : rule.collectionOf] as fc.Arbitrary<FilterValue>
}

/** Returns arbitrary predicates that the table of fields allows. */
function tests<Name extends string>(fields: FieldTable<Name>): fc.Arbitrary<CheckedPredicate<Name>> {
  const all = Object.entries<FieldRule>(fields).flatMap(([field, rule]) =>
    rule.operators.map((op) => {
      const type = fc.constant('type' in rule ? rule.type : rule.collectionOf)
      const named = { op: fc.constant(op), field: fc.constant(field) }
      if (op === 'isnull' || op === 'pr') return fc.record(named)
      return op === 'in' || op === 'ca'
        ? fc.record({ ...named, type, values: fc.array(valuesOf(rule), { minLength: 1, maxLength: 4 }) })
        : fc.record({ ...named, type, value: valuesOf(rule) })
    }),
  )
  return fc.oneof(...all) as fc.Arbitrary<CheckedPredicate<Name>>
}

/** Returns arbitrary filters over these fields. */
function filters<Name extends string>(fields: FieldTable<Name>): fc.Arbitrary<CheckedFilter<Name>> {
  const leaf = tests(fields)
  return fc.letrec<{ tree: Tree<CheckedPredicate<Name>> }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.record({ op: fc.constant('not'), operand: tie('tree') }),
      fc.record({
        op: fc.constantFrom('and', 'or'),
        operands: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
      }),
    ),
  })).tree
}

describe('in SQL, a filter of the whole language finds the rows that match', () => {
  const FIELDS = {
    key: { type: 'id', operators: ['eq', 'ne', 'in', 'isnull', 'pr'] },
    name: {
      type: 'string',
      operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw', 'in', 'isnull', 'pr'],
    },
    size: { type: 'number', operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'isnull', 'pr'] },
    active: { type: 'boolean', operators: ['eq', 'ne', 'in', 'isnull', 'pr'] },
    at: { type: 'instant', operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'isnull', 'pr'] },
    tags: { collectionOf: 'string', operators: ['ca', 'isnull', 'pr'] },
    sizes: { collectionOf: 'number', operators: ['ca', 'isnull', 'pr'] },
  } as const satisfies FieldTable<string>

  const things = sqliteTable('things', {
    n: integer().primaryKey(),
    key: text(),
    name: text(),
    size: real(),
    active: integer({ mode: 'boolean' }),
    at: real(),
    tags: text({ mode: 'json' }).$type<string[]>(),
    sizes: text({ mode: 'json' }).$type<number[]>(),
  })
  const columns = Object.fromEntries(
    Object.keys(FIELDS).map((field) => [field, { column: things[field as keyof typeof FIELDS] }]),
  ) as Record<keyof typeof FIELDS, { column: typeof things.name }>

  const rows = fc.array(
    fc.record({
      key: fc.option(texts),
      name: fc.option(texts),
      size: fc.option(VALUES.number as fc.Arbitrary<number>),
      active: fc.option(fc.boolean()),
      at: fc.option(VALUES.instant as fc.Arbitrary<number>),
      tags: fc.option(fc.array(texts, { maxLength: 4 })),
      sizes: fc.option(fc.array(VALUES.number as fc.Arbitrary<number>, { maxLength: 4 })),
    }),
    { minLength: 1, maxLength: 12 },
  )

  beforeAll(async () => {
    await DB.exec('create table things (n integer primary key, key, name, size, active, at, tags, sizes)')
  })

  test('of any rows', async () => {
    const some = fc.array(fc.oneof(tests(FIELDS), filters(FIELDS)), { minLength: 24, maxLength: 24 })
    const property = fc.asyncProperty(rows, some, async (rows, filters) => {
      const [, , ...found] = await db.batch([
        db.delete(things),
        db.insert(things).values(
          rows.map(({ name, tags, ...row }, n) => {
            return { n, ...row, name: name && fold(name), tags: tags?.map(fold) ?? null }
          }),
        ),
        ...filters.map((filter) => {
          const { values, condition } = filterSql(filter, columns)
          const filterValues = db.$with(FILTER_VALUES, {}).as(values)
          return db
            .with(filterValues)
            .select({ n: things.n })
            .from(things)
            .where(condition)
            .orderBy(asc(things.n))
        }),
      ])
      const expected = filters.map((filter) => rows.flatMap((row, n) => (evaluate(filter, row) ? { n } : [])))
      expect(found).toEqual(expected)
    })
    await fc.assert(property, { numRuns: 60 })
  })
})

describe('in SQL, a filter of user apps', () => {
  const OWNERS = ['alice', 'Alice', '%'] as IdentityId[]
  const SOURCE = 'source' as SourceId
  const SOURCE_APPS = ['0', 'a'] as SourceAppId[]
  const ACCOUNTS = ['A', '😀', '"'] as AccountId[]

  const name = fc.option(texts)
  const owners = fc.tuple(...OWNERS.map((id) => fc.record({ id: fc.constant(id), name, alias: name })))
  const apps = fc.uniqueArray(
    fc.record({
      id: texts.map((text) => text as UserAppId),
      ownerId: fc.constantFrom(...OWNERS),
      sourceAppId: fc.constantFrom(...SOURCE_APPS),
      accountId: fc.option(fc.constantFrom(...ACCOUNTS)),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
  )
  const inventory = fc.record({ owners, apps })
  type Inventory = typeof inventory extends fc.Arbitrary<infer Value> ? Value : never

  beforeAll(async () => {
    await migrate()
    const apps = SOURCE_APPS.map((id, index) => {
      return { id, name: `App ${id}`, provisionRequestEnabled: index === 0, appCenterEnabled: index === 1 }
    })
    await db.insert(sources).values({ id: SOURCE, name: 'Source', useForPasswordManagement: true })
    await db.insert(sourceApps).values(apps)
  })

  async function fill({ owners, apps }: Inventory): Promise<void> {
    const person = { roles: [], scopes: [], active: true, firstSeenAt: 0, lastSeenAt: 0 }
    const held = { sourceId: SOURCE, manyAccounts: false, createdAt: 1, modifiedAt: 2 }
    await db.batch([
      db.delete(userApps),
      db.delete(accounts),
      db.delete(identities),
      db.insert(identities).values(owners.map((owner) => ({ ...person, ...owner, ...nameKeys(owner) }))),
      db.insert(accounts).values(
        ACCOUNTS.map((id) => ({
          id,
          name: `Account ${id}`,
          sourceId: SOURCE,
          ownerId: OWNERS[0] as IdentityId,
        })),
      ),
      db.insert(userApps).values(apps.map((app) => ({ ...held, ...app }))),
    ])
  }

  /** Returns the IDs of the rows that match the filter, in SQLite's order. */
  function picked({ owners, apps }: Inventory, filter: CheckedFilter<keyof typeof USER_APP_FIELDS>) {
    const rows = apps.map((app) => {
      const owner = owners.find(({ id }) => id === app.ownerId)
      return { ...app, ownerName: owner?.name ?? null, ownerAlias: owner?.alias ?? null }
    })
    return rows.filter((row) => evaluate(filter, row)).toSorted((a, b) => compareText(a.id, b.id))
  }

  test('finds the rows that match, page by page, and counts them', async () => {
    const pages = fc.record({ limit: fc.nat(5), offset: fc.nat(5) })
    const asked = fc.array(fc.tuple(filters(USER_APP_FIELDS), pages), { minLength: 6, maxLength: 6 })
    const property = fc.asyncProperty(inventory, asked, async (inventory, asked) => {
      await fill(inventory)
      const ask = async ([filter, { limit, offset }]: (typeof asked)[number]) => {
        const { rows, total } = await listUserApps(db, { filter, limit, offset, count: true })
        const expected = picked(inventory, filter).map(({ id }) => id)
        expect(rows.map(({ id }) => id)).toEqual(expected.slice(offset, offset + limit))
        expect(total).toBe(expected.length)
        // drizzle reads the rows of a counted page, and our own reader those of an uncounted one.
        const uncounted = await listUserApps(db, { filter, limit, offset, count: false })
        expect(uncounted).toEqual({ rows, total: undefined })
      }
      await Promise.all(asked.map(ask))
    })
    await fc.assert(property, { numRuns: 30 })
  })

  test('never shows a caller the rows of others, whatever the filter', async () => {
    const { ownerId: _, ...own } = USER_APP_FIELDS
    const asked = fc.array(fc.tuple(filters(own), fc.constantFrom(...OWNERS)), { minLength: 6, maxLength: 6 })
    const property = fc.asyncProperty(inventory, asked, async (inventory, asked) => {
      await fill(inventory)
      const ask = async ([filter, identity]: (typeof asked)[number]) => {
        const caller = { identity, canManageApplications: true, roles: [], scopes: [] }
        const paging = { limit: 250, offset: 0, count: true }
        const page = await listOwnUserApps({ db, now: () => 0 }, caller, format(filter as Filter), paging)
        const expected = picked(inventory, filter).filter(({ ownerId }) => ownerId === identity)
        expect(page.rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
        expect(page.rows.filter(({ ownerId }) => ownerId !== identity)).toEqual([])
        expect(page.total).toBe(expected.length)
      }
      await Promise.all(asked.map(ask))
    })
    await fc.assert(property, { numRuns: 30 })
  })
})
