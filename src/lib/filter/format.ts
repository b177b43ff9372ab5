import type { Filter, Predicate } from './ast.ts'

/** The text of a filter, with every value in quotes: `parse` makes the same tree of it, where it is within the limits. */
export function format(filter: Filter): string {
  switch (filter.op) {
    case 'or':
      return filter.operands.map((operand) => enclosed(operand, ['or'])).join(' or ')
    case 'and':
      return filter.operands.map((operand) => enclosed(operand, ['and', 'or'])).join(' and ')
    case 'not':
      return `not ${enclosed(filter.operand, ['and', 'or'])}`
    default:
      return formatPredicate(filter)
  }
}

/** In parentheses, if it is one of those that would otherwise read as something else. */
function enclosed(filter: Filter, ops: readonly Filter['op'][]): string {
  return ops.includes(filter.op) ? `(${format(filter)})` : format(filter)
}

function formatPredicate(predicate: Predicate): string {
  const { op, field } = predicate
  if (op === 'pr') return `pr ${field}`
  if ('value' in predicate) return `${field} ${op} ${quoted(predicate.value)}`
  if ('values' in predicate) return `${field} ${op} (${predicate.values.map(quoted).join(', ')})`
  return `${field} isnull`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
