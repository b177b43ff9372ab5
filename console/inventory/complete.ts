import { type Expected, FilterError } from '../../src/lib/filter/ast.ts'
import type { FieldRule } from '../../src/lib/filter/check.ts'
import { fold } from '../../src/lib/filter/fold.ts'
import { quote } from '../../src/lib/filter/format.ts'
import { parse } from '../../src/lib/filter/parse.ts'

/** Texts that can replace the text between `from` and the caret. */
export type Completion = { from: number; options: string[] }

/** The fields of an inventory, and the values of a field that are on the screen. */
export type Vocabulary = {
  fields: Readonly<Record<string, FieldRule>>
  values: (field: string) => string[]
}

const OPTIONS_MAX = 8

/** Returns the words that the filter's parser accepts at the caret and that begin with the typed text. */
export function complete(text: string, caret: number, vocabulary: Vocabulary): Completion {
  const from = caret - lastWord(text.slice(0, caret)).length
  const before = text.slice(0, from)
  const typed = fold(text.slice(from, caret))
  const words = expectedAfter(before).flatMap((expected) => wordsFor(expected, before, vocabulary))
  const options = words.filter((word) => fold(word).startsWith(typed) && fold(word) !== typed)
  return { from, options: options.slice(0, OPTIONS_MAX) }
}

/** Returns the word or the unclosed string at the end of a text. */
function lastWord(text: string): string {
  const open = /^(?:[^"]|"(?:[^"\\]|\\.)*")*("(?:[^"\\]|\\.)*)$/.exec(text)?.[1]
  return open ?? /[^\s(),"'\\]*$/.exec(text)?.[0] ?? ''
}

function expectedAfter(before: string): readonly Expected[] {
  try {
    parse(before)
    return ['and', 'or']
  } catch (error) {
    const isIncomplete = error instanceof FilterError && error.problem.found === undefined
    return isIncomplete ? error.problem.expected : []
  }
}

/** Returns the words for an expected token: all fields, or an operator if the field before it supports it. */
function wordsFor(expected: Expected, before: string, { fields, values }: Vocabulary): string[] {
  if (expected === 'field') return Object.keys(fields)
  if (expected === 'value') return values(/([\w.-]+)\s+\w+\s*$/.exec(before)?.[1] ?? '').map(quote)
  if (['and', 'or', 'not', '(', ')'].includes(expected)) return [expected]
  const rule = fields[/([\w.-]+)\s*$/.exec(before)?.[1] ?? '']
  return (rule?.operators as readonly string[] | undefined)?.includes(expected) ? [expected] : []
}
