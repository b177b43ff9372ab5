import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  title: string
  /** It is closed: whoever opened it takes it away. */
  closed: () => void
  /** Not by Escape: what it shows would be lost by a slip. */
  keep?: boolean
  children: (close: () => void) => ComponentChildren
}

/** A question or a result that everything else waits for. The browser keeps the focus in it, and gives it back. */
export function Dialog({ title, closed, keep = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={() => {
        const focused = document.activeElement
        if (focused === document.body || dialog.current?.contains(focused))
          document.querySelector('h1')?.focus()
        closed()
      }}
      onCancel={(event) => keep && event.preventDefault()}
    >
      <article>
        <h2 id={id}>{title}</h2>
        {children(close)}
      </article>
    </dialog>
  )
}
