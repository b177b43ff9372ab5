import { useId, useState } from 'preact/hooks'
import { useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import { Dialog } from './dialog.tsx'
import { Problem } from './problem.tsx'

type Props = {
  title: string
  text: string
  /** What must be typed before it can be done. */
  typed?: string
  act: () => Promise<unknown>
  closed: () => void
}

/** Asks before what cannot be undone. */
export function Confirm({ title, text, typed, act, closed }: Props) {
  const { frame, application } = useTexts()
  const [given, setGiven] = useState('')
  const id = useId()
  const { run, busy, error } = useAction(act)
  return (
    <Dialog title={title} closed={closed}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void run().then((done) => done && close())
          }}
        >
          <p id={id}>{text}</p>
          {typed && (
            <label>
              {application.typeName(typed)}
              <input
                value={given}
                onInput={(event) => setGiven(event.currentTarget.value)}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                dir="ltr"
              />
            </label>
          )}
          <Problem error={error} />
          <footer>
            <button type="button" class="quiet" onClick={close}>
              {frame.cancel}
            </button>
            <button
              type="submit"
              class="danger"
              disabled={(typed ?? '') !== (typed ? given : '')}
              aria-busy={busy}
            >
              {title}
            </button>
          </footer>
        </form>
      )}
    </Dialog>
  )
}
