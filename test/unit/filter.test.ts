import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Expected,
  type Filter,
  FilterError,
  type FilterProblem,
  LIST_OPERATORS,
  mapLeaves,
  type ParsedFilter,
  type Predicate,
  SCALAR_OPERATORS,
} from '../../src/lib/filter/ast.ts'
import { check, type FieldRule, type FieldTable, type FilterValue } from '../../src/lib/filter/check.ts'
import { type Cell, evaluate } from '../../src/lib/filter/evaluate.ts'
import { compareText, fold } from '../../src/lib/filter/fold.ts'
import { format } from '../../src/lib/filter/format.ts'
import {
  FILTER_LENGTH_MAX,
  FILTER_NESTING_MAX,
  FILTER_PREDICATES_MAX,
  parse,
} from '../../src/lib/filter/parse.ts'
import examples from './filter-examples.json'

const ID: FieldRule = { type: 'id', operators: ['eq', 'ne', 'in', 'isnull', 'pr'] }
const STRING: FieldRule = {
  type: 'string',
  operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw', 'in', 'isnull', 'pr'],
}
const NUMBER: FieldRule = {
  type: 'number',
  operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'isnull', 'pr'],
}
const BOOLEAN: FieldRule = { type: 'boolean', operators: ['eq', 'ne', 'in', 'isnull', 'pr'] }
const INSTANT: FieldRule = {
  type: 'instant',
  operators: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'isnull', 'pr'],
}
const STRINGS: FieldRule = { collectionOf: 'string', operators: ['ca', 'isnull', 'pr'] }

const TABLES: Record<string, FieldTable<string>> = {
  'user-apps/all': {
    id: { type: 'id', operators: ['eq'] },
    ownerId: { type: 'id', operators: ['eq'] },
    ownerName: { type: 'string', operators: ['eq', 'sw'] },
    ownerAlias: { type: 'string', operators: ['eq', 'sw'] },
    accountId: { type: 'id', operators: ['eq'] },
    sourceAppId: { type: 'id', operators: ['eq'] },
  },
  generic: {
    ...fields(
      ID,
      'id',
      'identitySummary.id',
      'accountActivityItemId',
      'owner.id',
      'referenceId',
      'access.id',
    ),
    ...fields(
      STRING,
      'name',
      'type',
      'accountRequestInfo',
      'email',
      'firstname',
      'prop1',
      'prop2',
      'prop3',
      'completionStatus',
      'attributes.displayName',
      'createdByName',
      'createdById',
      'referenceType',
      'displayName',
      'access.name',
    ),
    ...fields(BOOLEAN, 'enabled', 'directConnect', 'requestable', 'correlated', 'saved', 'certStatus'),
    ...fields(INSTANT, 'created', 'lastUsed', 'startDate', 'snapshotDate'),
    daysUntilEscalation: NUMBER,
    groups: STRINGS,
  },
}

describe('the examples of the contract', () => {
  test.each(examples)('have the verdict $verdict for $endpoint: $filter', ({ endpoint, filter, verdict }) => {
    expect(verdictOn(filter, TABLES[endpoint] ?? {})).toBe(verdict)
  })
})

