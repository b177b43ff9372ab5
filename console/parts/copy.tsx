import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useTexts } from '../context.ts'

/** How long it says that it has. */
const SHOWN_MS = 2_000

type Props = {
  /** Asked for when it is needed, and not kept: it may be a secret. */
  text: () => string
  /** Tells one such text from another. */
  what: string
}

/** Copies a text. */
export function Copy({ text, what }: Props) {
  const { frame } = useTexts()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  // Where a page is not secure, a browser copies nothing.
  if (!navigator.clipboard) return null
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

/** A text as it stands: written into the page, and kept nowhere else. */
export function Verbatim({ text }: Pick<Props, 'text'>) {
  const code = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (code.current) code.current.textContent = text()
  })
  return <code ref={code} dir="ltr" />
}

/** A text that one copies rather than reads. */
export function Copied({ text, what }: Props) {
  return (
    <span class="copied">
      <Verbatim text={text} />
      <Copy text={text} what={what} />
    </span>
  )
}
