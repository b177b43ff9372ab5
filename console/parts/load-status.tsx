import { useTexts } from '../context.ts'
import type { LoadState } from '../hooks.ts'
import { ErrorNotice } from './error-notice.tsx'

/** Renders a loading message until the value is loaded, or the error with a button to try again. */
export function LoadStatus({ of: { value, error, loading, reload } }: { of: LoadState<unknown> }) {
  const { frame } = useTexts()
  if (loading && value === undefined) {
    return (
      <p class="loading" aria-busy="true">
        {frame.loading}
      </p>
    )
  }
  return <ErrorNotice error={error} onRetry={reload} />
}