describe('parsing', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((field) => ({ op: 'isnull', field }) as const) as [
    Predicate,
    Predicate,
    Predicate,
  ]

  test.each<[text: string, tree: Filter]>([
    ['a isnull', a],
    ['a isnull or b isnull and c isnull', or(a, and(b, c))],
    ['a isnull and b isnull or c isnull', or(and(a, b), c)],
    ['a isnull or b isnull or c isnull', or(a, b, c)],
    ['a isnull or (b isnull or c isnull)', or(a, or(b, c))],
    ['(a isnull or b isnull) and c isnull', and(or(a, b), c)],
    ['not a isnull or b isnull and c isnull', or(not(a), and(b, c))],
    ['not (a isnull or b isnull) and c isnull', and(not(or(a, b)), c)],
    ['not not a isnull', not(not(a))],
    ['(((a isnull)))', a],
    ['pr a', { op: 'pr', field: 'a' }],
    ['pr pr', { op: 'pr', field: 'pr' }],
    ['pr eq "x"', { op: 'eq', field: 'pr', value: 'x' }],
    ['pr isnull', { op: 'isnull', field: 'pr' }],
    ['not pr a', not({ op: 'pr', field: 'a' })],
    ['a.b-c.d_1 eq 7', { op: 'eq', field: 'a.b-c.d_1', value: '7' }],
    ['a eq not', { op: 'eq', field: 'a', value: 'not' }],
    ['a eq pr and b isnull', and({ op: 'eq', field: 'a', value: 'pr' }, b)],
    ['a eq AND', { op: 'eq', field: 'a', value: 'AND' }],
    ['a eq "and"', { op: 'eq', field: 'a', value: 'and' }],
    ['a eq 50%+x=[ë]:🙂', { op: 'eq', field: 'a', value: '50%+x=[ë]:🙂' }],
    ['a eq ""', { op: 'eq', field: 'a', value: '' }],
    ['a eq O’Brien', { op: 'eq', field: 'a', value: 'O’Brien' }],
    ['a eq "“x”"', { op: 'eq', field: 'a', value: '“x”' }],
    [String.raw`a eq "\"\\ ' (,)"`, { op: 'eq', field: 'a', value: String.raw`"\ ' (,)` }],
    ['a in (1,"2", x )', { op: 'in', field: 'a', values: ['1', '2', 'x'] }],
    ['a ca ("x")', { op: 'ca', field: 'a', values: ['x'] }],
  ])('returns the tree of %s', (text, tree) => {
    expect(meaning(parse(text))).toEqual(tree)
  })

  test.each([
    ['  a   eq   "x"  ', 'a eq "x"'],
    ['a\teq\n"x"\u00a0', 'a eq "x"'],
    ['a eq"x"and b eq"y"', 'a eq "x" and b eq "y"'],
    ['(a eq x)and(b isnull)or not(c isnull)', 'a eq "x" and b isnull or not c isnull'],
    ['a in("x" , y)and b ca( "z" )', 'a in ("x", "y") and b ca ("z")'],
    ['( a isnull )', 'a isnull'],
  ])('needs white space only between two words: %j is %j', (text, normal) => {
    expect(format(parse(text))).toBe(normal)
  })

  test('returns the positions of all parts, in code points', () => {
    expect(parse('a eq "🙂" and pr b or c in (1, 2)')).toMatchObject({
      operands: [
        {
          operands: [
            { at: { field: 0, operator: 2, values: [5] } },
            { at: { field: 16, operator: 13, values: [] } },
          ],
        },
        { at: { field: 21, operator: 23, values: [27, 30] } },
      ],
    })
  })
})

const STARTS: Expected[] = ['field', 'pr', 'not', '(']
const AFTER_FIELD: Expected[] = [...SCALAR_OPERATORS, ...LIST_OPERATORS, 'isnull']

