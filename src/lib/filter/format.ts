import type { Filter, Predicate } from './ast.ts'

/**
 * Returns the text of a filter, with all values in quotes. `parse` returns the same tree, within its limits.
 */
export function format(filter: Filter): string {
  switch (filter.op) {
    case 'or':
      return filter.operands.map((operand) => formatOperand(operand, ['or'])).join(' or ')
    case 'and':
      return filter.operands.map((operand) => formatOperand(operand, ['and', 'or'])).join(' and ')
    case 'not':
      return `not ${formatOperand(filter.operand, ['and', 'or'])}`
    default:
      return formatPredicate(filter)
  }
}

/** Formats an operand, in parentheses if it is one of `ops`, which would bind differently without them. */
function formatOperand(filter: Filter, ops: readonly Filter['op'][]): string {
  return ops.includes(filter.op) ? `(${format(filter)})` : format(filter)
}

function formatPredicate(predicate: Predicate): string {
  const { op, field } = predicate
  if (op === 'pr') return `pr ${field}`
  if ('value' in predicate) return `${field} ${op} ${quote(predicate.value)}`
  if ('values' in predicate) return `${field} ${op} (${predicate.values.map(quote).join(', ')})`
  return `${field} isnull`
}

/** Quotes a value for a filter. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
