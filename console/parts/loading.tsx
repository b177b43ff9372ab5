import { useTexts } from '../context.ts'
import type { Loaded } from '../hooks.ts'
import { Problem } from './problem.tsx'

/** That something is on its way, or that it did not come. */
export function Loading({ of: { value, error, loading, reload } }: { of: Loaded<unknown> }) {
  const { frame } = useTexts()
  if (loading && value === undefined) {
    return (
      <p class="loading" aria-busy="true">
        {frame.loading}
      </p>
    )
  }
  return <Problem error={error} retry={reload} />
}
