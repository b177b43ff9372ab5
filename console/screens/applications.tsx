import { useState } from 'preact/hooks'
import type { UserApplication } from '../../src/http/applications/responses.ts'
import { useSignedIn, useTexts } from '../context.ts'
import { useLoad } from '../hooks.ts'
import { CopyableText } from '../parts/copy.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { LoadStatus } from '../parts/load-status.tsx'
import { SecretDialog } from '../parts/secret-dialog.tsx'
import { holdSecret, type IssuedCredential, type SecretHolder } from '../parts/secret-holder.ts'
import { type Column, Table } from '../parts/table.tsx'
import { Timestamp } from '../parts/timestamp.tsx'
import { Title } from '../parts/title.tsx'
import { linkTo } from '../router.ts'
import type { Texts } from '../texts/texts.ts'
import { NewApplication } from './new-application.tsx'

type OnCreated = (credential: IssuedCredential) => void

/** Renders the caller's applications, or a form for the first one. */
export function Applications() {
  const { titles, applications } = useTexts()
  const { api, announce } = useSignedIn()
  const list = useLoad(api.applications)
  const [creating, setCreating] = useState(false)
  const [credential, setCredential] = useState<SecretHolder>()
  const onCreated: OnCreated = (credential) => {
    setCredential(holdSecret(credential))
    announce(applications.createdText(credential.name))
    list.reload()
  }
  const rows = list.value ?? []
  return (
    <>
      <header>
        <Title>{titles.applications}</Title>
        {rows.length > 0 && (
          <button type="button" onClick={() => setCreating(true)}>
            {applications.create}
          </button>
        )}
      </header>
      <LoadStatus of={list} />
      {list.value && rows.length === 0 && <FirstApplication onCreated={onCreated} />}
      {rows.length > 0 && <List rows={rows} />}
      {creating && <CreateDialog onCreated={onCreated} onClosed={() => setCreating(false)} />}
      {credential && <SecretDialog credential={credential} onClosed={() => setCredential(undefined)} />}
    </>
  )
}

function CreateDialog({ onCreated, onClosed }: { onCreated: OnCreated; onClosed: () => void }) {
  const { applications } = useTexts()
  return (
    <Dialog title={applications.create} onClosed={onClosed}>
      {(close) => (
        <NewApplication
          onCancel={close}
          onCreated={(credential) => {
            close()
            onCreated(credential)
          }}
        />
      )}
    </Dialog>
  )
}

function FirstApplication({ onCreated }: { onCreated: OnCreated }) {
  const { applications } = useTexts()
  return (
    <article class="first-application">
      <h2>{applications.emptyTitle}</h2>
      <p>{applications.emptyText}</p>
      <NewApplication onCreated={onCreated} />
    </article>
  )
}

function List({ rows }: { rows: UserApplication[] }) {
  const texts = useTexts()
  return (
    <Table label={texts.titles.applications} columns={columns(texts)} rows={rows} keyOf={({ id }) => id} />
  )
}

function columns({ columns }: Texts): Column<UserApplication>[] {
  return [
    { title: columns.name, cell: ({ id, name }) => <a href={linkTo('applications', id)}>{name}</a> },
    {
      title: columns.clientId,
      cell: ({ clientId, name }) => (
        <CopyableText text={() => clientId} label={`${columns.clientId}, ${name}`} />
      ),
    },
    { title: columns.created, cell: ({ createdAt }) => <Timestamp instant={createdAt} /> },
    { title: columns.lastLogin, cell: ({ lastLogin }) => <Timestamp instant={lastLogin} /> },
  ]
}
