import type { Refusal, RefusalCode, RefusalDetails } from '../../domain/refusal.ts'
import type { Expected, ExpectedNoun, FilterProblem } from '../../lib/filter/ast.ts'

/** All texts for users in one language. A language that lacks one does not compile. */
export type Messages = {
  /** The language tag, BCP 47. */
  locale: string
  /** A sentence for each refusal: what happened, and what to do. */
  refusals: { [Code in Exclude<RefusalCode, 'filter_invalid'>]: (detail: RefusalDetails[Code]) => string }
  /** A sentence for each kind of mistake in a filter. */
  filter: { [Kind in FilterProblem['kind']]: (parts: FilterSentenceParts) => string }
  /** Names of the parts of a filter, in the form that fits into a list after "expected". */
  expected: Record<ExpectedNoun, string>
  /**
   * A general sentence for each status that the user-apps wire format describes; `syntax` replaces that of
   * 400 for a body that cannot be parsed.
   */
  general: Record<400 | 403 | 404 | 405 | 413 | 415 | 500 | 503 | 'syntax', string>
}

/** Values for a sentence about a filter, already formatted. Positions are counted in characters, from 0. */
type FilterSentenceParts = {
  position: number
  /** The start of an unterminated string. */
  opened: number
  /** The text at the position, without quotation marks; undefined at the end of the filter. */
  found: string | undefined
  /** The elements accepted at the position, as a list with "or". */
  expected: string
  field: string
  operator: string
  /** The operators that the field supports, separated by commas. */
  operators: string
  /** The fields that the endpoint supports, separated by commas. */
  fields: string
  /** The limit that the filter exceeds. */
  max: number
}

/** Returns the sentence that explains the refusal in the given language. */
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
    operators: problem.kind === 'operator_not_supported' ? problem.expected.join(', ') : '',
    fields: 'fields' in problem ? problem.fields.join(', ') : '',
    max: 'max' in problem ? problem.max : 0,
  })
}
