import { ApiError } from '../api/send.ts'
import { useTexts } from '../context.ts'

/** What went wrong, in the server's own sentence. */
export function Problem({ error, id, retry }: { error: unknown; id?: string; retry?: () => void }) {
  const { frame } = useTexts()
  if (error === undefined) return <div role="alert" id={id} />
  return (
    <div role="alert" id={id} class="problem">
      {sentence(error) || frame.unreachable}
      {retry && (
        <button type="button" class="quiet" onClick={retry}>
          {frame.retry}
        </button>
      )}
    </div>
  )
}

function sentence(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return error instanceof Error ? error.message : String(error)
}
