import type { ComponentChildren } from 'preact'
import { useTexts } from '../context.ts'

type Props = {
  onClick: () => void
  /** The accessible name, if the text alone is ambiguous. */
  label?: string
  disabled?: boolean
  children: ComponentChildren
}

/** Renders a button that is not the main action of its screen. */
export function SecondaryButton({ onClick, label, disabled = false, children }: Props) {
  return (
    <button type="button" class="secondary" aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  )
}

/** Renders the delete button of a table's row. */
export function DeleteButton({ label, onClick }: Required<Pick<Props, 'label' | 'onClick'>>) {
  const { frame } = useTexts()
  return (
    <SecondaryButton label={label} onClick={onClick}>
      {frame.delete}
    </SecondaryButton>
  )
}
