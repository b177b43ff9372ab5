import { useId, useState } from 'preact/hooks'
import { useSignedIn, useTexts } from '../context.ts'
import { useAction } from '../hooks.ts'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Form, FormFooter, LITERAL_INPUT } from '../parts/form.tsx'
import type { IssuedCredential } from '../parts/secret-holder.ts'

type Props = { onCreated: (credential: IssuedCredential) => void; onCancel?: () => void }

/** Renders the form that creates an application. */
export function NewApplication({ onCreated, ...buttons }: Props) {
  const { columns, applications } = useTexts()
  const { api } = useSignedIn()
  const [name, setName] = useState('')
  const [isManager, setManager] = useState(false)
  const [hintId, errorId] = [useId(), useId()]
  const { run, busy, error } = useAction(async () => onCreated(await api.createApplication(name, isManager)))
  return (
    <Form onSubmit={run}>
      <label>
        {columns.name}
        <input
          {...LITERAL_INPUT}
          value={name}
          onInput={(event) => setName(normalize(event.currentTarget.value))}
          aria-describedby={`${hintId} ${errorId}`}
          aria-invalid={error === undefined ? undefined : true}
          required
          maxLength={128}
        />
      </label>
      <small id={hintId}>{applications.nameHint}</small>
      <ErrorNotice error={error} id={errorId} />
      <label>
        <input
          type="checkbox"
          checked={isManager}
          onInput={(event) => setManager(event.currentTarget.checked)}
        />
        {applications.managesApplications}
      </label>
      <FormFooter {...buttons}>
        <button type="submit" aria-busy={busy}>
          {applications.create}
        </button>
      </FormFooter>
    </Form>
  )
}

/** Replaces capitals and spaces, which names may not contain. The service checks all other rules. */
function normalize(text: string): string {
  return text.toLowerCase().replace(/\s/g, '-')
}
