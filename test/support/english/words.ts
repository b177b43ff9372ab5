/** Words that no docstring begins with. */
export const NOT_FIRST = words(
  'what how who whose whom whoever whatever whichever wherever whenever whether that where when why which of else by if',
)

/** Words that begin a relative clause where a reader expects a sentence. */
export const RELATIVE = words('what how who whose whom whoever whatever whichever wherever that where which')

/** Words in -s that are no verbs in the third person. */
export const NOT_VERBS = words(
  `this its always as thus perhaps unless was others ours everyone's alternatives applications apps bytes callers
  clients columns credentials entries errors fields headers ids issuers items keys letters lines literals losses
  milliseconds pages parts parameters peppers requests responses rights roles rows scopes seconds secrets settings
  statements subjects tables texts tokens users values words`,
)

/** Words and phrases to avoid in comments: other projects of this field do without them. */
export const PRIVATE =
  /\b(told|tells?|stands?|stood|whoever|whomever|nobody|somebody|beside|anew|lest|mend(?:s|ed)?|gone|answer(?:s|ed|ing)?|passed over|(?:is|are) none|is no(?! longer)|of which|so many|by itself|but for|as if it were|is news|where there is none)\b/gi

/** Words to avoid in names. `say` and `spent` are unclear in a name only. */
export const PRIVATE_IN_NAMES = words(
  'told tell tells telling tellings say says said stand stands grounds spent asker askers gate whoever nobody anew',
)

function words(text: string): Set<string> {
  return new Set(text.split(/\s+/))
}
