import type { ComponentChildren } from 'preact'

/** Renders the title of a screen, which can take the focus when the screen opens. */
export function Title({ dir, children }: { dir?: 'auto'; children: ComponentChildren }) {
  return (
    <h1 tabIndex={-1} dir={dir}>
      {children}
    </h1>
  )
}
