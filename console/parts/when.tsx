import { useTexts } from '../context.ts'

/** An instant in the reader's zone, and exactly on hover. */
export function When({ instant }: { instant: string | null }) {
  const { locale, frame } = useTexts()
  if (instant === null) return <span class="faint">{frame.never}</span>
  const shown = new Date(instant).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <time dateTime={instant} title={instant}>
      {shown}
    </time>
  )
}