describe('a malformed filter is rejected', () => {
  test.each<
    [text: string, kind: FilterProblem['kind'], position: number, found: string | undefined, Expected[]]
  >([
    ['', 'unexpected', 0, undefined, STARTS],
    ['   ', 'unexpected', 3, undefined, STARTS],
    ['not', 'unexpected', 3, undefined, STARTS],
    ['()', 'unexpected', 1, ')', STARTS],
    ['and a isnull', 'unexpected', 0, 'and', STARTS],
    ['eq eq 1', 'unexpected', 0, 'eq', STARTS],
    ['"a" eq b', 'unexpected', 0, '"a"', STARTS],
    [`"'a" eq b`, 'unexpected', 0, `"'a"`, STARTS],
    ['1a eq b', 'unexpected', 0, '1a', STARTS],
    ['é eq b', 'unexpected', 0, 'é', STARTS],
    ['\\ eq b', 'unexpected', 0, '\\', STARTS],
    ['a', 'unexpected', 1, undefined, AFTER_FIELD],
    ['a "x"', 'unexpected', 2, '"x"', AFTER_FIELD],
    ['a "EQ" 1', 'unexpected', 2, '"EQ"', AFTER_FIELD],
    ['a "eq" 1', 'unexpected', 2, '"eq"', AFTER_FIELD],
    ['"not" a isnull', 'unexpected', 0, '"not"', STARTS],
    ['a isnull "and" b isnull', 'unexpected', 9, '"and"', ['and', 'or', 'end']],
    ['a. eq 1', 'unknown_operator', 1, '.', AFTER_FIELD],
    ['a:b', 'unknown_operator', 1, ':b', AFTER_FIELD],
    ['a rt 1', 'unknown_operator', 2, 'rt', AFTER_FIELD],
    ['a == 1', 'unknown_operator', 2, '==', AFTER_FIELD],
    ['a and b', 'unknown_operator', 2, 'and', AFTER_FIELD],
    ['pr', 'unexpected', 2, undefined, ['field', ...AFTER_FIELD]],
    ['pr and a', 'unknown_operator', 3, 'and', ['field', ...AFTER_FIELD]],
    ['a EQ 1', 'upper_case_operator', 2, 'EQ', AFTER_FIELD],
    ['a IsNull', 'upper_case_operator', 2, 'IsNull', AFTER_FIELD],
    ['a isnull AND b isnull', 'upper_case_operator', 9, 'AND', ['and', 'or', 'end']],
    ['(a isnull OR b isnull)', 'upper_case_operator', 10, 'OR', ['and', 'or', ')']],
    ['NOT a isnull', 'upper_case_operator', 0, 'NOT', STARTS],
    ['Not (a isnull)', 'upper_case_operator', 0, 'Not', STARTS],
    ['PR a', 'upper_case_operator', 0, 'PR', STARTS],
    ['Field is a', 'unknown_operator', 6, 'is', AFTER_FIELD],
    ['a isnull END', 'unexpected', 9, 'END', ['and', 'or', 'end']],
    ['a eq', 'unexpected', 4, undefined, ['value']],
    ['a eq and', 'unexpected', 5, 'and', ['value']],
    ['a eq (1)', 'unexpected', 5, '(', ['value']],
    ["a eq 'John Doe'", 'wrong_quote', 5, "'", ['value']],
    ["a eq O'Brien", 'wrong_quote', 6, "'", ['and', 'or', 'end']],
    ["'a' eq 1", 'wrong_quote', 0, "'", STARTS],
    ['a eq “John Doe”', 'wrong_quote', 5, '“', ['value']],
    ['a eq 🙂”', 'wrong_quote', 6, '”', ['and', 'or', 'end']],
    ['a eq ’', 'wrong_quote', 5, '’', ['value']],
    ['a eq x’’ and b eq y', 'wrong_quote', 6, '’', ['and', 'or', 'end']],
    ['a in (1,“x”)', 'wrong_quote', 8, '“', ['value']],
    ['a in (1”)', 'wrong_quote', 7, '”', [',', ')']],
    ['«a» eq 1', 'wrong_quote', 0, '«', STARTS],
    ['a` eq 1', 'wrong_quote', 1, '`', AFTER_FIELD],
    ['a ‘eq’ 1', 'wrong_quote', 2, '‘', AFTER_FIELD],
    ['a isnull “and” b isnull', 'wrong_quote', 9, '“', ['and', 'or', 'end']],
    ['a eq x\\y', 'unexpected', 6, '\\', ['and', 'or', 'end']],
    ['a in 1', 'unexpected', 5, '1', ['(']],
    ['a in ()', 'unexpected', 6, ')', ['value']],
    ['a in (1,)', 'unexpected', 8, ')', ['value']],
    ['a in (1 2)', 'unexpected', 8, '2', [',', ')']],
    ['a in (1', 'unexpected', 7, undefined, [',', ')']],
    ['a eq 1 b eq 2', 'unexpected', 7, 'b', ['and', 'or', 'end']],
    ['a eq 1, b eq 2', 'unexpected', 6, ',', ['and', 'or', 'end']],
    ['a eq 1)', 'unexpected', 6, ')', ['and', 'or', 'end']],
    ['(a eq 1', 'unexpected', 7, undefined, ['and', 'or', ')']],
    ['a eq "🙂" eq', 'unexpected', 9, 'eq', ['and', 'or', 'end']],
    ['a eq "🙂', 'unterminated_string', 7, undefined, ['"']],
    ['a eq "x\\', 'unterminated_string', 8, undefined, ['"']],
    ['a eq "🙂\\n"', 'bad_escape', 7, '\\n', ['\\"', '\\\\']],
    ['a eq "\\🙂"', 'bad_escape', 6, '\\🙂', ['\\"', '\\\\']],
    [`a eq x ${'y'.repeat(50)}`, 'unexpected', 7, `${'y'.repeat(40)}…`, ['and', 'or', 'end']],
  ])('with the first mistake: %j has %s at %d', (text, kind, position, found, expected) => {
    expect(problemOf(() => parse(text))).toEqual(
      kind === 'unterminated_string'
        ? { kind, position, found, expected, opened: 5 }
        : { kind, position, found, expected },
    )
  })

  test.each([..."'`‘’‚‛“”„‟«»‹›「」『』〝〞〟﹁﹂﹃﹄＂＇｢｣⹂"])(
    'if a bare word begins or ends with %s',
    (mark) => {
      expect(problemOf(() => parse(`a eq ${mark}x`))).toMatchObject({ kind: 'wrong_quote', position: 5 })
      expect(problemOf(() => parse(`a eq x${mark}`))).toMatchObject({ kind: 'wrong_quote', position: 6 })
    },
  )

  test.each([
    ['a eq', 'Cannot parse filter: expected a value at 4'],
    ['a isnull x', 'Cannot parse filter: expected and, or, the end at 9'],
    ['ownerName co x', 'Cannot check filter: expected eq, sw at 10'],
    [negations(33), 'Cannot parse filter: expected at most 32 levels of nesting at 128'],
  ])('with a message for programmers: %s', (text, message) => {
    expect(() => check(parse(text), TABLES['user-apps/all'] ?? {})).toThrow(message)
  })
})

