import type { ComponentChildren } from 'preact'
import { useTexts } from '../context.ts'
import { SecondaryButton } from './buttons.tsx'

/**
 * The attributes of inputs for names, IDs and code, which the browser must not correct, complete or mirror.
 */
export const LITERAL_INPUT = {
  autocomplete: 'off',
  autocapitalize: 'none',
  spellcheck: false,
  dir: 'ltr',
} as const

type FormProps = { class?: string; onSubmit: () => unknown; children: ComponentChildren }

/** Renders a form that a script handles, instead of the browser. */
export function Form({ class: name, onSubmit, children }: FormProps) {
  return (
    <form
      class={name}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** Renders the buttons of a form. Without `onCancel`, it has no button to cancel. */
export function FormFooter({ onCancel, children }: { onCancel?: () => void; children: ComponentChildren }) {
  const { frame } = useTexts()
  return (
    <footer>
      {onCancel && <SecondaryButton onClick={onCancel}>{frame.cancel}</SecondaryButton>}
      {children}
    </footer>
  )
}
