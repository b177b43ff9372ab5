import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useTexts } from '../context.ts'

/** The time for which the button shows that it copied the text. */
const CONFIRMATION_MS = 2_000

type Props = {
  /** Returns the text when it is needed. The result is not kept, since it may be a secret. */
  text: () => string
  /** The name of the text, for the button's accessible name. */
  label: string
}

/** Renders a button that copies a text, or nothing on an insecure page, where browsers have no clipboard. */
export function CopyButton({ text, label }: Props) {
  const { frame } = useTexts()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    setCopied(true)
    setTimeout(() => setCopied(false), CONFIRMATION_MS)
  }
  if (!navigator.clipboard) return null
  return (
    <>
      <button
        type="button"
        class="copy secondary"
        onClick={copy}
        aria-label={frame.copy(label)}
        title={frame.copy(label)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {copied ? <path d="m5 13 4 4L19 7" /> : <path d="M9 9h11v11H9zM5 15H4V4h11v1" />}
        </svg>
      </button>
      <span role="status" class="visually-hidden">
        {copied ? frame.copied : ''}
      </span>
    </>
  )
}

/** Renders a text by writing it into the DOM, so that no virtual node keeps it. */
export function DomText({ text }: Pick<Props, 'text'>) {
  const code = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (code.current) code.current.textContent = text()
  })
  return <code ref={code} dir="ltr" />
}

/** Renders a text with a button that copies it. */
export function CopyableText({ text, label }: Props) {
  return (
    <span class="copyable">
      <DomText text={text} />
      <CopyButton text={text} label={label} />
    </span>
  )
}