describe('a limit of the parser', () => {
  const ofLength = (length: number, unit = 'x') => `a eq ${unit.repeat(length - 5)}`
  const ofPredicates = (count: number) => Array(count).fill('a eq 1').join(' or ')
  const ofLevels = (levels: number) => `${'('.repeat(levels)}a isnull${')'.repeat(levels)}`

  test.each([
    ['characters', ofLength(FILTER_LENGTH_MAX)],
    ['characters outside the first plane', ofLength(FILTER_LENGTH_MAX, '🙂')],
    ['predicates', ofPredicates(FILTER_PREDICATES_MAX)],
    ['parentheses', ofLevels(FILTER_NESTING_MAX)],
    ['negations', negations(FILTER_NESTING_MAX)],
    ['parentheses and negations', `${'not ('.repeat(16)}a isnull${')'.repeat(16)}`],
    ['levels, twice', `${ofLevels(FILTER_NESTING_MAX)} and ${negations(FILTER_NESTING_MAX)}`],
  ])('on %s may be reached', (_, text) => {
    expect(meaning(parse(text))).toBeDefined()
  })

  test.each<[limit: string, text: string, problem: Partial<FilterProblem>]>([
    [
      'characters',
      ofLength(8193),
      { kind: 'too_long', max: 8192, position: 8192, found: 'x', expected: ['end'] },
    ],
    ['characters, white space', ' '.repeat(8193), { kind: 'too_long', position: 8192 }],
    ['characters outside the first plane', ofLength(8193, '🙂'), { kind: 'too_long', found: '🙂' }],
    [
      'predicates',
      ofPredicates(101),
      { kind: 'too_many_predicates', max: 100, position: 1000, found: 'a', expected: [] },
    ],
    ['predicates, one missing', ofPredicates(100).concat(' or'), { kind: 'unexpected', position: 999 }],
    [
      'parentheses',
      ofLevels(33),
      { kind: 'too_deep', max: 32, position: 32, found: '(', expected: ['field', 'pr'] },
    ],
    ['negations', negations(33), { kind: 'too_deep', position: 128, found: 'not' }],
    ['parentheses and negations', `${'not ('.repeat(17)}a isnull`, { kind: 'too_deep', position: 80 }],
  ])('on %s must not be exceeded by one', (_, text, problem) => {
    expect(problemOf(() => parse(text))).toMatchObject(problem)
  })

  test.each([
    ...[
      '(',
      'not ',
      '"',
      '\\',
      ' ',
      'a',
      'a.',
      '🙂',
      "'",
      '’',
      'a eq x’',
      'a eq "',
      'a eq 1 or ',
      '\ud83d',
    ].map((unit) => [unit, 100_000]),
    ...['(', 'not ', 'a', 'a.', ' ', 'a in (', 'pr '].map((unit) => [unit, FILTER_LENGTH_MAX]),
    ['a in (1,1', FILTER_LENGTH_MAX],
  ] as [string, number][])(
    'keeps parsing fast: %j, repeated to %d characters, takes less than 5 ms',
    (unit, length) => {
      const text = unit.repeat(length / [...unit].length)
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now()
        problemOf(() => parse(text))
        return performance.now() - start
      })
      expect(Math.min(...times)).toBeLessThan(5)
    },
  )
})

