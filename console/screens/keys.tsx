import { useEffect, useState } from 'preact/hooks'
import type { PublicKey } from '../api/types.ts'
import { useShared, useTexts } from '../context.ts'
import { useAction, useLoad } from '../hooks.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Loading } from '../parts/loading.tsx'
import { Problem } from '../parts/problem.tsx'
import { Table } from '../parts/table.tsx'

/** The public keys of an application, beside its secret. */
export function Keys({ id, counted }: { id: string; counted: (count: number) => void }) {
  const { application } = useTexts()
  const { api } = useShared()
  const list = useLoad(() => api.keys(id), id)
  const rows = list.value?.keys ?? []
  useEffect(() => counted(rows.length), [rows.length, counted])
  return (
    <section>
      <h2>{application.keys}</h2>
      <p>{application.keysText}</p>
      <Loading of={list} />
      {rows.length > 0 && <List id={id} rows={rows} changed={list.reload} />}
      <AddKey id={id} added={list.reload} />
    </section>
  )
}

function List({ id, rows, changed }: { id: string; rows: PublicKey[]; changed: () => void }) {
  const { application, frame } = useTexts()
  const { api } = useShared()
  const [asking, setAsking] = useState<string>()
  const columns = [
    { title: 'kid', cell: ({ kid }: PublicKey) => <code dir="ltr">{kid}</code> },
    { title: application.kind, cell: keyType },
    {
      title: frame.delete,
      cell: ({ kid }: PublicKey) => (
        <button
          type="button"
          class="quiet"
          aria-label={application.deleteKey(kid)}
          onClick={() => setAsking(kid)}
        >
          {frame.delete}
        </button>
      ),
    },
  ]
  return (
    <>
      <Table label={application.keys} columns={columns} rows={rows} keyOf={({ kid }) => kid} />
      {asking !== undefined && (
        <Confirm
          title={application.deleteKey(asking)}
          text={application.deleteKeyText}
          act={() => api.removeKey(id, asking).then(changed)}
          closed={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

/** Returns the most specific name of a key's type. */
function keyType(key: PublicKey): string {
  return key.alg ?? ('crv' in key ? key.crv : key.kty)
}

function AddKey({ id, added }: { id: string; added: () => void }) {
  const { application } = useTexts()
  const { api } = useShared()
  const [text, setText] = useState('')
  const { run, busy, error } = useAction(async () => {
    await api.addKey(id, parsed(text))
    setText('')
    added()
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <label>
        {application.jwk}
        <textarea
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          required
          rows={3}
          spellcheck={false}
          dir="ltr"
          placeholder={'{ "kty": "EC", "crv": "P-256", "x": "…", "y": "…" }'}
          aria-invalid={error === undefined ? undefined : true}
        />
      </label>
      <Problem error={error} />
      <button type="submit" class="quiet" aria-busy={busy}>
        {application.addKey}
      </button>
    </form>
  )
}

/** What is no JSON goes as text: the service says so in its own sentence. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
