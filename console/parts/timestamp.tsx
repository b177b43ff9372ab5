import { useTexts } from '../context.ts'

/** Renders a time in the user's time zone, with the exact time as the tooltip. `null` means never. */
export function Timestamp({ instant }: { instant: string | null }) {
  const { locale, frame } = useTexts()
  if (instant === null) return <span class="muted">{frame.never}</span>
  return (
    <time dateTime={instant} title={instant}>
      {formatterOf(locale).format(new Date(instant))}
    </time>
  )
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Returns the formatter of a locale. It is cached: creating one for each row would make long tables slow. */
function formatterOf(locale: string): Intl.DateTimeFormat {
  const formatter =
    formatters.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  formatters.set(locale, formatter)
  return formatter
}