const FIELDS = {
  key: ID,
  text: STRING,
  size: NUMBER,
  on: BOOLEAN,
  'seen.last': INSTANT,
  tags: STRINGS,
  sizes: { collectionOf: 'number', operators: ['ca'] },
} as const satisfies Record<string, FieldRule>

describe('a checked filter', () => {
  test.each<[filter: string, values: FilterValue[]]>([
    ['key in (7, "A b")', ['7', 'A b']],
    ['text in (7, true, "Ä")', ['7', 'true', 'Ä']],
    ['size in (7, "-0.5", 1e3, 007)', [7, -0.5, 1000, 7]],
    ['on in (true, "false")', [true, false]],
    ['sizes ca (1, "2")', [1, 2]],
    ['seen.last in (2018, "0000", 1970-01-01t00:00:00z)', [1514764800000, -62167219200000, 0]],
    ['seen.last in (2018-12-18T23:05:55Z, 2018-12-19T00:35:55+01:30)', [1545174355000, 1545174355000]],
    ['seen.last in (2018-12-18T18:05:55-05:00, 1969-12-31T23:59:59.5Z)', [1545174355000, -500]],
    ['seen.last in ("2022-02-07T20:13:29.356648026Z")', [1644264809356.648]],
    ['seen.last in (1970-01-01T00:00:00.069Z, 2024-02-29T00:00:00Z)', [69, 1709164800000]],
  ])('has values of the type of its field: %s', (filter, values) => {
    const checked = check(parse(filter), FIELDS)
    if (!('values' in checked)) throw new Error('no list')
    expect(checked.values).toEqual(values)
  })

  test('has the same logic, without positions', () => {
    expect(check(parse('not (size gt 7 or pr on)'), FIELDS)).toEqual({
      op: 'not',
      operand: {
        op: 'or',
        operands: [
          { op: 'gt', field: 'size', type: 'number', value: 7 },
          { op: 'pr', field: 'on' },
        ],
      },
    })
  })

  const invalid: [field: string, type: Expected, texts: string[]][] = [
    ['size', 'number', ['', ' ', '+1', '1.', '.5', '0x10', '1e999', 'NaN', 'Infinity', '1,5', '١']],
    ['on', 'boolean', ['', 'TRUE', 'True', '1', 'yes', 'true ']],
    [
      'seen.last',
      'instant',
      [
        '',
        '18',
        '02018',
        '2018-12',
        '2018-12-18',
        '2018-12-18T23:05Z',
        '2018-12-18 23:05:55Z',
        '2018-12-18T23:05:55',
        '2018-12-18T23:05:55.Z',
        '2018-12-18T23:05:55+0100',
        '1544742355',
        '2023-02-29T00:00:00Z',
        '2018-13-01T00:00:00Z',
        '2018-00-01T00:00:00Z',
        '2018-04-31T00:00:00Z',
        '2018-12-18T24:00:00Z',
        '2018-12-18T23:60:00Z',
        '2016-12-31T23:59:60Z',
        '2018-12-18T00:00:00+24:00',
        '2018-12-18T00:00:00+00:60',
        '+12018-12-18T00:00:00Z',
      ],
    ],
  ]

  test.each(invalid.flatMap(([field, type, texts]) => texts.map((text) => ({ field, type, text }))))(
    'rejects a value of $field that is not a valid $type: $text',
    ({ field, type, text }) => {
      expect(problemOf(() => check(parse(`on eq true or ${field} in ("${text}")`), FIELDS))).toEqual({
        kind: 'value_not_of_type',
        position: 19 + field.length,
        found: text,
        expected: [type],
        field,
        operator: 'in',
      })
    },
  )

  test('reports a long field name cut short', () => {
    const long = `${'a'.repeat(40)}…`
    expect(problemOf(() => check(parse(`pr ${'a'.repeat(41)}`), FIELDS))).toMatchObject({
      found: long,
      field: long,
    })
  })

  test.each<[filter: string, problem: FilterProblem]>([
    [
      'text eq x and Text eq x',
      {
        kind: 'field_not_supported',
        position: 14,
        found: 'Text',
        expected: ['field'],
        field: 'Text',
        operator: 'eq',
        fields: Object.keys(FIELDS),
      },
    ],
    [
      'pr constructor',
      {
        kind: 'field_not_supported',
        position: 3,
        found: 'constructor',
        expected: ['field'],
        field: 'constructor',
        operator: 'pr',
        fields: Object.keys(FIELDS),
      },
    ],
    [
      'text eq "🙂" and on gt true',
      {
        kind: 'operator_not_supported',
        position: 19,
        found: 'gt',
        expected: BOOLEAN.operators,
        field: 'on',
        operator: 'gt',
      },
    ],
    [
      'not pr sizes',
      {
        kind: 'operator_not_supported',
        position: 4,
        found: 'pr',
        expected: ['ca'],
        field: 'sizes',
        operator: 'pr',
      },
    ],
    [
      'size in (1, two)',
      {
        kind: 'value_not_of_type',
        position: 12,
        found: 'two',
        expected: ['number'],
        field: 'size',
        operator: 'in',
      },
    ],
  ])('rejects what a field does not support: %s', (filter, problem) => {
    expect(problemOf(() => check(parse(filter), FIELDS))).toEqual(problem)
  })
})

