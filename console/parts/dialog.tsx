import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  title: string
  /** Called after the dialog closed. The component that renders it must then remove it. */
  onClosed: () => void
  /** Whether Escape leaves the dialog open, because its content would be lost. */
  ignoreEscape?: boolean
  children: (close: () => void) => ComponentChildren
}

/** Renders a modal dialog. The browser keeps the focus inside it and restores the focus afterwards. */
export function Dialog({ title, onClosed, ignoreEscape = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={() => {
        // The element that had the focus may have been removed.
        const focused = document.activeElement
        if (focused === document.body || dialog.current?.contains(focused))
          document.querySelector('h1')?.focus()
        onClosed()
      }}
      onCancel={(event) => ignoreEscape && event.preventDefault()}
    >
      <article>
        <h2 id={id}>{title}</h2>
        {children(close)}
      </article>
    </dialog>
  )
}
