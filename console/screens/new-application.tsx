import { useId, useState } from 'preact/hooks'
import { useShared, useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import type { Issued } from '../parts/once.ts'
import { Problem } from '../parts/problem.tsx'

type Props = { created: (issued: Issued) => void; cancel?: () => void }

/** Makes an application: a name is all it takes. */
export function NewApplication({ created, cancel }: Props) {
  const { columns, applications, frame } = useTexts()
  const { api } = useShared()
  const [name, setName] = useState('')
  const [hint, problem] = [useId(), useId()]
  const { run, busy, error } = useAction(async () => created(await api.create(name)))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <label>
        {columns.name}
        <input
          value={name}
          onInput={(event) => setName(fitting(event.currentTarget.value))}
          aria-describedby={`${hint} ${problem}`}
          aria-invalid={error === undefined ? undefined : true}
          required
          maxLength={128}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
        />
      </label>
      <small id={hint}>{applications.nameHint}</small>
      <Problem error={error} id={problem} />
      <footer>
        {cancel && (
          <button type="button" class="quiet" onClick={cancel}>
            {frame.cancel}
          </button>
        )}
        <button type="submit" aria-busy={busy}>
          {applications.create}
        </button>
      </footer>
    </form>
  )
}

/** What people type by habit, as a name may be; the rest is the service's to judge. */
function fitting(text: string): string {
  return text.toLowerCase().replace(/\s/g, '-')
}