describe('evaluation', () => {
  type Name = keyof typeof FIELDS
  const nulls: Record<Name, Cell> = {
    key: null,
    text: null,
    size: null,
    on: null,
    'seen.last': null,
    tags: null,
    sizes: null,
  }
  const row: Record<Name, Cell> = {
    key: 'aB',
    text: 'Ännchen',
    size: 7,
    on: true,
    'seen.last': Date.UTC(2018, 0, 1),
    tags: ['Venezia', 'Firenze', 'Roma'],
    sizes: [],
  }

  test.each([
    ['text eq "ÄNNCHEN"', true],
    ['text eq "A\u0308nnchen"', true],
    ['text ne "ännchen"', false],
    ['text ne "Anna"', true],
    ['text gt "ÄNNA"', true],
    ['text gt "ÄNNCHEN"', false],
    ['text ge "ÄNNCHEN"', true],
    ['text lt "ännchen"', false],
    ['text le "ÄNNCHEN"', true],
    ['text co "NCHE"', true],
    ['text co ""', true],
    ['text sw "Än"', true],
    ['text sw "n"', false],
    ['text in ("x", "ÄNNCHEN")', true],
    ['text isnull', false],
    ['pr text', true],
    ['key eq aB', true],
    ['key eq ab', false],
    ['key in (ab, AB)', false],
    ['size gt 6.5 and size le 7 and size ge 7', true],
    ['size lt 10', true],
    ['size ne "7.0"', false],
    ['on eq "true"', true],
    ['on ne true', false],
    ['seen.last eq 2018', true],
    ['seen.last lt 2018-01-01T00:00:00.000001Z', true],
    ['seen.last ge 2018-01-01T01:00:00+01:00', true],
    ['tags ca ("FIRENZE", Roma)', true],
    ['tags ca (Firenze, Milano)', false],
    ['sizes ca (1)', false],
    ['not key eq aB or size eq 7', true],
    ['not (key eq aB or size eq 7)', false],
    ['key eq aB and not not size eq 8', false],
  ])('of %s gives %s', (filter, expected) => {
    expect(evaluate(check(parse(filter), FIELDS), row)).toBe(expected)
  })

  test.each([
    ['text eq ""', false],
    ['text ne "x"', true],
    ...['gt', 'ge', 'lt', 'le', 'co', 'sw'].map((op) => [`text ${op} ""`, false]),
    ['size le 0', false],
    ['text in ("")', false],
    ['tags ca ("")', false],
    ['text isnull', true],
    ['pr text', false],
    ['not text eq "x"', true],
    ['not text ne "x"', false],
  ] as [string, boolean][])('of %s on null fields gives %s', (filter, expected) => {
    expect(evaluate(check(parse(filter), FIELDS), nulls)).toBe(expected)
  })
})

