import { describe, expect, test } from 'vitest'
import { findOffences, type Rule } from '../support/english/find-offences.ts'
import { FOLDERS, sourcesIn } from '../support/english/list.ts'

/**
 * The share of all comments that may not be reached, and the share of all words that may not be exceeded.
 * Docstrings, widths and names have no exceptions.
 */
const RELATIVE_CLAUSES_LIMIT = 0.02
const PRIVATE_WORDS_MAX = 0.001

describe('In the source, the console, the scripts and the tests', () => {
  const { offences, comments, words } = findOffences(sourcesIn(FOLDERS))
  const listed = (rule: Rule) =>
    offences
      .filter((offence) => offence.rule === rule)
      .map(({ file, line, text }) => `${file}:${line}: ${text}`)
  /** Returns the offences if there are more than `max`. */
  const listedAbove = (rule: Rule, max: number) => {
    const found = listed(rule)
    return found.length > max ? found : []
  }

  test('docstrings begin with a third-person verb for functions and a noun phrase for anything else', () => {
    expect(listed('docstring')).toEqual([])
  })

  test('fewer than 2 % of the comments begin with a relative clause', () => {
    expect(listedAbove('first word', Math.ceil(comments * RELATIVE_CLAUSES_LIMIT) - 1)).toEqual([])
  })

  test('at most 1 in 1,000 words of the comments is on the list of words to avoid', () => {
    expect(listedAbove('private word', words * PRIVATE_WORDS_MAX)).toEqual([])
  })

  test('comments break at 110 columns', () => {
    expect(listed('width')).toEqual([])
  })

  test('names contain no word of the list', () => {
    expect(listed('private name')).toEqual([])
  })
})

describe('A docstring', () => {
  test.each([
    ['/** Returns the row. */ function f() {}'],
    ['/** Returns the row. */ export async function f() {}'],
    ['/** Returns the row. */ export const f = async () => {}'],
    ['/** Inserts\n * the row.\n */\nfunction f() {}'],
    ['/** @throws {Refusal} if it does not exist */ function f() {}'],
    ['/** Whether the token is active. */ function f(): Promise<boolean> { return g() }'],
    ['/** Whether the token is active. */ function f(a: unknown): a is string { return g() }'],
    ['/** Whether the token is active. */ const f = (a: number) => a === 1'],
    ['/** Whether the token is active. */ const isActive = f()'],
    ['type T = { /** Whether the token is active. */ active: boolean | undefined }'],
    ['type T = { /** Called after a failure. */ onFailure: () => void }'],
    ['type T = { /** Reads the row. */ read(): void }'],
    ['/** The longest time in seconds. */ const MAX = 1'],
    ['/** Rows by ID. */ type T = object'],
    ['const f = () => {}\n// Of all rows, the first.\nf()'],
    ['const a = "/** What it is. */"; const b = `// What it is.`; const c = /[/*] What/'],
    ['const a = <p>// What it is.</p>'],
  ])('is accepted: %s', (text) => {
    expect(findOffences([{ file: 'x.tsx', text }]).offences).toEqual([])
  })

  test.each([
    ['/** The row. */ function f() {}'],
    ['/** Rows of the table. */ function f() {}'],
    ['/** Return the row. */ export function f() {}'],
    ['/** Returned row. */ export default function f() {}'],
    ['/** Whether the token is active. */ function f(): string { return "" }'],
    ['/** What the row holds. */ type T = object'],
    ['/** How long it takes. */ const MAX = 1'],
    ['/** Whose row it is. */ interface T {}'],
    ['/** Of all rows, the first. */ const a = 1'],
    ['/** If it exists. */ const f = () => {}'],
    ['/** Whether the token is active. */ const a = "yes"'],
    ['type T = { /** How long it takes. */ a: number }'],
    ['type T = { /** The row. */ read(): void }'],
    ['class A { /** Of the row. */ private read() {} }'],
    ['const a = { /** The row. */ read() {} }'],
    ['const a = { /** The row. */ read: () => {} }'],
    ['/** The row. */\n// biome-ignore lint: a reason\nfunction f() {}'],
  ])('is refused: %s', (text) => {
    expect(findOffences([{ file: 'x.ts', text }]).offences).toMatchObject([{ rule: 'docstring' }])
  })
})

describe('Any comment', () => {
  test.each<[text: string, rule: Rule, found: string, line: number]>([
    ['f()\n// What is left of it.', 'first word', 'What is left of it.', 2],
    ['f()\n\n// Rows.\n// Each is told.', 'private word', 'told', 3],
    ['/* There is nobody. */', 'private word', 'nobody', 1],
    ['// This is no answer.', 'private word', 'is no', 1],
    ['// It goes\n// passed over.', 'private word', 'passed over', 1],
    ['// It ends by itself.', 'private word', 'by itself', 1],
    [`// ${'long '.repeat(30)}`, 'width', 'long '.repeat(12), 1],
  ])('is refused: %s', (text, rule, found, line) => {
    expect(findOffences([{ file: 'x.ts', text }]).offences).toContainEqual({
      rule,
      file: 'x.ts',
      line,
      text: found,
    })
  })

  test.each([
    ['// The key is no longer valid.'],
    ['// `tell` is a name of the format.'],
    ['// Standard handling of understanding.'],
    [`// See https://example.com/${'x'.repeat(120)}`],
    ['// biome-ignore lint: this stands here'],
  ])('is accepted: %s', (text) => {
    expect(findOffences([{ file: 'x.ts', text }]).offences).toEqual([])
  })
})

test.each([
  ['x.ts', 'const whoeverAsks = 1', ['whoeverAsks']],
  ['x.ts', 'function f({ tell }) {}', ['tell']],
  ['x.ts', 'const PRICE_TOLD = 1', ['PRICE_TOLD']],
  ['gate-keeper.ts', 'export {}', ['gate-keeper.ts']],
  ['gateway.ts', 'const mitigated = investigate(standard)', []],
])('Names are refused by their camel-case words: %s with %s', (file, text, names) => {
  expect(findOffences([{ file, text }]).offences.map((offence) => offence.text)).toEqual(names)
})
