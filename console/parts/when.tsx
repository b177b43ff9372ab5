import { useTexts } from '../context.ts'

/** An instant in the reader's zone, and exactly on hover. */
export function When({ instant }: { instant: string | null }) {
  const { locale, frame } = useTexts()
  if (instant === null) return <span class="faint">{frame.never}</span>
  return (
    <time dateTime={instant} title={instant}>
      {formatter(locale).format(new Date(instant))}
    </time>
  )
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Kept, since making one costs more than a row of a table may. */
function formatter(locale: string): Intl.DateTimeFormat {
  const kept =
    formatters.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  formatters.set(locale, kept)
  return kept
}