/** All letters that this runtime's Unicode knows. */
const LETTERS = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter((text) =>
  /^\p{L}/u.test(text),
)

describe('folding', () => {
  test.each([
    ['änne', 'ÄNNE', true],
    ['é', 'e\u0301', true],
    ['é', 'e', false],
    ['ｊ', 'J', true],
    ['ﬁ', 'FI', true],
    ['ŉ', 'ʼN', true],
    ['Ĳ', 'ij', true],
    ['և', 'ԵՒ', true],
    ['ᴬ', 'a', true],
    ['\u212a', 'k', true],
    ['ſ', 'S', true],
    ['J\u030c', 'ǰ', true],
    ['straße', 'STRAẞE', true],
    ['straße', 'STRASSE', false],
    ['σ', 'ς', true],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς', true],
    ['ϲ', 'Ϲ', true],
    ['ϲ', 'Σ', true],
    ['I', 'i', true],
    ['İ', 'i\u0307', true],
    ['İ', 'i', false],
    ['ı', 'I', false],
    ['Ꭰ', 'ꭰ', true],
    ['Ᏸ', 'ᏸ', true],
    ['Ა', 'ა', true],
    ['𐐀', '𐐨', true],
    ['ᲀ', 'в', false],
    ['soft', 'so\u00adft', false],
  ])('makes %s and %s equal: %s', (a, b, same) => {
    expect(fold(a) === fold(b)).toBe(same)
  })

  test('makes the capital and the small form of every letter equal, but for ten letters', () => {
    const different = LETTERS.filter((letter) => {
      const forms = [letter.toLowerCase(), letter.toUpperCase()].filter((form) => [...form].length === 1)
      return forms.some((form) => fold(form) !== fold(letter))
    })
    expect(different.join('')).toBe('ıᲀᲁᲂᲃᲄᲅᲆᲇᲈ')
  })

  test('depends on no neighbour, so that the prefix of a name folds to a prefix', () => {
    const dependent = LETTERS.filter((letter) => {
      const folded = fold(letter)
      return fold(`Α${letter}`) !== `α${folded}` || fold(`Α${letter}Α`) !== `α${folded}α`
    })
    expect(dependent).toEqual([])
  })

  test('is idempotent', () => {
    fc.assert(fc.property(text(), (any) => fold(fold(any)) === fold(any)))
  })

  test('is compared in the order of UTF-8', () => {
    const wellFormed = text().map((any) => any.toWellFormed())
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
      {
        examples: [
          ['a\0', 'a'],
          ['\uffff', '🙂'],
        ],
      },
    )
  })
})

