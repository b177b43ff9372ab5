import { type Expected, FilterError } from '../../src/lib/filter/ast.ts'
import type { FieldRule } from '../../src/lib/filter/check.ts'
import { parse } from '../../src/lib/filter/parse.ts'

/** What may stand where the reader types: in place of the text from there to the caret. */
export type Completion = { from: number; options: string[] }

/** What an inventory lets be asked, and the values of a field that the reader has seen. */
export type Known = { fields: Readonly<Record<string, FieldRule>>; values: (field: string) => string[] }

/** How many are offered at once. */
const OPTIONS_MAX = 8

/** What may be typed next: what the parser itself would accept after the text before. */
export function complete(text: string, caret: number, known: Known): Completion {
  const from = caret - word(text.slice(0, caret)).length
  const before = text.slice(0, from)
  const typed = text.slice(from, caret).toLowerCase()
  const options = expectedAfter(before).flatMap((expected) => spelled(expected, before, known))
  const fitting = options.filter(
    (option) => option.toLowerCase().startsWith(typed) && option.toLowerCase() !== typed,
  )
  return { from, options: fitting.slice(0, OPTIONS_MAX) }
}

/** The word that the text ends in, or the string that it ends inside of. */
function word(text: string): string {
  const open = /^(?:[^"]|"(?:[^"\\]|\\.)*")*("(?:[^"\\]|\\.)*)$/.exec(text)?.[1]
  return open ?? /[^\s(),"'\\]*$/.exec(text)?.[0] ?? ''
}

function expectedAfter(before: string): readonly Expected[] {
  try {
    parse(before)
    return ['and', 'or']
  } catch (error) {
    const atEnd = error instanceof FilterError && error.problem.found === undefined
    return atEnd ? error.problem.expected : []
  }
}

/** How what is expected is written here: a field by its names, an operator if its field has it. */
function spelled(expected: Expected, before: string, { fields, values }: Known): string[] {
  if (expected === 'field') return Object.keys(fields)
  if (expected === 'value') return values(/([\w.-]+)\s+\w+\s*$/.exec(before)?.[1] ?? '').map(quoted)
  if (['and', 'or', 'not', '(', ')'].includes(expected)) return [expected]
  const rule = fields[/([\w.-]+)\s*$/.exec(before)?.[1] ?? '']
  return (rule?.operators as readonly string[] | undefined)?.includes(expected) ? [expected] : []
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}
