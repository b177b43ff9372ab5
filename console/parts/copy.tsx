import { useState } from 'preact/hooks'
import { useTexts } from '../context.ts'

/** How long it says that it has. */
const SHOWN_MS = 2_000

/** Copies a text. `what` tells one such button from another. */
export function Copy({ text, what }: { text: string; what: string }) {
  const { frame } = useTexts()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  return (
    <>
      <button
        type="button"
        class="copy quiet"
        onClick={copy}
        aria-label={frame.copy(what)}
        title={frame.copy(what)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {copied ? <path d="m5 13 4 4L19 7" /> : <path d="M9 9h11v11H9zM5 15H4V4h11v1" />}
        </svg>
      </button>
      <span role="status" class="unseen">
        {copied ? frame.copied : ''}
      </span>
    </>
  )
}

/** A text that one copies rather than reads. */
export function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span class="copied">
      <code dir="ltr">{text}</code>
      <Copy text={text} what={what} />
    </span>
  )
}