describe('any text', () => {
  test('that formats a tree is parsed to the same tree', () => {
    fc.assert(
      fc.property(tree(), (filter) => {
        expect(meaning(parse(format(filter)))).toEqual(filter)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['random characters', text()],
    ['words of the language in any order', sentence()],
    ['a filter with a piece removed, inserted or replaced', mutated()],
  ])('is parsed, or rejected at a position within it: %s', (_, arbitrary) => {
    fc.assert(fc.property(arbitrary, expectParsedOrRejected), { numRuns: 1000 })
  })
})

function expectParsedOrRejected(input: string): void {
  let filter: ParsedFilter
  try {
    filter = parse(input)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    expect(error.problem.position).toBeGreaterThanOrEqual(0)
    expect(error.problem.position).toBeLessThanOrEqual([...input].length)
    return
  }
  expect(meaning(parse(format(filter)))).toEqual(meaning(filter))
}

function text(): fc.Arbitrary<string> {
  const letters = fc.constantFrom('Σ', 'ς', 'İ', 'ß', 'ﬁ', '\u0308', '\ud83d', '\uffff', '"', '\\', ' ')
  return fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), letters) })
}

function tree(): fc.Arbitrary<Filter> {
  const { node } = fc.letrec<{ node: Filter }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      predicate(),
      fc.record({ op: fc.constant('not' as const), operand: tie('node') }),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }))
  return node
}

function predicate(): fc.Arbitrary<Predicate> {
  const field = fc
    .stringMatching(/^(?:[A-Za-z][\w-]{0,4})(?:\.[A-Za-z][\w-]{0,4}){0,2}$/)
    .filter((name) => !['and', 'or', 'not', ...AFTER_FIELD].includes(name))
  const values = fc.array(text(), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    fc.record({ op: fc.constantFrom(...SCALAR_OPERATORS), field, value: text() }),
    fc.record({ op: fc.constantFrom(...LIST_OPERATORS), field, values }),
    fc.record({
      op: fc.constantFrom('isnull' as const, 'pr' as const),
      field: fc.oneof(field, fc.constant('pr')),
    }),
  )
}

function sentence(): fc.Arbitrary<string> {
  const word = fc.constantFrom(
    ...AFTER_FIELD,
    'not',
    'and',
    'or',
    'pr',
    'a',
    'b.c',
    '"x"',
    '7',
    '(',
    ')',
    ',',
    "'",
    '“',
    '’x',
    '\\',
    '"',
  )
  return fc
    .array(
      fc.tuple(word, fc.constantFrom('', ' ', ' ')).map((pair) => pair.join('')),
      { maxLength: 12 },
    )
    .map((words) => words.join(''))
}

function mutated(): fc.Arbitrary<string> {
  return fc
    .tuple(tree().map(format), fc.nat(), fc.nat({ max: 6 }), fc.oneof(text(), sentence()))
    .map(([valid, at, length, piece]) => {
      const index = at % (valid.length + 1)
      return valid.slice(0, index) + piece + valid.slice(index + length - 3)
    })
}

function or(...operands: Filter[]): Filter {
  return { op: 'or', operands }
}

function and(...operands: Filter[]): Filter {
  return { op: 'and', operands }
}

function not(operand: Filter): Filter {
  return { op: 'not', operand }
}

function negations(count: number): string {
  return `${'not '.repeat(count)}a isnull`
}

function fields(rule: FieldRule, ...names: string[]): FieldTable<string> {
  return Object.fromEntries(names.map((name) => [name, rule]))
}

function meaning(filter: ParsedFilter): Filter {
  return mapLeaves(filter, ({ at: _, ...predicate }) => predicate)
}

function problemOf(run: () => unknown): FilterProblem | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof FilterError) return error.problem
    throw error
  }
}

function verdictOn(filter: string, table: FieldTable<string>): string {
  const problem = problemOf(() => check(parse(filter), table))
  if (problem === undefined) return 'ok'
  return 'operator' in problem ? problem.kind.replace('_not_supported', '') : 'syntax'
}
