import { useTexts } from '../context.ts'
import { SecondaryButton } from './buttons.tsx'

type Props = { error: unknown; id?: string; onRetry?: () => void }

/**
 * Renders an error's message. Without an error it stays in the page, so that screen readers announce the
 * next.
 */
export function ErrorNotice({ error, id, onRetry }: Props) {
  const { frame } = useTexts()
  if (error === undefined) return <div role="alert" id={id} />
  return (
    <div role="alert" id={id} class="error-notice">
      {messageOf(error) || frame.unreachable}
      {onRetry && <SecondaryButton onClick={onRetry}>{frame.retry}</SecondaryButton>}
    </div>
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
