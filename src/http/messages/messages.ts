import type { Refusal, RefusalCode, RefusalDetails } from '../../domain/refusal.ts'
import type { Expected, ExpectedNoun, FilterProblem } from '../../lib/filter/ast.ts'

/** Everything that is said to people, in one language: one that lacks a sentence does not compile. */
export type Messages = {
  /** BCP 47. */
  locale: string
  /** A sentence for each refusal: what is wrong, and how to mend it. */
  refusals: { [Code in Exclude<RefusalCode, 'filter_invalid'>]: (detail: RefusalDetails[Code]) => string }
  /** A sentence for each way in which a filter can be wrong. */
  filter: { [Kind in FilterProblem['kind']]: (told: FilterSentenceParts) => string }
  /** What may be accepted at a place of a filter, as it stands in a list after "expected". */
  expected: Record<ExpectedNoun, string>
  /** What is wrong in general, by status; a body that cannot be parsed has its own. */
  general: Record<400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503 | 'syntax', string>
}

/** The parts of a sentence about a filter, ready to be put into it. Positions are counted in characters, from 0. */
export type FilterSentenceParts = {
  position: number
  /** Where an unterminated string began. */
  opened: number
  /** What stood there, without quotation marks; undefined is the end of the filter. */
  found: string | undefined
  /** What is accepted there, as a list with "or". */
  expected: string
  field: string
  operator: string
  /** The fields there are, as a list with "or". */
  fields: string
  /** The limit that was passed. */
  max: number
}

/** Returns the sentence for a refusal: what happened, and what to do. */
export function describeRefusal(refusal: Refusal, messages: Messages): string {
  if (refusal.code === 'filter_invalid') return describeFilterProblem(refusal.detail, messages)
  return sentenceFor(refusal, messages.refusals)
}

function sentenceFor<Code extends keyof Messages['refusals']>(
  { code, detail }: { code: Code; detail: RefusalDetails[Code] },
  sentences: Messages['refusals'],
): string {
  return sentences[code](detail)
}

function describeFilterProblem(problem: FilterProblem, messages: Messages): string {
  const or = new Intl.ListFormat(messages.locale, { type: 'disjunction' })
  const nouns: Partial<Record<Expected, string>> = messages.expected
  return messages.filter[problem.kind]({
    position: problem.position,
    opened: 'opened' in problem ? problem.opened : problem.position,
    found: problem.found,
    expected: or.format(problem.expected.map((expected) => nouns[expected] ?? expected)),
    field: 'field' in problem ? problem.field : '',
    operator: 'operator' in problem ? problem.operator : '',
    fields: 'fields' in problem ? or.format(problem.fields) : '',
    max: 'max' in problem ? problem.max : 0,
  })
}
