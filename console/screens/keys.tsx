import { useEffect, useState } from 'preact/hooks'
import type { PublicKey } from '../../src/http/application-keys/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useAction, useLoad } from '../hooks.ts'
import { DeleteButton } from '../parts/buttons.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Form } from '../parts/form.tsx'
import { LoadStatus } from '../parts/load-status.tsx'
import { Table } from '../parts/table.tsx'

const JWK_EXAMPLE = '{ "kty": "EC", "crv": "P-256", "x": "…", "y": "…" }'

type Props = { id: string; onCount: (count: number) => void }

/** Renders the public keys of an application, and reports their number. */
export function Keys({ id, onCount }: Props) {
  const { application } = useTexts()
  const { api } = useSignedIn()
  const keySet = useLoad(() => api.keys(id), id)
  const keys = keySet.value?.keys ?? []
  useEffect(() => onCount(keys.length), [keys.length, onCount])
  return (
    <section>
      <h2>{application.keys}</h2>
      <p>{application.keysText}</p>
      <LoadStatus of={keySet} />
      {keys.length > 0 && <List id={id} keys={keys} onDeleted={keySet.reload} />}
      <AddKey id={id} onAdded={keySet.reload} />
    </section>
  )
}

type ListProps = { id: string; keys: PublicKey[]; onDeleted: () => void }

function List({ id, keys, onDeleted }: ListProps) {
  const { application, frame } = useTexts()
  const { api } = useSignedIn()
  const [deleting, setDeleting] = useState<string>()
  const columns = [
    { title: 'kid', cell: ({ kid }: PublicKey) => <code dir="ltr">{kid}</code> },
    { title: application.keyType, cell: typeOf },
    {
      title: frame.delete,
      cell: ({ kid }: PublicKey) => (
        <DeleteButton label={application.deleteKey(kid)} onClick={() => setDeleting(kid)} />
      ),
    },
  ]
  return (
    <>
      <Table label={application.keys} columns={columns} rows={keys} keyOf={({ kid }) => kid} />
      {deleting !== undefined && (
        <ConfirmDialog
          title={application.deleteKey(deleting)}
          text={application.deleteKeyText}
          onConfirm={() => api.deleteKey(id, deleting).then(onDeleted)}
          onClosed={() => setDeleting(undefined)}
        />
      )}
    </>
  )
}

/** Returns a key's algorithm if it states one, or else its curve, or else its key type. */
function typeOf(key: PublicKey): string {
  return key.alg ?? ('crv' in key ? key.crv : key.kty)
}

function AddKey({ id, onAdded }: { id: string; onAdded: () => void }) {
  const { application } = useTexts()
  const { api } = useSignedIn()
  const [text, setText] = useState('')
  const { run, busy, error } = useAction(async () => {
    await api.addKey(id, parseJson(text))
    setText('')
    onAdded()
  })
  return (
    <Form onSubmit={run}>
      <label>
        {application.jwk}
        <textarea
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          required
          rows={3}
          spellcheck={false}
          dir="ltr"
          placeholder={JWK_EXAMPLE}
          aria-invalid={error === undefined ? undefined : true}
        />
      </label>
      <ErrorNotice error={error} />
      <button type="submit" class="secondary" aria-busy={busy}>
        {application.addKey}
      </button>
    </Form>
  )
}

/** Parses JSON. Returns any other text unchanged, so that the service refuses it with its own message. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
