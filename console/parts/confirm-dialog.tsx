import { useState } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import { Dialog } from './dialog.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { Form, FormFooter, LITERAL_INPUT } from './form.tsx'

type Props = {
  title: string
  text: string
  /** A text that the user must type before they can confirm. */
  requiredText?: string
  onConfirm: () => Promise<unknown>
  onClosed: () => void
}

/**
 * Renders a dialog that asks before an action that cannot be undone. If the action fails, it shows the error.
 */
export function ConfirmDialog({ title, text, requiredText = '', onConfirm, onClosed }: Props) {
  const { application } = useTexts()
  const [typed, setTyped] = useState('')
  const { run, busy, error } = useAction(onConfirm)
  return (
    <Dialog title={title} onClosed={onClosed}>
      {(close) => (
        <Form onSubmit={() => run().then((succeeded) => succeeded && close())}>
          <p>{text}</p>
          {requiredText && (
            <label>
              {application.typeToConfirm(requiredText)}
              <input
                {...LITERAL_INPUT}
                value={typed}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </label>
          )}
          <ErrorNotice error={error} />
          <FormFooter onCancel={close}>
            <button type="submit" class="danger" disabled={typed !== requiredText} aria-busy={busy}>
              {title}
            </button>
          </FormFooter>
        </Form>
      )}
    </Dialog>
  )
}
